"""What the demonstration's activities are called and say, by theme and by form. Nobody real, nothing that happened."""

from datetime import date

# The subjects that each theme of the five networks gives; {city} is a town.
TOPICS: dict[str, tuple[str, ...]] = {
    "causes-structurelles": ("D’où vient la dette ?", "Les règles du commerce mondial", "Qui décide du prix du riz ?"),
    "besoins-fondamentaux": ("L’eau, un bien commun", "Se soigner partout", "Manger à sa faim en ville"),
    "egalite": ("Femmes, terre et héritage", "Le travail que personne ne compte", "Filles à l’école, partout"),
    "developpement-durable": ("Forêts : qui plante, qui coupe ?", "Climat et justice", "Ce que nos téléphones creusent"),
    "commerce-equitable": ("Du cacao à la tablette", "Le vrai prix d’un chandail", "Cafés équitables : qui gagne quoi ?"),
    "egalite-femmes": ("Marcher pour l’égalité", "Le partage du soin", "Paroles de femmes d’ici et d’ailleurs"),
    "droits-enfants": ("Enfants au travail, enfants à l’école", "Grandir en camp", "La parole des jeunes compte"),
    "solidarite-sociale": ("Loger tout le monde", "Le filet social en questions", "Vivre avec peu, décider beaucoup"),
    "decroissance": ("Moins de biens, plus de liens", "Réparer plutôt que jeter", "Produire moins, partager mieux"),
    "justice-climatique": ("Qui paie le climat ?", "Rivières et droits des peuples", "Jeunes pour le climat"),
    "souverainete-alimentaire": ("Semences paysannes", "Nourrir la ville sans affamer ailleurs", "La terre à qui la cultive"),
    "protection-sociale": ("Une sécurité sociale pour le monde", "Mutuelles d’ici et de là-bas", "Soins : un droit, pas un luxe"),
    "droits-travail": ("S’organiser dans la confection", "Travail décent : où en est-on ?", "Plateformes : qui est le patron ?"),
    "economie-sociale": ("Coopérer pour produire", "Épargner ensemble", "L’économie qui reste au village"),
    "jeunes": ("Jeunes et premier emploi", "Partir, revenir, rester", "Nos vies connectées, leurs mines"),
    "genre": ("Le genre dans l’action collective", "Travail domestique, travail invisible", "Elles négocient"),
    "droit-du-travail": ("La liberté syndicale en chaîne", "Le travail forcé, ici aussi", "Dans les zones franches"),
    "protections-sociales": ("Retraites : comparer pour agir", "Accidents du travail sans frontières", "Assurer les précaires"),
    "dialogue-social": ("Négocier avec une multinationale", "Le dialogue social à l’épreuve", "Comités d’entreprise mondiaux"),
    "salaire-decent": ("Combien faut-il pour vivre ?", "Le salaire vital, calcul et combat", "Du chandail au salaire"),
    "achat-responsable": ("Acheter public, acheter propre", "Uniformes sans sueur", "Nos contrats, leurs ateliers"),
    "eau": ("L’eau potable au village", "Assainir : par où commencer ?", "Fleuves partagés"),
    "education": ("Jumeler deux collèges", "Une école, deux rives", "Apprendre la coopération"),
    "sante": ("Maternités rurales", "Pharmacies de brousse", "Former les soignantes et soignants"),
    "agriculture": ("Maraîchage et coopératives", "Le mil, le blé et le climat", "Filières courtes d’ici et de là-bas"),
    "democratie-locale": ("Budgets ouverts", "Élues et élus d’ici et de là-bas", "État civil pour chaque enfant"),
    "environnement": ("Haies d’ici, ceintures vertes là-bas", "Déchets : l’expérience des villes", "Littoraux menacés"),
}  # fmt: skip
DEFAULT = ("Solidarités en mouvement", "Le monde à notre porte", "Agir ensemble")

# How a form is named before its subject, by what its code holds; the first that fits.
FORMS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tournee", ("Tournée : {topic}", "Sur la route : {topic}")),
    ("causerie", ("Souper-causerie : {topic}", "À table : {topic}")),
    ("souper", ("Souper solidaire : {topic}", "À table : {topic}")),
    ("repas", ("Repas partagé : {topic}", "À table : {topic}")),
    ("mission", ("Mission d’échange : {topic}", "Aller voir : {topic}")),
    ("echange", ("Mission d’échange : {topic}",)),
    ("stage", ("Stage : {topic}", "Séjour d’apprentissage : {topic}")),
    ("cycle", ("Cycle : {topic}", "Soirées en suite : {topic}")),
    ("parcours", ("Parcours : {topic}",)),
    ("formation", ("Formation : {topic}", "Se former : {topic}")),
    ("atelier", ("Atelier en classe : {topic}", "En classe : {topic}")),
    ("animation", ("Animation en classe : {topic}", "Rencontre jeunesse : {topic}")),
    ("simulation", ("Simulation : {topic}",)),
    ("exposition", ("Exposition : {topic}", "{topic}, en images")),
    ("film", ("Projection : {topic}", "Ciné-rencontre : {topic}")),
    ("kiosque", ("Kiosque au marché de {city} : {topic}",)),
    ("stand", ("Stand au marché de {city} : {topic}",)),
    ("fete", ("Fête de la solidarité à {city}", "Fête {season} à {city}")),
    ("manifestation", ("Rassemblement à {city} : {topic}",)),
    ("mobilisation", ("Mobilisation à {city} : {topic}",)),
    ("action", ("Action publique à {city} : {topic}",)),
    ("campagne", ("Campagne : {topic}", "Coup d’envoi : {topic}")),
    ("sensibilisation", ("Soirée d’information : {topic}",)),
    ("plaidoyer", ("Matinée au parlement : {topic}",)),
    ("outil", ("Prise en main de la trousse « {topic} »",)),
    ("rencontre", ("Rencontre de groupe : {topic}",)),
    ("semina", ("Séminaire : {topic}",)),
    ("conference", ("Conférence : {topic}", "{topic}", "Débat : {topic}")),
)

SUMMARIES = (
    "Une rencontre pour comprendre, poser ses questions et repartir avec un geste à faire.",
    "Des témoignages d’ici et de là-bas, puis une discussion en petits groupes.",
    "Deux heures pour démêler les idées reçues, avec des personnes qui y travaillent.",
    "Venez comme vous êtes : aucune connaissance préalable n’est demandée.",
    "On écoute, on débat, et on choisit ensemble la suite.",
)
TEXTS = (
    "Accueil une demi-heure avant, avec une collation équitable. La salle est de plain-pied et l’échange se fait en français ; "
    "dites-nous vos besoins en vous inscrivant.",
    "La rencontre commence par un court témoignage, suivi d’un travail en petits groupes. Chaque groupe repart avec une "
    "fiche qu’il peut faire circuler autour de lui.",
    "Préparée avec des organisations membres, cette rencontre s’adresse à qui découvre le sujet comme à qui le connaît "
    "déjà. Des documents sont remis sur place.",
    "Nous partons de situations vécues par nos partenaires, puis nous cherchons ce "
    "qui, chez nous, y répond : nos achats, nos votes, nos écoles, nos lieux de travail.",
)  # fmt: skip
ROOMS = (
    "Salle polyvalente",
    "Grande salle",
    "Local 204",
    "Auditorium",
    "Bibliothèque",
    "Café du rez-de-chaussée",
    "Salle du conseil",
)
VENUES = ("Maison de la solidarité de {city}", "Centre communautaire de {city}", "Bibliothèque de {city}", "École du Grand-Pré, {city}",
          "Café des Deux-Rives, {city}",
          "Salle des fêtes de {city}", "Collège des Érables, {city}", "Maison syndicale de {city}")  # fmt: skip
OUTSIDE = (
    "Comité de jumelage",
    "Ciné-club du quartier",
    "Radio communautaire",
    "Librairie La Page tournée",
    "Conseil jeunesse",
)
CANCELLED = (
    "La personne invitée n’a pas obtenu son visa.",
    "La salle est fermée pour travaux.",
    "Tempête annoncée : nous reportons.",
)
GUESTS = (("Aïssata Keïta", "ML"), ("Rosa Quispe", "PE"), ("Jean-Rony Estimé", "HT"), ("Fatou Ndiaye", "SN"), ("Marisol Cruz", "HN"),
          ("Amina Ouédraogo", "BF"), ("Luz Herrera", "CO"), ("Clément Dossou", "BJ"))  # fmt: skip
NOMINEES = ("Maude Pelletier", "Yanis Roy", "Louise Fontaine", "Karim Benali", "Sophie Lambert", "Hugo Martel", "Nadia Cloutier",
            "Étienne Dubois", "Claire Marchand", "Ousmane Diop")  # fmt: skip
MOTIVATION = "Membre du comité de solidarité depuis deux ans ; souhaite en rapporter un atelier pour son milieu."


def subject(theme: str, chance: object) -> str:
    return chance.choice(TOPICS.get(theme, DEFAULT))  # type: ignore[attr-defined,no-any-return]


def is_at_school(form: str) -> bool:
    return any(part in form for part in ("atelier", "animation", "simulation"))


def is_outdoors(form: str) -> bool:
    """Held where people pass or gather, never behind a screen."""
    return any(part in form for part in ("kiosque", "stand", "fete", "manifestation", "mobilisation", "action"))


def season(day: date) -> str:
    return ("d’hiver", "du printemps", "de l’été", "d’automne")[(day.month % 12) // 3]


def title(form: str, topic: str, city: str, day: date, chance: object) -> str:
    patterns = next((given for part, given in FORMS if part in form), ("{topic}",))
    said: str = chance.choice(patterns).format(topic=topic, city=city, season=season(day))  # type: ignore[attr-defined]
    for plain, bound in ((" :", "\u00a0:"), (" ?", "\u00a0?"), ("« ", "«\u00a0"), (" »", "\u00a0»")):
        said = said.replace(plain, bound)
    return said[:200]
