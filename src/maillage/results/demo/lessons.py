"""What the invented network learned."""

LESSONS = (
    (
        "Les cibles sont tenues, les comités fonctionnent sans nous.",
        "Payer le trajet des déléguées compte plus que d’allonger la formation.",
    ),
    (
        "Deux activités sur trois ont eu lieu ; la troisième est reportée.",
        "Une élection locale arrête tout pendant trois mois : la mettre au calendrier.",
    ),
    (
        "Les partenaires ont changé de priorité après l’inondation.",
        "Décider avec eux ce que l’on abandonne vaut mieux que tout promettre.",
    ),
    (
        "Peu de femmes aux réunions du soir.",
        "Changer l’heure a doublé leur nombre : poser la question dès la première réunion.",
    ),
    (
        "Le plaidoyer a abouti plus tôt que prévu.",
        "Une étude courte, écrite avec les concernés, pèse plus qu’un long rapport.",
    ),
)
NEXT = (
    "Nous avançons les réunions au matin.",
    "Nous réservons une part du budget aux imprévus.",
    "Nous écrivons la suite avec les partenaires.",
    "",
)

NOTES = (
    (
        "Négocier avec une mairie : ce que cinq groupes ont appris",
        "Venir avec des chiffres, des voisins et une date.",
        "Cinq groupes, dans quatre pays, ont négocié avec leur mairie.\n\nCe qui a marché : compter soi-même"
        " avant la réunion, venir avec des"
        " habitantes plutôt qu’avec des experts, et repartir avec une date écrite.\n\nCe qui n’a pas marché"
        " : une pétition sans interlocuteur,"
        " et une réunion en période de récolte.\n\nCe que nous ferions autrement : former deux porte-parole au lieu d’une.",
    ),
    (
        "Épargner ensemble, puis décider ensemble",
        "La caisse n’est qu’un début : la parole suit, si l’heure des réunions convient.",
        "Les groupes d’épargne de trois projets racontent la même histoire.\n\nLa première année, on apprend"
        " à compter. La deuxième, on prête."
        " La troisième, on va voir la mairie.\n\nLe groupe qui a sauté la première étape s’est défait en six mois.",
    ),
    (
        "Quand un acquis recule",
        "Un accord signé n’est pas un accord suivi : ce que les reculs nous apprennent.",
        "Nous avons relu les changements qui sont revenus en arrière.\n\nDans chaque cas, la personne qui tenait l’accord était partie."
        " Personne n’avait prévu qui prendrait sa place.",
    ),
)
