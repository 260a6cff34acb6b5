"""The first grid of questions, the same for every network: what a partner is asked, and what the network answers.

Texts in the three languages, since a partner reads its own. A network writes its next version in Gestion.
"""

from maillage.core.narratives import Narratives

TITLE = "Évaluation réciproque du partenariat"


def _told(fr: str, en: str, es: str) -> Narratives:
    return [["fr", fr], ["en", en], ["es", es]]


# (code, asked of the partner, asked of the network)
STARTER: tuple[tuple[str, Narratives, Narratives], ...] = (
    (
        "listening",
        _told(
            "Le réseau écoute ce que nous demandons et en tient compte.",
            "The network listens to what we ask and takes it into account.",
            "La red escucha lo que pedimos y lo tiene en cuenta.",
        ),
        _told(
            "Le partenaire nous dit ce qu’il attend, et entend ce que nous pouvons.",
            "The partner tells us what it expects, and hears what we can do.",
            "La contraparte nos dice lo que espera y escucha lo que podemos hacer.",
        ),
    ),
    (
        "decisions",
        _told(
            "Les décisions qui nous touchent se prennent avec nous.",
            "Decisions that affect us are taken with us.",
            "Las decisiones que nos afectan se toman con nosotros.",
        ),
        _told(
            "Le partenaire décide avec sa base, et avec nous de ce qui est commun.",
            "The partner decides with its members, and with us on what we share.",
            "La contraparte decide con su base, y con nosotros sobre lo común.",
        ),
    ),
    (
        "commitments",
        _told(
            "Le réseau tient ce qu’il a promis.",
            "The network keeps what it promised.",
            "La red cumple lo que prometió.",
        ),
        _told(
            "Le partenaire tient ce qu’il a promis.",
            "The partner keeps what it promised.",
            "La contraparte cumple lo que prometió.",
        ),
    ),
    (
        "money",
        _told(
            "L’argent arrive à temps, et nous savons d’avance combien et quand.",
            "Money arrives on time, and we know in advance how much and when.",
            "El dinero llega a tiempo y sabemos de antemano cuánto y cuándo.",
        ),
        _told(
            "Les comptes arrivent à temps et se lisent clairement.",
            "Accounts arrive on time and read clearly.",
            "Las cuentas llegan a tiempo y se leen con claridad.",
        ),
    ),
    (
        "reporting",
        _told(
            "Ce que le réseau nous demande d’écrire est raisonnable et nous sert.",
            "What the network asks us to write is reasonable and useful to us.",
            "Lo que la red nos pide escribir es razonable y nos sirve.",
        ),
        _told(
            "Les rapports disent ce qui change, ce qui ne va pas et pourquoi.",
            "Reports say what changes, what goes wrong and why.",
            "Los informes dicen qué cambia, qué no va bien y por qué.",
        ),
    ),
    (
        "support",
        _told(
            "Les visites et les appuis du réseau nous font avancer.",
            "The network’s visits and support help us move forward.",
            "Las visitas y los apoyos de la red nos hacen avanzar.",
        ),
        _told(
            "Nos visites et nos appuis sont préparés et suivis des deux côtés.",
            "Our visits and support are prepared and followed up on both sides.",
            "Nuestras visitas y apoyos se preparan y se siguen de ambos lados.",
        ),
    ),
    (
        "respect",
        _told(
            "Nous pouvons dire un désaccord sans crainte pour la suite.",
            "We can voice a disagreement without fear for what follows.",
            "Podemos decir un desacuerdo sin temor por lo que sigue.",
        ),
        _told(
            "Nous pouvons parler d’un problème ouvertement avec le partenaire.",
            "We can speak openly of a problem with the partner.",
            "Podemos hablar abiertamente de un problema con la contraparte.",
        ),
    ),
    (
        "autonomy",
        _told(
            "Ce partenariat nous rend plus autonomes.",
            "This partnership makes us more autonomous.",
            "Esta alianza nos hace más autónomos.",
        ),
        _told(
            "Le partenaire dépend moins de nous qu’avant.",
            "The partner depends on us less than before.",
            "La contraparte depende menos de nosotros que antes.",
        ),
    ),
    (
        "learning",
        _told(
            "Le réseau apprend de nous, et le dit.",
            "The network learns from us, and says so.",
            "La red aprende de nosotros y lo dice.",
        ),
        _told(
            "Nous apprenons du partenaire, et cela change ce que nous faisons ici.",
            "We learn from the partner, and it changes what we do here.",
            "Aprendemos de la contraparte, y eso cambia lo que hacemos aquí.",
        ),
    ),
)
