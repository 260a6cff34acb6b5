"""Places and agendas of the five networks, invented."""

from dataclasses import dataclass

# (title, kind, minutes, presenter, more) – `more` holds what differs from a plain item
Item = tuple[str, str, int, str, dict[str, object]]


@dataclass(frozen=True)
class Told:
    place: str
    address: str
    hour: int
    mode: str
    childcare: str
    interpretation: str
    access: str
    subject: str  # what the year was about
    decision: str
    bylaws: str
    asked: str
    asked_why: str
    board: tuple[str, ...]


TOLD: dict[str, Told] = {
    "csi": Told(
        "Maison des solidarités", "1245, rue des Érables, Québec", 9, "hybrid",
        "Sur place, de 8 h 30 à 13 h, pour les enfants de 3 à 12 ans.", "Français et espagnol, par écouteurs.",
        "Rampe à l’entrée de la cour, boucle magnétique dans la grande salle, arrêt de bus 7 devant la porte.",
        "la souveraineté alimentaire", "Plan d’action triennal", "Règlement sur les catégories de membres",
        "Un fonds d’appui aux stages courts", "Trois organismes ont dû renoncer à un stage faute de quelques milliers de dollars.",
        ("Budget révisé", "Embauche à la coordination des stages", "Calendrier des Journées québécoises"),
    ),
    "cesiq": Told(
        "Centre communautaire du Vieux-Moulin", "38, chemin de la Rivière, Trois-Rivières", 18, "on_site",
        "Jeux et collation dans la salle voisine.", "", "Ascenseur, stationnement derrière l’église.",
        "le commerce équitable", "Orientations de l’éducation à la citoyenneté mondiale", "Règlement sur la cotisation",
        "Rencontrer les nouvelles personnes arrivées", "Nos membres accueillent des familles : dire ensemble ce que nous proposons.",
        ("Suivi de la campagne d’automne", "Renouvellement du bail", "Animations dans les écoles"),
    ),
    "wsm": Told(
        "Maison du Mouvement", "14, rue des Charbonnages, Namur", 9, "hybrid",
        "Une animatrice accueille les enfants dès 3 ans.", "Français et néerlandais.",
        "Entrée de plain-pied, trois minutes de la gare.", "la protection sociale pour tous et toutes",
        "Programme quinquennal avec les partenaires", "Adaptation des statuts au Code des sociétés et des associations",
        "Un devoir de vigilance dans nos achats", "Ce que nous demandons aux entreprises, appliquons-le à nos marchés.",
        ("Comptes du troisième trimestre", "Appel à projets des régionales", "Délégation au Forum social"),
    ),
    "ciso": Told(
        "Salle des métallos", "2500, avenue de l’Atelier, Montréal", 13, "hybrid",
        "Frais de garde remboursés sur reçu.", "Français, anglais et espagnol, par écouteurs.",
        "Quai de livraison accessible, métro à cent mètres.", "le travail décent dans les chaînes d’approvisionnement",
        "Plan de travail des groupes A à D", "Règlement sur les délégations et suppléances",
        "Une mission d’observation au Honduras", "Deux syndicats frères demandent une présence avant leurs négociations.",
        ("Répartition de l’aide d’urgence", "Stage syndical d’été", "Outil sur le salaire décent"),
    ),
    "occitanie": Told(
        "Hôtel des associations", "6, place du Canal, Toulouse", 10, "on_site",
        "Garde assurée par un membre du collège associatif, sur inscription.", "Français et langue des signes.",
        "Salle au rez-de-chaussée, places réservées devant l’entrée.", "l’eau et l’assainissement",
        "Feuille de route de la coopération décentralisée", "Composition des trois collèges",
        "Mutualiser les évaluations", "Chaque collectivité paie la sienne : une seule, commune, coûterait moins.",
        ("Conventions de l’année", "Rencontres régionales", "Observatoire : nouvelle saisie"),
    ),
}  # fmt: skip


def agenda(told: Told, year: int) -> list[tuple[Item, list[Item]]]:
    """The agenda of an annual assembly: each item with its parts."""
    lot: dict[str, object] = {"consent": True}
    return [
        (("Ouverture et vérification du quorum", "information", 10, "la présidence", {}), []),
        (("Adoption de l’ordre du jour", "decision", 5, "la présidence", {}), []),
        (("Points adoptés sans débat", "information", 10, "le secrétariat", {}), [
            ("Procès-verbal de l’assemblée précédente", "decision", 0, "le secrétariat", lot),
            ("Calendrier des rencontres", "decision", 0, "le secrétariat", lot),
        ]),
        ((f"Rapport d’activité {year}", "debate", 30, "la direction",
          {"text": f"Une année consacrée à {told.subject}. Le rapport est joint ; la direction en présente dix minutes."}), []),
        ((f"Comptes {year}", "information", 20, "la trésorerie", {}), [
            (f"Approbation des comptes {year}", "decision", 10, "la trésorerie", {}),
            ("Affectation du résultat", "decision", 5, "la trésorerie", {}),
        ]),
        ((told.decision, "decision", 40, "le conseil d’administration",
          {"text": "Le texte proposé par le conseil est joint. Les amendements se déposent avant l’assemblée."}), []),
        ((told.bylaws, "decision", 20, "un groupe de travail",
          {"decision_kind": "bylaws", "text": "Le texte en vigueur et le texte proposé sont placés côte à côte."}), []),
        (("Propositions des membres", "debate", 45, "les membres qui proposent",
          {"text": "Chaque proposition se débat, ses amendements se votent d’abord, puis son texte."}), []),
        (("Élections au conseil d’administration", "election", 30, "le comité de mise en candidature", {}), []),
        (("Divers", "information", 10, "", {}), []),
    ]  # fmt: skip
