"""What invented partners tell. Nobody is real."""

DONE = (
    "Deux formations de trois jours sur la tenue des comptes, dans deux villages. Le comité s’est réuni chaque mois ; la"
    " saison des pluies a coupé la piste pendant dix jours et une visite est reportée.",
    "Les pépinières sont en place. Trois réunions avec la commune ; elle a promis le terrain par écrit. Nous avons aussi"
    " accueilli la visite de deux membres du réseau.",
    "Campagne de porte à porte sur les droits au travail, deux émissions de radio, une permanence chaque samedi au marché.",
    "Réparation de la pompe et de la digue par une équipe de jeunes. Le comité de gestion a élu son bureau : trois femmes"
    " sur cinq.",
    "Cours du soir tout le trimestre, sauf la semaine des examens. Les plus anciennes ont animé elles-mêmes deux séances.",
)  # fmt: skip
NEEDS = (
    "Le carburant a augmenté d’un tiers : la ligne des déplacements ne tiendra pas jusqu’à la fin de l’année.",
    "Il nous faudrait un modèle de procès-verbal simple, en langue locale.",
    "Le versement est arrivé trois semaines après la date : nous avons avancé les frais de la formation.",
)
# (language, words, translation into French)
STORIES = (
    ("fr", "Avant, on nous disait : revenez demain. Depuis que nous venons à douze, avec le cahier, on nous reçoit. La semaine"
     " dernière, c’est le chef de service qui est venu au village.", ""),
    ("es", "Antes el agua llegaba dos días por semana. Ahora el comité abre la llave cada mañana y las niñas ya no caminan una"
     " hora antes de ir a la escuela.", "Avant, l’eau arrivait deux jours par semaine. Maintenant le comité ouvre la vanne chaque"
     " matin et les filles ne marchent plus une heure avant d’aller à l’école."),
    ("en", "The first month nobody spoke. Now the youngest keep the accounts and read them aloud, and the elders ask questions.",
     "Le premier mois, personne ne parlait. Aujourd’hui les plus jeunes tiennent les comptes et les lisent à voix haute, et les"
     " anciennes posent des questions."),
    ("fr", "Une récolte vendue ensemble, pesée devant tout le monde. Le prix était meilleur que chez l’acheteur de passage.", ""),
)  # fmt: skip
NOTES = (
    "La photo du reçu des semences est floue : joignez-en une autre.\nDites aussi combien de femmes ont suivi la formation.",
    "Le montant du carburant semble avoir un zéro de trop : vérifiez la pièce.",
)
PIECES = (
    ("Repas et salle de la formation", "training"), ("Carburant des visites", "travel"), ("Semences et petits outils", "equipment"),
    ("Indemnités de l’équipe d’animation", "staff"), ("Loyer du bureau", "office"),
)  # fmt: skip
