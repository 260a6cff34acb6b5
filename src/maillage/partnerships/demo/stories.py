"""The words of the invented partnerships."""

SUMMARIES = (
    "Nous soutenons ses équipes de terrain et apprenons de sa façon de décider avec la base.",
    "Un travail commun sur les droits au travail : formation des responsables, plaidoyer, échanges chaque année.",
    "L’accès à l’eau et à la santé, porté par des comités élus ; nous finançons, conseillons et témoignons ici.",
    "Des femmes s’organisent, épargnent et prennent la parole dans leur commune ; nous faisons chemin avec elles.",
    "Une école de jeunes militantes et militants, et des échanges qui vont dans les deux sens.",
    "Une économie qui reste au pays : coopératives, marchés locaux, prix justes.",
)
SUMMARIES_EN = (
    "We support its field teams and learn from the way it decides with its members.",
    "Joint work on labour rights: training of leaders, advocacy, exchanges every year.",
    "Access to water and health, carried by elected committees; we fund, advise and bear witness here.",
    "Women organise, save and speak up in their town; we walk along with them.",
    "A school for young activists, and exchanges that go both ways.",
    "An economy that stays in the country: cooperatives, local markets, fair prices.",
)
OURS = (
    "Verser les fonds selon le calendrier convenu, et prévenir de tout retard",
    "Rendre visite au moins une fois l’an, et envoyer le compte rendu dans le mois",
    "Partager nos analyses et inviter le partenaire aux décisions qui le touchent",
    "Ne rien publier sans son accord",
)
THEIRS = (
    "Tenir une comptabilité distincte et garder les pièces sept ans",
    "Réunir ses instances comme ses statuts le demandent, femmes et hommes à parité",
    "Envoyer un rapport court chaque trimestre, avec ce qui n’a pas marché",
    "Prévenir sans attendre de tout risque pour les personnes",
)
PURPOSE = (
    "Unir nos forces pour des changements durables, décidés et portés par le partenaire, et apprendre l’un de l’autre."
)
VISITS = (
    ("visit", "Visite annuelle des comités", "Rencontre de quatre comités, lecture des comptes, discussion de la suite.",
     "Envoyer le modèle de registre des présences"),
    ("support", "Appui à la tenue des comptes", "Trois jours avec la trésorière : plan de comptes, caisse, rapprochement.",
     "Revoir ensemble les comptes du trimestre"),
    ("training", "Formation à la négociation collective", "Vingt-quatre déléguées et délégués, deux jours.", ""),
    ("remote", "Point de mi-année à distance", "Calendrier revu, deux activités déplacées après les pluies.", ""),
    ("welcome", "Accueil d’une délégation", "Dix jours chez nous : écoles, syndicats, élus.", "Envoyer les photos et le récit"),
    ("audit", "Contrôle des pièces d’un trimestre", "Échantillon de trente dépenses ; deux reçus à compléter.", "Recevoir les deux reçus"),
)  # fmt: skip
LEARNED = (
    ("us", "Décider plus lentement, mais avec tout le monde : leurs assemblées ne votent pas tant qu’une voix s’oppose.",
     "Notre conseil fait désormais un tour de table avant chaque vote."),
    ("them", "Chiffrer une revendication avant de la porter : la mairie a répondu pour la première fois.", "Une fiche par revendication."),
    ("both", "Une radio locale touche plus de monde que trois formations.", "Une ligne « radio » entre au budget."),
    ("us", "L’épargne commune protège mieux qu’une aide d’urgence.", "Nous l’expliquons dans nos animations."),
)  # fmt: skip
SAID = (
    "L’argent arrive tard en début d’année, c’est dur pour les salaires.", "Nous nous sentons écoutés.",
    "Trop de formulaires ; un seul rapport suffirait.", "La visite a beaucoup aidé les nouvelles responsables.",
    "Nous aimerions choisir ensemble les dates.", "Merci d’avoir dit non franchement, et pourquoi.",
)  # fmt: skip
ENDS = (
    ("agreed", "Le programme commun est achevé ; nous restons en lien."),
    ("money", "Le bailleur s’est retiré, rien n’a pu le remplacer."),
)
PLAN = (
    "D’ici trois ans, nos organisations portent ensemble une même demande auprès des autorités de leur région, "
    "se forment entre elles et tiennent un fonds commun d’urgence.\n\nChaque année, une rencontre décide de la suite."
)
ACTIONS = (
    ("Rencontre continentale et plan de l’année", "done", -240), ("Formation croisée des trésorières", "done", -120),
    ("Étude commune sur la protection sociale", "running", 60), ("Lettre ouverte aux chefs d’État", "planned", -20),
    ("Caravane de témoignages", "planned", 150),
)  # fmt: skip
SHOWS = (
    "Procès-verbaux affichés",
    "Cahier de caisse à jour",
    "Deux femmes au bureau",
    "Plan annuel écrit",
    "Registre des membres",
)
FIRST = ("Awa", "Ibrahim", "Marisol", "Jean-Baptiste", "Fatou", "Rosa", "Nguyen", "Amadou", "Lucía", "Esther")
LAST = ("Traoré", "Quispe", "Ndiaye", "Mamani", "Sánchez", "Ouédraogo", "Das", "Mukamana", "Joseph", "Reyes")
