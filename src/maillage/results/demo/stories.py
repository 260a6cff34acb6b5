"""What the invented projects aim at and change, by what they are about. Nobody is real."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Gauge:
    """An indicator: what a year brings, and how it is measured."""

    title: str
    unit: str = "personnes"
    yearly: int = 200
    base: int = 0
    measure: str = "1"
    over: str = "sum"
    split: tuple[str, ...] = ()
    source: str = "Registres du partenaire"
    rises: bool = True
    scale: tuple[tuple[str, str], ...] = ()
    fraction: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Output:
    title: str
    gain: str
    gauges: tuple[Gauge, ...]
    assumption: str = ""


SPLIT = ("sex", "age")
POWER = (
    ("1", "personne n’est écouté"),
    ("2", "écoutés parfois"),
    ("3", "consultés"),
    ("4", "décident avec les autres"),
)

PEOPLE = Gauge("Personnes formées", yearly=160, split=SPLIT, source="Listes de présence signées")
LAWS = Gauge("Décisions publiques obtenues", "décisions", 1, source="Textes publiés")

OUTPUTS: dict[str, tuple[Output, ...]] = {
    "12": (  # health mutuals
        Output(
            "Des familles sont membres d’une mutuelle de santé",
            "need",
            (
                Gauge(
                    "Personnes couvertes", yearly=1800, base=2400, over="last", split=SPLIT, source="Base des adhésions"
                ),
                Gauge("Cotisations à jour", "", 6, 48, "2", "last", fraction=("Adhésions à jour", "Adhésions")),
            ),
            "Les centres de soins respectent leurs conventions.",
        ),
        Output(
            "L’État reconnaît et subventionne les mutuelles", "policy", (LAWS,), "Le ministère garde son calendrier."
        ),
    ),
    "16": (  # work
        Output(
            "Des travailleuses et travailleurs connaissent leurs droits",
            "capacity",
            (PEOPLE,),
            "Les employeurs laissent les délégués se former.",
        ),
        Output(
            "Des accords collectifs sont signés et suivis",
            "policy",
            (
                Gauge("Accords signés", "accords", 3, source="Accords déposés"),
                Gauge(
                    "Salaires payés en retard",
                    "",
                    7,
                    52,
                    "2",
                    "last",
                    rises=False,
                    fraction=("Ouvrières payées en retard", "Ouvrières interrogées"),
                ),
            ),
        ),
    ),
    "15": (  # women, towns
        Output(
            "Des groupes d’épargne et de parole fonctionnent",
            "capacity",
            (
                PEOPLE,
                Gauge("Groupes actifs", "groupes", 6, 4, over="last"),
            ),
            "Les maris et les chefs n’interdisent pas les réunions.",
        ),
        Output(
            "Des femmes et des jeunes pèsent sur les décisions de la commune",
            "policy",
            (
                Gauge(
                    "Place des habitantes dans le conseil",
                    "",
                    1,
                    1,
                    "4",
                    "last",
                    scale=POWER,
                    source="Grille remplie à deux voix",
                ),
                Gauge("Ce que disent les conseillères", "", 0, measure="5", over="last", source="Entretiens"),
            ),
        ),
    ),
    "11": (  # school, trades
        Output(
            "Des jeunes apprennent un métier, des élèves restent à l’école",
            "capacity",
            (
                Gauge(
                    "Jeunes en apprentissage ou à l’école",
                    yearly=120,
                    split=SPLIT,
                    source="Registres de classe et d’atelier",
                ),
                Gauge(
                    "Abandons en cours d’année",
                    "",
                    3,
                    22,
                    "2",
                    "last",
                    rises=False,
                    fraction=("Abandons", "Inscriptions"),
                ),
            ),
            "Les familles n’ont pas à envoyer les enfants aux champs.",
        ),
        Output("Des classes et des ateliers sont équipés", "need", (Gauge("Salles et ateliers ouverts", "salles", 4),)),
    ),
    "31": (  # farming, cooperatives
        Output(
            "Des coopératives vendent ensemble",
            "capacity",
            (
                Gauge("Membres des coopératives", yearly=240, base=310, over="last", split=SPLIT),
                Gauge("Récolte vendue en commun", "tonnes", 45, 20),
            ),
            "Le prix payé couvre les coûts, année après année.",
        ),
        Output(
            "Des familles mangent mieux",
            "need",
            (
                Gauge(
                    "Familles qui sautent un repas",
                    "",
                    5,
                    41,
                    "2",
                    "last",
                    rises=False,
                    fraction=("Familles", "Familles interrogées"),
                ),
            ),
        ),
    ),
    "14": (  # water
        Output(
            "Des points d’eau donnent de l’eau potable toute l’année",
            "need",
            (
                Gauge(
                    "Personnes à moins de quinze minutes d’un point d’eau",
                    yearly=900,
                    base=0,
                    split=("sex", "place"),
                    source="Relevés des comités",
                ),
                Gauge(
                    "Points d’eau en panne",
                    "",
                    4,
                    30,
                    "2",
                    "last",
                    rises=False,
                    fraction=("Points en panne", "Points d’eau"),
                ),
            ),
            "La nappe tient, et les pièces se trouvent sur place.",
        ),
        Output("Des comités d’usagers tiennent leurs comptes", "capacity", (PEOPLE,)),
    ),
    "41": (  # forests
        Output(
            "Des versants sont replantés avec qui les cultive",
            "need",
            (Gauge("Hectares replantés et gardés", "hectares", 35),),
            "Les feux de saison sèche sont contenus.",
        ),
        Output(
            "Des droits sur la terre sont écrits", "policy", (Gauge("Titres délivrés", "titres", 60, split=("sex",)),)
        ),
    ),
    "99": (  # awareness, here
        Output(
            "Des groupes d’ici comprennent et interpellent",
            "capacity",
            (PEOPLE, Gauge("Interpellations publiques", "actions", 8)),
            "Les écoles et les syndicats ouvrent leur porte.",
        ),
        Output(
            "Des institutions changent leurs achats", "policy", (Gauge("Politiques d’achat adoptées", "politiques", 2),)
        ),
    ),
}

OUTCOME_GAUGES = (
    Gauge(
        "Personnes dont la vie a changé, selon elles",
        yearly=420,
        split=SPLIT,
        source="Enquête annuelle des partenaires",
    ),
    Gauge(
        "Revendications portées que l’autorité a inscrites à l’ordre du jour",
        "",
        9,
        20,
        "2",
        "last",
        fraction=("Revendications inscrites", "Revendications portées"),
        source="Journal de plaidoyer",
    ),
)
IMPACT_GAUGE = Gauge(
    "Organisations partenaires qui vivent sans appui extérieur",
    "organisations",
    1,
    2,
    over="last",
    source="Autoévaluations des partenaires",
)
