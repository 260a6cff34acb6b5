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
    "text": "La loi le permet, jusqu’à un pour cent : une délibération suffit, et un partenaire de confiance.",
    "clauses": (("Fixer la part dans la délibération", True), ("Choisir un partenaire local", True),
                ("Rendre compte aux usagères et usagers", False)),
    "model": "Le conseil délibère de consacrer à des projets d’accès à l’eau un pour cent des recettes du service.",
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

TOWNS = (
    "Val-d’Aubier", "Sainte-Rive", "Pont-Clair", "Montfleury-le-Haut", "Beaulieu-des-Saules", "Rochebelle",
    "Clairefontaine-sur-Lac", "Saint-Amand-les-Prés", "Bois-Joli", "L’Anse-aux-Cerisiers", "Grandchamp",
    "Vieux-Moulin", "Terrebrune", "Hautes-Combes", "Maisonneuve-la-Forêt", "Puits-d’Argent", "La Sablière",
    "Croix-du-Berger", "Eaux-Vives", "Fontaine-l’Abbé", "Mirelande", "Pré-Bénit", "Roseraie", "Sept-Chênes",
    "Tournebride", "Valorme", "Bellecombe-en-Plaine", "Cap-aux-Noyers", "Douce-Rive", "Étang-Neuf", "Fermanville-Est",
    "Gué-Saint-Luc", "Hameau-des-Pins", "Isle-aux-Tilleuls",
)  # fmt: skip
SCHOOL_NAMES = (
    "Cégep de la Rive-Claire", "Université de l’Estuaire", "École secondaire des Tilleuls", "Cégep des Hautes-Combes",
    "Université de Mirelande", "Collège du Vieux-Moulin", "Institut technique de Rochebelle", "Cégep de Pont-Clair",
    "École polyvalente des Sept-Chênes", "Université populaire de Terrebrune", "Collège de la Sablière",
    "École secondaire du Gué", "Cégep de Valorme", "Faculté libre de Sainte-Rive", "École des métiers de Bois-Joli",
    "Centre de formation des Eaux-Vives", "Collège de Tournebride", "École primaire des Pins",
    "Cégep du Cap-aux-Noyers", "Institut de Bellecombe", "École secondaire Douce-Rive", "Collège des Cerisiers",
    "Lycée Étang-Neuf", "École internationale de Grandchamp", "Haute école de Clairefontaine", "Cégep Montfleury",
    "Université de Fermanville", "École alternative de la Roseraie", "Collège d’enseignement du Berger",
    "École secondaire de l’Abbé", "Institut agricole de Pré-Bénit", "École du Hameau", "Collège Isle-aux-Tilleuls",
    "Conservatoire de Puits-d’Argent",
)  # fmt: skip
POSITIONS: tuple[dict[str, Any], ...] = (
    {"title": "Pour un devoir de vigilance des entreprises", "led_by_us": True, "addressed_to": "Au gouvernement",
     "summary": "Que les entreprises répondent de ce qui se passe tout au long de leurs chaînes d’approvisionnement.",
     "text": "Nos organisations demandent une loi qui oblige les entreprises à prévenir les atteintes aux droits "
             "humains et à l’environnement, ici comme chez leurs fournisseurs, et qui ouvre un recours aux personnes "
             "touchées.\n\nNous demandons un calendrier, un organisme indépendant et des sanctions."},
    {"title": "Déclaration commune pour une aide internationale juste", "led_by_us": False,
     "addressed_to": "Aux partis représentés au parlement",
     "summary": "Que l’aide atteigne 0,7 % du revenu national et passe par les organisations des pays partenaires.",
     "text": "Réunies, nos organisations rappellent une promesse vieille de cinquante ans. Nous demandons un budget "
             "qui croît chaque année et des fonds confiés aux organisations locales."},
    {"title": "Contre la criminalisation des personnes migrantes", "led_by_us": True, "addressed_to": "Au parlement",
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
    {"title": "Demandez à votre mairie de s’engager", "levels": ["local"],
     "summary": "Une lettre de dix lignes, à votre manière, à la personne qui dirige votre commune.",
     "text": "Les conseils bougent quand les gens du lieu écrivent. Trois lettres suffisent souvent à mettre un point "
             "à l’ordre du jour.",
     "subject": "Notre commune peut s’engager",
     "letter": "Madame, Monsieur,\n\nJ’habite {territoire} et je vous écris parce que ce sujet me touche : [dites "
               "pourquoi].\n\nD’autres communes ont voté un texte simple, avec des engagements clairs. Je vous "
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
    ("call", "Appel à l’adjointe chargée des achats", "partly", "Intéressée, demande un modèle de clause.",
     "Joindre une clause sociale au prochain appel d’offres."),
    ("hearing", "Mémoire présenté en commission", "partly", "La commission cite notre mémoire dans son rapport.",
     "Inscrire le devoir de vigilance dans la loi."),
    ("question", "Question posée à la séance du conseil", "refusal", "Ce n’est pas de notre compétence, dit le maire.",
     "Dire publiquement où en est la promesse."),
    ("meeting", "Café avec la nouvelle équipe", "none", "Faire connaissance, rien n’était demandé.", ""),
    ("meeting", "Suivi de la promesse de l’automne", "promise", "Vote prévu à la prochaine séance.",
     "Tenir la date annoncée."),
    ("letter", "Relance écrite", "waiting", "", "Répondre à notre lettre du printemps."),
)  # fmt: skip
