"""What each network of the demonstration asks, says and studies: invented, and close to what such networks do."""

from typing import Any

WELCOME: dict[str, Any] = {
    "title": "Communes hospitalières", "renewal_months": 12, "kind": "11",
    "summary": "Que chaque commune accueille dignement les personnes migrantes, et le dise par une motion.",
    "text": "Une motion votée par le conseil, avec des engagements concrets : informer, sensibiliser, accueillir.\n\n"
            "Chaque commune adapte le texte type ; nous lisons avec elle ce qu’il contient.",
    "clauses": (
        ("Informer toute personne de ses droits, quel que soit son statut", True),
        ("Former les agentes et agents qui reçoivent le public", True),
        ("Ne transmettre aucune donnée hors de ce que la loi exige", True),
        ("Soutenir les associations qui accueillent", False),
        ("Rendre compte chaque année devant le conseil", False),
    ),
    "model": "Le conseil,\n\nConsidérant la dignité de toute personne présente sur son territoire,\n\n"
             "Déclare la commune hospitalière et s’engage à informer, à former et à rendre compte chaque année.",
}  # fmt: skip
PURCHASING: dict[str, Any] = {
    "title": "Politiques d’achat responsable", "renewal_months": 24, "kind": "80",
    "summary": "Que les établissements n’achètent plus de vêtements ni de matériel faits sans respect du travail.",
    "text": "Une politique d’achat qui cite les normes fondamentales de l’Organisation internationale du travail, "
            "demande aux fournisseurs où et par qui les biens sont faits, et se vérifie.",
    "clauses": (
        ("Citer les normes fondamentales du travail de l’OIT", True),
        ("Exiger la liste des lieux de fabrication", True),
        ("Prévoir une vérification indépendante", True),
        ("Nommer qui répond de la politique", False),
        ("Publier un bilan tous les deux ans", False),
    ),
    "model": "L’établissement n’achète de vêtements et de textiles qu’à des fournisseurs qui respectent les normes "
             "fondamentales de l’Organisation internationale du travail et divulguent leurs lieux de fabrication.",
}  # fmt: skip
FAIR_TOWN: dict[str, Any] = {
    "title": "Villes équitables", "renewal_months": 12, "kind": "11",
    "summary": "Qu’une ville achète équitable, le fasse savoir, et que l’offre se trouve partout.",
    "text": "Six objectifs : une résolution du conseil, des points de vente à proportion de la population, des lieux "
            "de travail et des écoles engagés, un comité local, de la visibilité, d’autres achats responsables.",
    "clauses": (
        ("Le conseil sert des produits équitables et l’écrit dans sa politique d’achat", True),
        ("Un comité local suit les objectifs", True),
        ("La ville l’annonce à ses entrées et sur son site", False),
    ),
    "criteria": (("Commerces qui offrent au moins deux produits équitables", 3, 2500),
                 ("Cafés et restaurants", 2, 5000), ("Organisations et lieux de travail engagés", 2, 10_000)),
    "model": "Le conseil municipal résout de servir des produits équitables à ses réunions, d’appuyer un comité local "
             "et de viser le titre de ville équitable.",
}  # fmt: skip
SCHOOLS: dict[str, Any] = {
    "title": "Écoles et campus équitables", "renewal_months": 12, "kind": "80",
    "summary": "Que l’école parle du commerce équitable en classe et le pratique à la cafétéria.",
    "text": "Un comité d’élèves ou d’étudiantes et d’étudiants, une politique d’achat, des activités chaque année.",
    "clauses": (("La cafétéria offre des produits équitables", True), ("Un comité mixte se réunit", True),
                ("Deux activités par année sont tenues", False)),
    "criteria": (("Produits équitables à la cafétéria", 3, None), ("Activités dans l’année", 2, None)),
    "model": "Le conseil d’établissement s’engage à offrir des produits équitables et à soutenir un comité d’élèves.",
}  # fmt: skip
WATER: dict[str, Any] = {
    "title": "Un centime pour l’eau", "renewal_months": 36, "kind": "11",
    "summary": "Que les services d’eau consacrent une part de leurs recettes à la solidarité internationale.",
    "text": "Un centime par mètre cube, dans la limite d’un pour cent que permet la loi : une délibération suffit, et un "
            "partenaire de confiance.",
    "clauses": (("Fixer la part dans la délibération", True), ("Choisir un partenaire local", True),
                ("Rendre compte aux usagères et usagers", False)),
    "model": "Le conseil décide de consacrer à des projets d’accès à l’eau un centime par mètre cube distribué.",
}  # fmt: skip
DECENT: dict[str, Any] = {
    "title": "Communes pour le travail décent", "renewal_months": 24, "kind": "11",
    "summary": "Que les marchés publics des communes excluent le travail forcé et les salaires de misère.",
    "text": "Une clause sociale dans chaque cahier des charges, et quelqu’un qui la vérifie.",
    "clauses": PURCHASING["clauses"], "model": PURCHASING["model"].replace("L’établissement", "La commune"),
}  # fmt: skip
ASKS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "csi": (WELCOME, FAIR_TOWN), "cesiq": (FAIR_TOWN, SCHOOLS), "wsm": (DECENT, WELCOME),
    "ciso": (PURCHASING, SCHOOLS), "occitanie": (WELCOME, WATER),
}  # fmt: skip

# How a country says the same thing.
SAID: dict[str, dict[str, str]] = {
    "CA": {"mairie": "municipalité", "commune": "municipalité", "communes": "municipalités", "adjointe": "élue",
           "le maire": "le maire", "conseillère": "Conseillère municipale", "région": "Députée",
           "région_lui": "Député", "assemblée": "Assemblée nationale", "état": "Députée fédérale",
           "état_lui": "Député fédéral", "parlement": "Chambre des communes", "ministre": "Ministre du Développement international"},
    "BE": {"mairie": "commune", "commune": "commune", "communes": "communes", "adjointe": "échevine",
           "le maire": "le bourgmestre", "conseillère": "Échevine", "région": "Députée régionale",
           "région_lui": "Député régional", "assemblée": "Parlement régional", "état": "Députée fédérale",
           "état_lui": "Sénateur", "parlement": "Parlement fédéral", "ministre": "Ministre de la Coopération au développement"},
    "FR": {"mairie": "mairie", "commune": "commune", "communes": "communes", "adjointe": "adjointe",
           "le maire": "le maire", "conseillère": "Adjointe au maire", "région": "Conseillère régionale",
           "région_lui": "Conseiller régional", "assemblée": "Conseil régional", "état": "Députée",
           "état_lui": "Sénateur", "parlement": "Parlement", "ministre": "Ministre chargé de la coopération"},
}  # fmt: skip
# What each thing is about, the first of these themes that the network has; none of them says none.
THEMES: dict[str, tuple[str, ...]] = {
    "Communes hospitalières": ("egalite", "solidarite-sociale", "democratie-locale"),
    "Politiques d’achat responsable": ("achat-responsable",),
    "Villes équitables": ("commerce-equitable", "souverainete-alimentaire"),
    "Écoles et campus équitables": ("commerce-equitable", "souverainete-alimentaire", "achat-responsable"),
    "Un centime pour l’eau": ("eau",), "Communes pour le travail décent": ("droits-travail",),
    "Pour un devoir de vigilance des entreprises":
        ("droits-travail", "droit-du-travail", "causes-structurelles", "solidarite-sociale", "environnement"),
    "Déclaration commune pour une aide internationale juste":
        ("protection-sociale", "protections-sociales", "besoins-fondamentaux", "solidarite-sociale", "sante"),
    "Contre la criminalisation des personnes migrantes": ("egalite", "solidarite-sociale", "droit-du-travail"),
    "Ce que vivent les personnes nouvellement arrivées : enquête dans douze communes":
        ("egalite", "solidarite-sociale", "democratie-locale"),
    "Acheter autrement : où en sont les institutions publiques ?":
        ("achat-responsable", "commerce-equitable", "droits-travail"),
}  # fmt: skip
# The ask that the campaign under way carries, the first or the second, where it carries one.
CARRIED = {"csi": 1, "ciso": 0, "occitanie": 1}


def theme_of(title: str, themes: list[str]) -> str:
    return next((code for code in THEMES.get(title, ()) if code in themes), "")


def said(text: str, country: str) -> str:
    """A sentence with the words of a country in the place of its {words}."""
    for word, there in SAID.get(country, SAID["CA"]).items():
        text = text.replace(f"{{{word}}}", there)
    return text


TOWNS = (
    "Val-d’Aubier", "Sainte-Rive", "Pont-Clair", "Montfleury-le-Haut", "Beaulieu-des-Saules", "Rochebelle",
    "Clairefontaine-sur-Lac", "Saint-Amand-les-Prés", "Bois-Joli", "L’Anse-aux-Cerisiers", "Grandchamp",
    "Vieux-Moulin", "Terrebrune", "Hautes-Combes", "Maisonneuve-la-Forêt", "Puits-d’Argent", "La Sablière",
    "Croix-du-Berger", "Eaux-Vives", "Fontaine-l’Abbé", "Mirelande", "Pré-Bénit", "Roseraie", "Sept-Chênes",
    "Tournebride", "Valorme", "Bellecombe-en-Plaine", "Cap-aux-Noyers", "Douce-Rive", "Étang-Neuf", "Fermanville-Est",
    "Le Gué-Saint-Luc", "Hameau-des-Pins", "Isle-aux-Tilleuls",
)  # fmt: skip
SCHOOL_NAMES = (
    "Cégep de la Rive-Claire", "Université de l’Estuaire", "École secondaire des Tilleuls", "Cégep des Hautes-Combes",
    "Université de Mirelande", "Collège du Vieux-Moulin", "Institut technique de Rochebelle", "Cégep de Pont-Clair",
    "École polyvalente des Sept-Chênes", "Collège de Terrebrune", "Collège de la Sablière",
    "École secondaire du Gué", "Cégep de Valorme", "Université de Sainte-Rive", "École des métiers de Bois-Joli",
    "Centre de formation des Eaux-Vives", "Collège de Tournebride", "École primaire des Pins",
    "Cégep du Cap-aux-Noyers", "Institut de Bellecombe", "École secondaire Douce-Rive", "Collège des Cerisiers",
    "Collège Étang-Neuf", "École internationale de Grandchamp", "Cégep de Clairefontaine", "Cégep Montfleury",
    "Université de Fermanville", "École alternative de la Roseraie", "École secondaire du Berger",
    "École secondaire de l’Abbé", "Institut agricole de Pré-Bénit", "École du Hameau", "Collège Isle-aux-Tilleuls",
    "Conservatoire de Puits-d’Argent",
)  # fmt: skip
POSITIONS: tuple[dict[str, Any], ...] = (
    {"title": "Pour un devoir de vigilance des entreprises", "led_by_us": True, "addressed_to": "le gouvernement",
     "summary": "Que les entreprises répondent de ce qui se passe tout au long de leurs chaînes d’approvisionnement.",
     "text": "Nos organisations demandent une loi qui oblige les entreprises à prévenir les atteintes aux droits "
             "humains et à l’environnement, ici comme chez leurs fournisseurs, et qui ouvre un recours aux personnes "
             "touchées.\n\nNous demandons un calendrier, un organisme indépendant et des sanctions."},
    {"title": "Déclaration commune pour une aide internationale juste", "led_by_us": False,
     "addressed_to": "les partis représentés au parlement",
     "summary": "Que l’aide atteigne 0,7 % du revenu national et passe par les organisations des pays partenaires.",
     "text": "Réunies, nos organisations rappellent une promesse vieille de cinquante ans. Nous demandons un budget "
             "qui croît chaque année et des fonds confiés aux organisations locales."},
    {"title": "Contre la criminalisation des personnes migrantes", "led_by_us": True, "addressed_to": "le parlement",
     "summary": "Aider n’est pas un délit.", "text": "Projet de texte, à relire par le conseil."},
)  # fmt: skip
STUDIES: tuple[dict[str, Any], ...] = (
    {"title": "Ce que vivent les personnes nouvellement arrivées : enquête dans douze communes",
     "authors": "Collectif de recherche du réseau", "languages": ["fr"],
     "summary": "Cent quarante entretiens dans douze communes de tailles diverses. Les motions changent l’accueil au "
                "guichet quand une personne en est responsable ; sans elle, presque rien ne bouge."},
    {"title": "Acheter autrement : où en sont les institutions publiques ?", "languages": ["fr", "en"],
     "authors": "Groupe d’étude sur les achats responsables",
     "summary": "Trente politiques d’achat lues clause par clause. Deux sur trois citent les normes du travail ; une "
                "sur cinq prévoit une vérification."},
)  # fmt: skip
LETTERS: tuple[dict[str, Any], ...] = (
    {"title": "Demandez à votre {mairie} de s’engager", "levels": ["local"],
     "summary": "Une lettre de dix lignes, à votre manière, à la personne qui dirige votre {commune}.",
     "text": "Les conseils bougent quand les gens du lieu écrivent. Trois lettres suffisent souvent à mettre un point "
             "à l’ordre du jour.",
     "subject": "Notre {commune} peut s’engager",
     "letter": "Madame, Monsieur,\n\nJ’habite {territoire} et je vous écris parce que ce sujet me touche : [dites "
               "pourquoi].\n\nD’autres {communes} ont voté un texte simple, avec des engagements clairs. Je vous "
               "demande de le porter devant le conseil.\n\nJe serais heureuse ou heureux d’en parler avec vous.\n\n"
               "[Votre nom]"},
    {"title": "Pour une loi sur la vigilance des entreprises", "levels": ["region", "state"],
     "summary": "À celles et ceux qui votent les lois.", "text": "Le projet de loi était à l’étude.",
     "subject": "Votez la vigilance", "letter": "Madame, Monsieur,\n\nVotez cette loi.\n\n[Votre nom]"},
)  # fmt: skip
EXCHANGES: tuple[tuple[str, str, str, str, str], ...] = (
    ("meeting", "Présentation de la demande au cabinet", "promise", "Le texte ira au conseil avant l’été.",
     "Porter le texte au conseil et nommer une personne responsable."),
    ("letter", "Lettre d’appui de quinze organisations", "waiting", "", "Inscrire la motion à l’ordre du jour."),
    ("call", "Appel à l’{adjointe} chargée des achats", "partly", "Intéressée, demande un modèle de clause.",
     "Joindre une clause sociale au prochain appel d’offres."),
    ("hearing", "Mémoire présenté en commission", "partly", "La commission cite notre mémoire dans son rapport.",
     "Inscrire le devoir de vigilance dans la loi."),
    ("question", "Question posée à la séance du conseil", "refusal", "Ce n’est pas de notre compétence, dit {le maire}.",
     "Dire publiquement où en est la promesse."),
    ("meeting", "Café avec la nouvelle équipe", "none", "Faire connaissance, rien n’était demandé.", ""),
    ("meeting", "Suivi de la promesse de l’automne", "promise", "Vote prévu à la prochaine séance.",
     "Tenir la date annoncée."),
    ("letter", "Relance écrite", "waiting", "", "Répondre à notre lettre du printemps."),
)  # fmt: skip
