"""What the campaigns of the demonstration say, network by network. Nobody in them is real; functions are named, not people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One campaign, with its petition when it has one."""

    title: str
    summary: str
    text: str
    theme: str
    movement: str = ""
    demands: tuple[tuple[str, str], ...] = ()
    petition: str = ""
    body: str = ""
    to: tuple[tuple[str, str], ...] = ()


WORK = (
    "Un vêtement sur deux vendu ici est cousu là où s’organiser coûte sa place. Celles et ceux qui achètent pour une"
    " école, une ville ou un hôpital peuvent demander autre chose.\n\nNous proposons un gabarit de politique d’achat,"
    " des outils pour les sections et une rencontre par région."
)
WATER = (
    "Une école sur trois de la planète n’a pas d’eau sûre. Une loi permet ici de verser un"
    " centime par mètre cube à des projets menés avec les habitants.\n\nLa campagne aide chaque commune à le décider."
)
FAIR = (
    "Café, cacao, coton : le prix payé à qui cultive ne suit pas celui que nous payons. La campagne invite chaque"
    " épicerie, chaque cafétéria et chaque ville à choisir l’équitable.\n\nUn recensement des points de vente, des"
    " dégustations et des outils pour les classes."
)
PROTECT = (
    "Quatre milliards de personnes n’ont ni soins remboursés, ni pension, ni congé de maternité. Les mutuelles et les"
    " syndicats partenaires montrent que c’est possible, même dans l’économie informelle.\n\nAvec elles, nous demandons"
    " que la coopération en fasse une priorité."
)
WOMEN = (
    "Partout des femmes s’organisent contre les violences et pour le partage du travail. Pendant douze jours, nous"
    " portons leurs paroles dans les rues, les écoles et les conseils municipaux."
)


OUR_SIDE = "le réseau et ses membres"


@dataclass(frozen=True)
class Said:
    """The same campaign for those who read another language."""

    title: str
    summary: str
    petition: str
    body: str


def past_story(title: str, theme: str, petition: str, to: str, body: str) -> Story:
    return Story(
        title, "Une année de mobilisation, une réponse obtenue.",
        "La campagne de l’an dernier a réuni vingt groupes locaux. La pétition a été remise, et une première réponse est"
        " venue.", theme, "",
        (("Un engagement écrit", to), ("Un calendrier", to)), petition,
        f"{body}\n\nNous demandons un engagement écrit et un calendrier, d’ici la fin de l’année.",
        ((to, ""),),
    )  # fmt: skip


STORIES: dict[str, tuple[Story, Story, Story]] = {
    "csi": (
        Story("Ville équitable", "Que la ville et ses écoles choisissent l’équitable.", FAIR, "commerce-equitable",
              "ville-equitable",
              (("Du café, du thé et du cacao équitables dans les écoles", "le conseil municipal"),
               ("Un bilan publié chaque année", "le conseil municipal"),
               ("Un recensement des points de vente", OUR_SIDE)),
              "Pour que nos écoles achètent équitable",
              "Mesdames les conseillères, Messieurs les conseillers,\n\nNous vous demandons que les cafétérias des écoles"
              " servent du café, du thé et du cacao équitables, et qu’un bilan en soit publié chaque année.\n\nCe que nous"
              " achetons ensemble dit quel monde nous voulons.", (("le conseil municipal", ""),)),
        past_story("Du café qui fait vivre", "commerce-equitable", "Du café équitable dans les bureaux publics",
                   "la mairesse de la ville", "Madame la Mairesse,\n\nLe café servi dans les bureaux de la ville peut faire"
                   " vivre celles et ceux qui le cultivent."),
        Story("Journées de la solidarité : pensons nos liens", "Dix jours pour parler de ce qui nous relie.",
              "Programme en préparation avec les groupes de la région.", "causes-structurelles", "jqsi"),
    ),
    "cesiq": (
        Story("12 jours contre les violences", "Douze jours de paroles et d’actions, ici et ailleurs.", WOMEN,
              "egalite-femmes", "douze-jours",
              (("Un financement stable des maisons d’hébergement", "la ministre de la Condition féminine"),
               ("Une part de l’aide pour les organisations de femmes", "la ministre de la Condition féminine"),
               ("Des activités dans chaque quartier", OUR_SIDE)),
              "Des moyens pour les maisons d’hébergement, ici et ailleurs",
              "Madame la Ministre,\n\nChaque jour, des maisons d’hébergement refusent des femmes faute de place. Nous vous"
              " demandons un financement stable des maisons d’ici, et un appui aux organisations qui en ouvrent ailleurs.",
              (("la ministre de la Condition féminine", ""),)),
        past_story("Semaine contre le racisme", "solidarite-sociale", "Un plan de la ville contre le racisme",
                   "le maire de la ville", "Monsieur le Maire,\n\nDans nos rues, nos écoles et nos emplois, le racisme se"
                   " vit chaque jour. La ville peut agir."),
        Story("Printemps des Alternatives", "Ce qui se fait autrement, à voir et à goûter.",
              "Appel aux groupes membres : proposez une activité.", "decroissance", "printemps-alternatives"),
    ),
    "wsm": (
        Story("Protection sociale pour toutes et tous", "Soins, pension, congé de maternité : un droit partout.", PROTECT,
              "protection-sociale", "campagne-annuelle",
              (("La protection sociale parmi les priorités de la coopération", "la ministre de la Coopération"),
               ("Une part du budget confiée aux mutuelles et aux syndicats partenaires", "la ministre de la Coopération"),
               ("Une place pour les partenaires dans le suivi", OUR_SIDE)),
              "La protection sociale, priorité de la coopération",
              "Madame la Ministre,\n\nQuatre milliards de personnes vivent sans protection sociale. Nous vous demandons d’en"
              " faire une priorité de la coopération belge, et d’y consacrer une part du budget confiée à celles et ceux"
              " qui la construisent : mutuelles, syndicats, organisations de femmes.", (("la ministre de la Coopération", ""),)),
        past_story("Travail décent, salaire vital", "droits-travail", "Un devoir de vigilance pour les entreprises",
                   "la présidente de la commission des Affaires économiques", "Madame la Présidente,\n\nUne entreprise doit"
                   " répondre de ce qui se passe chez ses fournisseurs."),
        Story("Journée mondiale pour le travail décent", "Le 7 octobre, avec les partenaires.",
              "Affiche et mobilisation en préparation avec les fédérations.", "droits-travail", "travail-decent"),
    ),
    "ciso": (
        Story("Achats responsables", "Que l’argent public n’achète plus la misère.", WORK, "achat-responsable", "",
              (("Une politique d’achat qui cite les normes du travail", "le président du Conseil du trésor"),
               ("La liste publique des lieux de fabrication", "le président du Conseil du trésor"),
               ("Un suivi avec les syndicats du Sud", OUR_SIDE)),
              "Des uniformes cousus dans la dignité",
              "Monsieur le Président,\n\nLes uniformes du secteur public sont souvent cousus là où s’organiser coûte sa"
              " place. Nous vous demandons une politique d’achat qui cite les normes fondamentales du travail, et la liste"
              " publique des lieux de fabrication.", (("le président du Conseil du trésor", ""),)),
        past_story("Salaire décent dans les usines", "salaire-decent", "Un salaire qui permet de vivre",
                   "la ministre du Travail", "Madame la Ministre,\n\nUn plein temps doit suffire à vivre, ici comme dans les"
                   " usines qui travaillent pour nous."),
        Story("Premier mai sans frontières", "Marcher avec les syndicats du Sud.",
              "Le cortège se prépare avec les centrales.", "droit-du-travail", "premier-mai"),
    ),
    "occitanie": (
        Story("Un centime pour l’eau", "Un centime par mètre cube, et l’eau arrive à l’école.", WATER, "eau", "",
              (("Une délibération dans chaque service d’eau", "le président du conseil régional"),
               ("Un bilan publié chaque année", "le président du conseil régional"),
               ("Des projets décidés avec les habitantes et habitants", OUR_SIDE)),
              "Un centime par mètre cube dans chaque commune",
              "Monsieur le Président,\n\nLa loi permet aux services d’eau de consacrer une part de leurs recettes à la"
              " solidarité. Nous vous demandons d’y encourager chaque commune de la région, et d’en publier le bilan"
              " chaque année.", (("le président du conseil régional", ""),)),
        past_story("L’école pour toutes", "education", "Des jumelages d’écoles dans chaque département",
                   "la rectrice de l’académie", "Madame la Rectrice,\n\nUne classe qui écrit à une autre, loin d’ici, apprend"
                   " le monde."),
        Story("Festival des Solidarités", "Quinze jours de rencontres dans toute la région.",
              "Les associations proposent leurs rendez-vous.", "education", "festisol"),
    ),
}  # fmt: skip
# What readers of the network's other languages find for the open campaign; the names of the past one stay French.
SAID: dict[str, dict[str, Said]] = {
    "csi": {
        "en": Said("Fair trade town", "May the city and its schools choose fair trade.", "Fair trade in our schools",
                   "We ask that school cafeterias serve fair trade coffee, tea and cocoa, with a yearly account."),
        "es": Said("Ciudad por el comercio justo", "Que la ciudad y sus escuelas elijan lo justo.",
                   "Comercio justo en nuestras escuelas",
                   "Pedimos que las cafeterías escolares sirvan café, té y cacao de comercio justo, con un balance anual."),
    },
    "cesiq": {
        "en": Said("12 days against violence", "Twelve days of voices and action, here and elsewhere.",
                   "Means for women’s shelters, here and elsewhere",
                   "We ask for stable funding of shelters here, and support to the organisations that open some elsewhere."),
        "es": Said("12 días contra las violencias", "Doce días de palabras y acciones, aquí y en otros lugares.",
                   "Medios para las casas de acogida, aquí y en otros lugares",
                   "Pedimos una financiación estable de las casas de acogida de aquí, y apoyo a las que se abren allá."),
    },
    "wsm": {
        "en": Said("Social protection for all", "Care, pensions, maternity leave: a right everywhere.",
                   "Social protection, a priority of cooperation",
                   "We ask that social protection be a priority of Belgian cooperation, with a share of its budget."),
        "es": Said("Protección social para todas y todos", "Atención, pensión, maternidad: un derecho en todas partes.",
                   "La protección social, prioridad de la cooperación",
                   "Pedimos que la protección social sea una prioridad de la cooperación belga, con parte de su presupuesto."),
    },
    "ciso": {
        "en": Said("Responsible purchasing", "May public money no longer buy misery.", "Uniforms sewn in dignity",
                   "We ask for a purchasing policy that names the core labour standards, and a public list of factories."),
        "es": Said("Compras responsables", "Que el dinero público no compre más miseria.",
                   "Uniformes cosidos con dignidad",
                   "Pedimos una política de compras que cite las normas fundamentales del trabajo y la lista de fábricas."),
    },
    "occitanie": {
        "en": Said("A cent for water", "One cent a cubic metre, and water reaches the school.",
                   "One cent a cubic metre in every commune",
                   "We ask that every commune give a share of its water revenue to solidarity, with a yearly account."),
        "es": Said("Un céntimo para el agua", "Un céntimo por metro cúbico, y el agua llega a la escuela.",
                   "Un céntimo por metro cúbico en cada municipio",
                   "Pedimos que cada municipio dedique parte de sus ingresos del agua a la solidaridad, con un balance anual."),
    },
}  # fmt: skip
FIRST = ("Camille", "Nadia", "Louis", "Inès", "Mamadou", "Rosalie", "Tomás", "Fatou", "Henri", "Mélanie", "Yusuf",
         "Odile", "Samir", "Jeanne", "Aïcha", "Pascal", "Luce", "Rachid", "Élise", "Moussa", "Denise", "Karim")  # fmt: skip
LAST = ("Lavoie", "Okafor", "Marchand", "Benali", "Desrosiers", "Nkosi", "Peeters", "Fournier", "Haddad", "Savard",
        "Rousseau", "Diop", "Lambert", "Castillo", "Tessier", "Maes", "Gauthier", "Sow", "Vidal", "Bélanger")  # fmt: skip
AREAS = {
    "CA": ("J1H 2K4", "G1R 4S9", "H2X 3P8", "H7L 1A1", "G2B 3W4", "J4K 2T5", "H3C 1H7", ""),
    "BE": ("1000", "4000", "5000", "6000", "1348", "9000", "2000", ""),
    "FR": ("31000", "34000", "81000", "09000", "12000", "66000", "46000", "32000", ""),
}
WORDS = (
    "Il est temps.",
    "Pour mes élèves.",
    "Merci de nous entendre.",
    "Nos achats ont un visage.",
    "",
    "",
    "",
    "",
    "",
)
ANSWER = (
    "Nous avons reçu vos signatures et votre délégation. Nous nous engageons à présenter un projet au printemps et à vous"
    " associer à son suivi."
)
