"""The words of the invented motions: they suit any network of solidarity."""

INVEST = (
    "Sortir notre épargne des énergies fossiles",
    "Nos membres défendent la justice climatique. L’épargne du réseau doit dire la même chose que nos campagnes, et notre "
    "banque propose aujourd’hui un compte qui n’y touche pas.",
    (
        "L’assemblée demande au conseil d’administration de retirer l’épargne du réseau des fonds liés aux énergies fossiles.",
        "Le retrait est terminé dans un délai de deux ans.",
        "Le conseil choisit un placement solidaire après avoir comparé au moins trois offres.",
        "Il en rend compte à la prochaine assemblée annuelle.",
    ),
)
HOSTING = (
    "Une charte d’accueil pour nos rencontres",
    "Plusieurs membres ne viennent plus à nos rencontres : horaires, garde d’enfants, langue, accès. Écrivons ensemble ce que "
    "nous garantissons.",
    (
        "Le réseau adopte une charte d’accueil pour toutes ses rencontres ouvertes.",
        "Chaque rencontre annonce son accès en fauteuil, sa garde d’enfants et ses langues au moins deux semaines avant.",
        "Un budget d’accueil est inscrit chaque année aux prévisions.",
    ),
)
YOUTH = (
    "Deux places pour les moins de trente ans dans les groupes de travail",
    "Les jeunes portent nos campagnes et décident peu. Commençons par les groupes de travail.",
    ("Chaque groupe de travail garde deux places à des personnes de moins de trente ans.",
     "La mesure est évaluée après deux ans."),
)  # fmt: skip
DRAFT = (
    "Mieux partager nos outils d’animation",
    "À compléter avec l’équipe.",
    (
        "Le réseau ouvre une bibliothèque commune d’outils d’animation.",
        "Chaque membre y verse au moins un outil par année.",
    ),
)
PAST = (
    "Soutenir la caravane pour le droit à l’eau",
    "La caravane passera chez nous l’été prochain ; nos partenaires nous demandent de l’accueillir.",
    (
        "Le réseau accueille la caravane pour le droit à l’eau.",
        "Il lui verse une contribution.",
        "Il invite ses membres à tenir une activité sur son chemin.",
    ),
)
LOST = (
    "Tenir toutes nos assemblées à distance",
    "Moins de déplacements, moins de dépenses.",
    ("À partir de l’an prochain, toutes les assemblées du réseau se tiennent à distance.",),
)
