"""What the invented projects are about, by kind of partner and by network. Countries are real, nobody is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One kind of project; `{place}` is its country, `{who}` the partner who carries it."""

    title: str
    text: str
    aims: str
    people: str
    sectors: tuple[tuple[str, int], ...]
    goals: tuple[str, ...]
    gender: str = "1"  # significance of the marker
    climate: str = "0"
    english: str = ""


HEALTH = Story(
    "Une mutuelle de santé par commune",
    "{who} ouvre et accompagne des mutuelles de santé tenues par leurs membres : cotisations, conventions avec les"
    " centres de soins, assemblées où l’on décide des prestations.",
    "Que les familles du secteur informel se soignent sans s’endetter, et que l’État reconnaisse leurs mutuelles.",
    "Familles paysannes et du secteur informel, agentes de santé, élues et élus communaux.",
    (("16010", 60), ("12220", 40)), ("1", "3", "8"), english="A health mutual in every municipality",
)  # fmt: skip
CONTRACTS = Story(
    "Contrats écrits et salaires payés à temps",
    "{who} forme des délégués d’atelier, tient des permanences juridiques et négocie avec les employeurs.",
    "Que chaque travailleuse et travailleur connaisse ses droits et dispose d’un recours.",
    "Ouvrières et ouvriers de l’habillement, travailleuses domestiques, jeunes en apprentissage.",
    (("16070", 70), ("16080", 30)), ("8", "10"), english="Written contracts, wages paid on time",
)  # fmt: skip
WOMEN = Story(
    "Les femmes prennent la parole",
    "{who} réunit des groupes de femmes qui épargnent ensemble, se forment et portent leurs demandes aux autorités.",
    "Que les femmes décident autant que les hommes, à la maison, au marché et à la mairie.",
    "Femmes de quartiers populaires et de villages, et les hommes qui les entourent.",
    (("15170", 60), ("15180", 40)), ("5", "16"), gender="2", english="Women speak up",
)  # fmt: skip
YOUTH = Story(
    "Des métiers pour les jeunes d’ici",
    "{who} met en lien artisans et jeunes sortis de l’école : apprentissage payé, atelier commun, premiers clients.",
    "Que des jeunes vivent de leur métier sans devoir partir.",
    "Jeunes de 16 à 30 ans, dont la moitié de jeunes femmes ; maîtresses et maîtres artisans.",
    (("11330", 60), ("16020", 40)), ("4", "8"), english="Trades for the young",
)  # fmt: skip
COOPERATIVE = Story(
    "Vendre ensemble, décider ensemble",
    "{who} transforme et vend en commun les récoltes de ses membres, et réinvestit dans ses terres.",
    "Un revenu qui ne dépend pas d’un seul acheteur, une terre qui reste fertile.",
    "Productrices et producteurs, transformatrices, consommateurs des villes voisines.",
    (("31194", 70), ("31120", 30)), ("2", "12"), climate="1", english="Selling together, deciding together",
)  # fmt: skip
WATER = Story(
    "L’eau potable, tenue par ses usagers",
    "{who} construit des points d’eau avec les comités d’usagers, et forme qui les entretiendra.",
    "De l’eau à moins de quinze minutes, un prix connu de tous, des comptes affichés.",
    "Habitantes et habitants de quartiers et de villages, comités d’usagers, services techniques.",
    (("14030", 60), ("14032", 40)), ("6", "3"), climate="1", english="Drinking water, run by its users",
)  # fmt: skip
TOWNS = Story(
    "Deux communes apprennent l’une de l’autre",
    "{who} et une collectivité d’ici travaillent à l’état civil, au budget et aux marchés, par des visites croisées.",
    "Une commune qui tient ses comptes, consulte ses habitants et rend des services de tous les jours.",
    "Élues et élus, agentes et agents communaux, comités de quartier.",
    (("15112", 70), ("15150", 30)), ("11", "16"), english="Two municipalities learn from each other",
)  # fmt: skip
SCHOOLS = Story(
    "Une école où l’on reste",
    "{who} rénove des classes, forme des enseignantes et tient une cantine nourrie par les fermes voisines.",
    "Que les filles comme les garçons finissent l’école primaire.",
    "Élèves, familles, enseignantes et enseignants.",
    (("11220", 60), ("11130", 40)), ("4", "2"), english="A school where children stay",
)  # fmt: skip
AWARE = Story(
    "Comprendre d’où viennent nos vêtements",
    "Ateliers, témoignages et interpellation des marques, avec des groupes d’ici et des syndicats de là-bas.",
    "Que des citoyennes et citoyens relient leurs achats aux droits de celles et ceux qui produisent.",
    "Groupes locaux, écoles secondaires, délégations syndicales.",
    (("99820", 100),), ("12", "8"), english="Where our clothes come from",
)  # fmt: skip
FORESTS = Story(
    "Replanter sans chasser personne",
    "{who} replante les versants avec les familles qui les cultivent, et fait reconnaître leurs droits sur la terre.",
    "Des sols qui tiennent, des droits écrits, moins de bois coupé.",
    "Familles paysannes, comités de bassin versant, services forestiers.",
    (("41010", 50), ("31120", 50)), ("13", "15"), climate="2", english="Replanting without evictions",
)  # fmt: skip

BY_KIND = {
    "syndicat": (CONTRACTS, HEALTH), "femmes": (WOMEN, COOPERATIVE), "jeunes-seniors": (YOUTH, WOMEN), "mutuelle": (HEALTH,),
    "cooperative": (COOPERATIVE, FORESTS), "collectivite": (TOWNS, WATER), "centre-appui": (CONTRACTS, WOMEN),
    "association": (WATER, SCHOOLS, FORESTS), "groupement": (COOPERATIVE, WATER), "ecole": (SCHOOLS,),
    "ong": (WATER, YOUTH, FORESTS, SCHOOLS),
}  # fmt: skip


@dataclass(frozen=True)
class Network:
    """The programme of a network: its title, its outcomes by group of countries, how many projects in all."""

    programme: str
    english: str
    outcomes: tuple[tuple[str, frozenset[str]], ...]
    projects: int
    prefix: str  # of invented IATI identifiers
    funder: str
    at_home: int = 1
    years: int = 3


AFRICA_WEST = frozenset({"BJ", "BF", "GN", "MR", "SN", "TG", "ML", "CM"})
AFRICA_CENTRE = frozenset({"BI", "CD", "RW", "MG"})
ASIA = frozenset({"BD", "KH", "IN", "ID", "NP", "PH", "LA", "VN", "LB", "PS"})
AMERICAS = frozenset({"BO", "CO", "DO", "GT", "HN", "HT", "PE"})
NORTH_AFRICA = frozenset({"MA", "TN", "DZ"})

NETWORKS = {
    "wsm": Network(
        "Travail décent et protection sociale pour toutes et tous", "Decent work and social protection for all",
        (("Afrique de l’Ouest : des mouvements sociaux forts", AFRICA_WEST),
         ("Afrique centrale : se protéger ensemble", AFRICA_CENTRE),
         ("Asie : des droits au travail qui tiennent", ASIA),
         ("Amériques : l’économie sociale comme issue", AMERICAS),
         ("Ici : comprendre et agir", frozenset())),
        25, "BE-BCE_KBO-0999000123", "Coopération publique (exemple)", 2, 5,
    ),
    "csi": Network(
        "S’attaquer aux causes de la pauvreté", "Tackling the causes of poverty",
        (("Afrique de l’Ouest", AFRICA_WEST), ("Amériques", AMERICAS), ("Ici : engager le public", frozenset())),
        11, "CA-CRA_ACR-990001230RR0001", "Ministère provincial (exemple)",
    ),
    "ciso": Network(
        "Syndicats d’ici, syndicats de là-bas", "Unions here, unions there",
        (("Amériques", AMERICAS), ("Asie", ASIA), ("Ici : achats responsables", frozenset())),
        9, "CA-CRA_ACR-990004560RR0001", "Fonds de solidarité (exemple)",
    ),
    "occitanie": Network(
        "Eau, villes et villages en partage", "Water, towns and villages",
        (("Afrique", AFRICA_WEST | AFRICA_CENTRE), ("Méditerranée et Asie", ASIA | NORTH_AFRICA), ("Caraïbe", AMERICAS)),
        14, "FR-RCS-999000123", "Fonds mutualisé régional (exemple)", 0,
    ),
    "cesiq": Network(
        "D’ici et d’ailleurs : écoles et quartiers", "Here and there: schools and neighbourhoods",
        (("Échanges avec nos partenaires", frozenset()),), 5, "CA-CRA_ACR-990007890RR0001", "Fonds régional (exemple)",
    ),
}  # fmt: skip

RISKS = (
    ("Les routes sont coupées à la saison des pluies", 3, 2, "Les visites se font avant juin ; le matériel est déposé à l’avance."),
    ("La personne qui coordonne s’en va", 2, 3, "Deux personnes connaissent chaque dossier ; les mots de passe sont partagés."),
    ("La monnaie perd de sa valeur", 2, 2, "Les versements sont faits par trimestre, et non par an."),
    ("Les autorités retardent l’agrément", 1, 3, "Une rencontre est demandée chaque mois ; un avocat suit le dossier."),
    ("Les femmes ne viennent pas aux réunions du soir", 2, 2, "Les réunions ont lieu le matin, avec une garde d’enfants."),
    ("Un changement de gouvernement gèle les conventions", 1, 2, ""),
)  # fmt: skip
MILESTONES = (
    "Lancement avec les partenaires", "Étude de départ", "Comité de pilotage", "Évaluation à mi-parcours",
    "Visite d’accompagnement", "Rapport annuel", "Bilan avec les habitantes et habitants",
)  # fmt: skip
NOTES = (
    "Appel avec la coordination : les groupes sont formés, il manque deux villages.",
    "La visite a eu lieu. Beaucoup de monde, surtout des jeunes. Revoir le calendrier des formations.",
    "Le bailleur demande une note d’une page sur l’égalité : à envoyer avant la fin du mois.",
    "Retard d’un mois sur l’achat du matériel ; sans effet sur la fin du projet.",
)  # fmt: skip
PARTS = {
    "idea": "A réuni les deux communes et signé une lettre d’intention.",
    "design": "A prêté une ingénieure pour écrire le dossier.",
    "funding": "A voté une subvention et cherché les autres financements.",
    "work": "A accueilli deux techniciens pendant trois semaines.",
    "follow": "Siège au comité de pilotage et lit les rapports.",
    "end": "A présenté le bilan au conseil et décidé de la suite.",
}  # fmt: skip
