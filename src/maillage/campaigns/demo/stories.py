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
    "Une commune sur trois de la planète n’a pas d’eau sûre à la porte de l’école. Une loi permet ici de verser un"
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


def open_story(title: str, theme: str, movement: str, text: str, petition: str, to: str) -> Story:
    return Story(
        title, "Agir ici pour que des droits soient respectés partout.", text, theme, movement,
        (("Des achats publics qui respectent les droits du travail", to), ("Un bilan publié chaque année", to),
         ("Une place pour les partenaires du Sud dans le suivi", "le réseau et ses membres")),
        petition,
        "Mesdames, Messieurs,\n\nNous vous demandons d’inscrire les droits humains et le climat dans"
        " chaque achat public, de publier un bilan chaque année et d’y associer les organisations de solidarité"
        " internationale.\n\nCe que nous achetons ensemble dit quel monde nous voulons.",
        ((to, ""),),
    )  # fmt: skip


def past_story(title: str, theme: str, petition: str, to: str) -> Story:
    return Story(
        title, "Une année de mobilisation, une réponse obtenue.",
        "La campagne de l’an dernier a réuni vingt groupes locaux. La pétition a été remise, et une première réponse est"
        " venue.", theme, "",
        (("Un engagement écrit", to), ("Un calendrier", to)), petition,
        f"{to},\n\nNous demandons un engagement écrit et un calendrier, d’ici la fin de l’année.",
        ((to, ""),),
    )  # fmt: skip


STORIES: dict[str, tuple[Story, Story, Story]] = {
    "csi": (
        open_story("Ville équitable", "commerce-equitable", "ville-equitable", FAIR,
                   "Pour que nos écoles achètent équitable", "Le conseil municipal"),
        past_story("Du café qui fait vivre", "commerce-equitable", "Du café équitable dans les bureaux publics",
                   "La mairesse de la ville"),
        Story("Journées de la solidarité : pensons nos liens", "Dix jours pour parler de ce qui nous relie.",
              "Programme en préparation avec les groupes de la région.", "causes-structurelles", "jqsi"),
    ),
    "cesiq": (
        open_story("12 jours contre les violences", "egalite-femmes", "douze-jours", WOMEN,
                   "Des moyens pour les maisons d’hébergement, ici et ailleurs", "La ministre de la Condition féminine"),
        past_story("Semaine contre le racisme", "solidarite-sociale", "Un plan de la ville contre le racisme",
                   "Le maire de la ville"),
        Story("Printemps des Alternatives", "Ce qui se fait autrement, à voir et à goûter.",
              "Appel aux groupes membres : proposez une activité.", "decroissance", "printemps-alternatives"),
    ),
    "wsm": (
        open_story("Protection sociale pour tous", "protection-sociale", "campagne-annuelle", PROTECT,
                   "La protection sociale, priorité de la coopération", "La ministre de la Coopération"),
        past_story("Travail décent, salaire vital", "droits-travail", "Un devoir de vigilance pour les entreprises",
                   "La présidente de la commission des Affaires économiques"),
        Story("Journée mondiale pour le travail décent", "Le 7 octobre, avec les partenaires.",
              "Affiche et mobilisation en préparation avec les fédérations.", "droits-travail", "travail-decent"),
    ),
    "ciso": (
        open_story("Achats responsables", "achat-responsable", "", WORK,
                   "Des uniformes cousus dans la dignité", "Le président du Conseil du trésor"),
        past_story("Salaire décent dans les usines", "salaire-decent", "Un salaire qui permet de vivre",
                   "La ministre du Travail"),
        Story("Premier mai sans frontières", "Marcher avec les syndicats du Sud.",
              "Le cortège se prépare avec les centrales.", "droit-du-travail", "premier-mai"),
    ),
    "occitanie": (
        open_story("Un centime pour l’eau", "eau", "", WATER,
                   "Un centime par mètre cube dans chaque commune", "Le président du conseil régional"),
        past_story("L’école pour toutes", "education", "Des jumelages d’écoles dans chaque département",
                   "La rectrice de l’académie"),
        Story("Festival des Solidarités", "Quinze jours de rencontres dans toute la région.",
              "Les associations proposent leurs rendez-vous.", "education", "festisol"),
    ),
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
