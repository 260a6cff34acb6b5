"""Words of which invented names are made, by kind of organisation and by territory."""

import random

from maillage.core.text import fold

# What each kind of organisation is called. {place} is « de Sherbrooke », « du Gers »…; {theme} a cause.
PATTERNS: dict[str, tuple[str, ...]] = {
    "oci": ("Passerelles {theme}", "Atelier Nord-Sud {place}", "Escale solidaire {place}", "Chemins de {virtue} {place}",
            "Terre et {virtue} {place}", "Les Ponts de {virtue}", "Alliance {theme} {place}"),
    "ong": ("Passerelles {theme}", "Terre et {virtue} {place}"),
    "association": ("Amies et amis {of_village}", "Semailles {place}", "Un Puits pour {village}", "École et {virtue} {place}",
                    "Terre de {virtue} {place}", "Les Jardins de {village}", "{virtue_cap} sans rivage {place}",
                    "Du {land} à {village}", "Comité {village} {place}", "Rivages de {virtue} {place}"),
    "groupe-communautaire": ("Maison {theme} {place}", "La Ruche de quartier {place}", "Carrefour des {people} {place}",
                             "Le Fournil collectif {place}", "Regroupement des {people} {place}"),
    "groupe-social": ("Comité de quartier des {trees} {place}", "Maison {theme} {place}", "Regroupement des {people} {place}",
                      "La Grande Table {place}", "Carrefour des {people} {place}"),
    "groupe": ("Regroupement des {people} {place}", "Maison {theme} {place}", "Carrefour des {people} {place}"),
    "comite-etudiant": ("Comité étudiant {theme} {place}", "Les Semeuses et semeurs du campus {place}"),
    "etablissement": ("Institut des métiers {place}", "École du {land} {place}", "Collège des Deux-Rives {place}",
                      "Lycée des {trees} {place}", "Haute école du {land} {place}"),
    "ecole": ("École du {land} {place}", "École des {trees} {place}"),
    "syndicat": ("Syndicat des {workers} {place}", "Union des {workers} {place}", "Syndicat {theme_adj} des {workers} {place}"),
    "centrale": ("Centrale des {workers} réunis", "Centrale intersyndicale du {land}", "Centrale des métiers du {land}"),
    "federation": ("Fédération des {workers} du {land}", "Fédération des {workers}", "Section québécoise des {workers}"),
    "mutualite": ("Mutualité du {land} {place}", "Mutualité des {trees} {place}"),
    "mouvement": ("Mouvement {theme} {place}", "Les Équipes de {virtue} {place}", "Mouvement des {people} {place}"),
    "comite": ("Comité régional du {land} {place}", "Comité des {trees} {place}"),
    "collectivite": ("Commune de {hamlet}-{tail}", "Communauté de communes du {land} de {hamlet}", "Ville de {hamlet}-{tail}"),
    "entreprise": ("Atelier {surname} {place}", "Coopérative du {land} {place}", "Torréfaction {surname}",
                   "Bureau d’études {surname}", "Les Ruchers des {trees} {place}"),
}  # fmt: skip
DEFAULT = ("Collectif {theme} {place}", "Maison {theme} {place}", "Terre et {virtue} {place}")

WORDS: dict[str, tuple[str, ...]] = {
    "theme": ("des deux rives", "du pain partagé", "de l’eau vive", "des quatre vents", "de la graine semée", "du fil tendu",
              "de la terre commune", "des mains levées", "du large", "de la source claire", "des récoltes justes",
              "du clair matin", "des gestes simples", "de l’arbre à palabres", "du métier à tisser"),
    "virtue": ("partage", "confiance", "lumière", "patience", "parole", "droiture", "mémoire", "entraide", "veille",
               "tendresse", "justesse", "constance"),
    "people": ("locataires solidaires", "aînées et aînés", "familles d’accueil", "fourneaux partagés",
               "femmes de la vallée", "jeunes du canton", "nouvelles arrivantes et nouveaux arrivants"),
    "workers": ("travailleuses et travailleurs du textile", "employées et employés du soin",
                "enseignantes et enseignants", "ouvrières et ouvriers du bois", "métallos",
                "agentes et agents des services publics", "débardeuses et débardeurs", "caissières et caissiers",
                "travailleuses et travailleurs agricoles", "ingénieures et ingénieurs", "facteurs et factrices"),
    "theme_adj": ("libre", "uni", "général", "régional"),
    "land": ("levant", "ponant", "fleuve", "piémont", "canton", "plateau", "coteau", "littoral", "val", "bocage"),
    "trees": ("tilleuls", "érables", "micocouliers", "saules", "oliviers", "bouleaux", "châtaigniers"),
    "surname": ("Cazalis-Vernet", "Roumégoux", "Delbosq", "Vidalenc", "Castanhet", "Peyrolade", "Sérignac-Roux", "Fabrégat"),
    "village": ("Tinkaré", "Sanoufé", "Ambohitsoa", "Keur Malamine", "Dogbanou", "Ban Nam Sai", "Santa Rosalía", "Boulkono",
                "Tissint el-Wad", "Madibougou", "Toumokoro", "Anse-aux-Mangues", "Bolivarcito", "Kpalanga"),
    "hamlet": ("Castelrouge", "Montségure", "Villeneuvette", "Saint-Clarel", "Peyrefiche", "Rocamaure", "Lauzertine",
               "Fontarèche", "Cadalès", "Mirebelle", "Castanède", "Puysarrat", "Valmagnac", "Sauvagnol", "Belfortès",
               "Saint-Amansol", "Roquevive", "Montauzer"),
    "tail": ("sur-Arn", "le-Vieux", "des-Oules", "d’Hers", "le-Bas", "la-Source", "des-Prés", "du-Causse", "les-Bois",
             "lès-Vignes", "en-Val", "la-Grave", "le-Haut", "des-Fonts"),
}  # fmt: skip


def of_place(city: str) -> str:
    """« de Sherbrooke », « d’Alma », « du Puy », « des Cayes »."""
    if city.startswith("Les "):
        return f"des {city[4:]}"
    if city.startswith("Le "):
        return f"du {city[3:]}"
    if city.startswith("La "):
        return f"de {city}"
    return (
        f"d’{city}"
        if fold(city)[0] in "aeiouh" and not city.startswith(("Huy", "Hinche", "Haut", "Hameau"))
        else f"de {city}"
    )


def at_place(city: str) -> str:
    """« à Kayes », « aux Cayes »."""
    return f"aux {city[4:]}" if city.startswith("Les ") else f"à {city}"


def invent(kind: str, city: str, chance: random.Random, taken: set[str]) -> str:
    """A name of this kind that nobody has yet."""
    patterns = PATTERNS.get(kind, DEFAULT)
    for attempt in range(60):
        values = {key: chance.choice(words) for key, words in WORDS.items()}
        values["virtue_cap"] = values["virtue"].capitalize()
        values["of_village"] = of_place(values["village"])
        place = of_place(city)
        name = chance.choice(patterns).format(place=place, **values).strip()
        if attempt > 20 and city not in name:
            name = f"{name} {place}"
        if attempt > 40:
            name = f"{name}, {chance.choice(WORDS['village'])}"
        if name not in taken:
            taken.add(name)
            return name
    name = f"{name} {len(taken)}"
    taken.add(name)
    return name


# What an organisation says of itself, by what it does.
SENTENCES = {
    "fr": (
        "{name} réunit des personnes {place} qui agissent avec des partenaires {country}, sur la durée et à parts égales.",
        "Depuis {founded}, {name} relie les écoles, les quartiers et les champs {place} à ceux de nos partenaires {country}.",
        "{name} accompagne des projets choisis et conduits sur place {country}, et raconte ici ce que l’on y apprend.",
        "Animations, ventes solidaires, chantiers et plaidoyer : {name} fait vivre la solidarité internationale {place}.",
    ),
    "en": ("{name} brings together people who work with partners abroad, for the long run and on equal terms.",
           "Since {founded}, {name} has linked schools and neighbourhoods here with those of its partners."),
    "es": ("{name} reúne a personas que actúan con organizaciones aliadas, a largo plazo y en pie de igualdad.",
           "Desde {founded}, {name} acerca las escuelas y los barrios de aquí a los de sus aliados."),
}  # fmt: skip
PARTNER_SENTENCES = (
    "{name} agit {place} ({country}) avec les familles, les métiers et les écoles du lieu, depuis {founded}.",
    "Née en {founded}, {name} réunit {place} ({country}) des personnes qui décident ensemble de ce qu’elles entreprennent.",
)
