"""What the invented projects changed, and at which cause. Nobody is real."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """What changed; `years` ago; what was seen of it since, as (years after, verdict, words)."""

    title: str
    story: str
    whom: str
    years: float
    cause: str
    part: str
    seen: tuple[tuple[float, str, str], ...] = ()
    forward: bool = True
    english: str = ""


CAUSES = {
    "law": (
        "Des lois qui ne protègent que l’emploi formel",
        "La loi ignore huit travailleurs sur dix : ni contrat, ni recours, ni retraite.",
        "Laws that protect formal work alone",
    ),
    "custom": (
        "Des coutumes qui écartent les femmes de la décision",
        "Terre, héritage et parole publique se transmettent entre hommes.",
        "Customs that keep women out of decisions",
    ),
    "price": (
        "Des prix fixés loin de qui produit",
        "Les filières laissent à qui récolte une part trop petite pour en vivre.",
        "Prices set far from those who produce",
    ),
    "service": (
        "Des services publics laissés sans moyens",
        "Dette et priorités budgétaires laissent l’eau, la santé et l’école aux familles.",
        "Public services left without means",
    ),
    "silence": (
        "Des chaînes d’approvisionnement que personne n’est tenu de dire",
        "Qui achète n’est pas tenu de savoir qui a produit, ni comment.",
        "Supply chains that nobody has to tell",
    ),
}

CHANGES: dict[str, tuple[Change, ...]] = {
    "12": (
        Change(
            "La commune paie la moitié de la cotisation des familles les plus pauvres",
            "Après trois ans de réunions publiques, le conseil communal a inscrit la dépense à son budget. Les"
            " listes sont affichées à la mairie.",
            "les familles sans revenu régulier",
            4.2,
            "service",
            "Nous avons formé les élues et payé les réunions ; les mutuelles ont négocié seules.",
            ((1.1, "holds", "Le budget a été voté de nouveau."), (2.6, "grows", "Une deuxième commune fait de même.")),
            english="The municipality pays half the contribution of the poorest families",
        ),
        Change(
            "Le centre de soins refuse à nouveau les membres en fin de mois",
            "La convention n’est plus respectée depuis que les remboursements de l’État tardent. Des familles paient deux fois.",
            "les membres de la mutuelle",
            1.3,
            "service",
            "Nous n’avons pas vu venir le retard de l’État ; nous soutenons le recours.",
            ((0.6, "holds", "Toujours le cas en saison des pluies."),),
            False,
        ),
    ),
    "16": (
        Change(
            "Trois ateliers paient les heures supplémentaires",
            "Les déléguées ont apporté leurs relevés à l’inspection ; l’accord signé est affiché dans chaque atelier.",
            "huit cents ouvrières de l’habillement",
            3.4,
            "law",
            "Formation des déléguées, appui d’une juriste. La grève, ce sont elles.",
            ((0.9, "holds", "Fiches de paie vérifiées."), (2.3, "holds", "L’accord a été renouvelé.")),
        ),
        Change(
            "Deux déléguées ont été licenciées après l’accord",
            "L’employeur a fermé leur ligne. Le recours est en cours ; d’autres hésitent à prendre leur place.",
            "les déléguées de l’atelier",
            0.9,
            "law",
            "Nous finançons le recours et relayons l’appel à solidarité.",
            (),
            False,
        ),
    ),
    "15": (
        Change(
            "Des femmes siègent au comité du marché",
            "Elles fixent le prix des places et gèrent la caisse. Les hommes disent qu’il y a moins de disputes.",
            "les vendeuses du marché",
            5.1,
            "custom",
            "Un appui aux réunions et une visite d’échange ; le reste est leur travail.",
            ((1.5, "holds", "Quatre femmes sur neuf."), (3.2, "grows", "La présidente est une femme.")),
            english="Women sit on the market committee",
        ),
        Change(
            "Des pères viennent aux réunions d’école",
            "Le groupe a invité les maris un par un. Huit sont venus, puis trente.",
            "les familles du quartier",
            1.6,
            "custom",
            "Nous avons prêté la salle.",
            ((0.8, "fades", "Moins nombreux pendant les récoltes."),),
        ),
    ),
    "11": (
        Change(
            "Les apprenties gardent leur paie",
            "Le contrat tripartite interdit de la verser au tuteur.",
            "les apprenties couturières",
            2.7,
            "law",
            "Modèle de contrat et suivi, avec l’association des artisans.",
            ((0.7, "holds", ""), (2.2, "holds", "Le modèle est repris par la chambre des métiers.")),
        ),
    ),
    "31": (
        Change(
            "La coopérative fixe son prix avant la récolte",
            "Trois acheteurs se présentent au lieu d’un : le prix se discute à l’assemblée.",
            "les productrices et producteurs",
            3.0,
            "price",
            "Un prêt de campagne, remboursé ; la formation aux comptes.",
            ((1.0, "holds", ""), (2.4, "grows", "Deux groupements voisins ont rejoint la vente.")),
            english="The cooperative sets its price before the harvest",
        ),
        Change(
            "La terre collective a été vendue à un exploitant",
            "Le chef de terre a signé sans assemblée. Quarante familles cultivent plus loin.",
            "quarante familles",
            2.2,
            "price",
            "Nous avons aidé à déposer plainte, trop tard.",
            ((1.2, "holds", "La plainte n’est pas jugée."),),
            False,
        ),
    ),
    "14": (
        Change(
            "Les filles n’arrivent plus en retard à l’école",
            "L’eau est à dix minutes : la corvée du matin a disparu.",
            "les écolières et leurs mères",
            3.6,
            "service",
            "Nous avons financé le forage ; le comité l’entretient.",
            (
                (0.8, "holds", "Registre de l’école consulté."),
                (2.5, "holds", "La pompe a été réparée deux fois par le comité."),
            ),
            english="Girls are no longer late for school",
        ),
        Change(
            "La pompe du haut du village est arrêtée",
            "La pièce ne se trouve plus sur place ; les femmes du haut remarchent une heure.",
            "les familles du haut du village",
            0.8,
            "service",
            "Nous avons choisi ce modèle ; le comité en demande un autre.",
            ((0.5, "holds", "Toujours à l’arrêt."),),
            False,
        ),
        Change(
            "Le prix de l’eau est affiché et le même pour tous",
            "L’assemblée des usagers le vote chaque année.",
            "les usagers du réseau",
            1.9,
            "service",
            "Formation du comité aux comptes.",
            (),
        ),
    ),
    "41": (
        Change(
            "Les familles du versant ont des titres à leur nom",
            "Le service des terres est venu mesurer avec elles.",
            "les familles du bassin versant",
            2.5,
            "custom",
            "Nous avons payé le géomètre.",
            ((1.0, "holds", ""),),
        ),
    ),
    "99": (
        Change(
            "La ville demande d’où viennent ses uniformes",
            "Le conseil a voté une clause après deux ans de questions des groupes locaux.",
            "celles et ceux qui cousent, et qui paient l’impôt",
            2.9,
            "silence",
            "Campagne, dossier et visite de syndicalistes.",
            (
                (0.8, "holds", "Premier appel d’offres publié avec la clause."),
                (2.4, "holds", "Deuxième appel, même clause."),
            ),
            english="The city asks where its uniforms come from",
        ),
        Change(
            "La clause n’est plus contrôlée depuis le changement de conseil",
            "Le texte existe, personne ne demande plus les rapports. Deux groupes locaux le disent en séance.",
            "celles et ceux qui cousent",
            0.6,
            "silence",
            "Nous n’avions prévu personne pour suivre le texte.",
            (),
            False,
        ),
        Change(
            "Des classes racontent autrement le travail là-bas",
            "Les élèves parlent de droits, plus de pauvreté.",
            "les élèves du secondaire",
            0.7,
            "silence",
            "Ateliers et correspondance.",
            (),
        ),
    ),
}
