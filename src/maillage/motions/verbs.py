"""Which verbs a motion may receive now, as buttons of its page; those that do not apply are not shown."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.motions.enums import AmendmentState, MotionState
from maillage.motions.models import Motion

S = MotionState
OPEN = (S.ADMISSIBLE, S.DEBATED)
TAKEN_UP = (S.TABLED, S.REFERRED)
# route, label, the states in which it is offered; the first offered is the main one
MOTION_VERBS: tuple[tuple[str, str | Promise, tuple[MotionState, ...]], ...] = (
    ("submit", _("Déposer"), (S.DRAFT,)),
    ("admit", _("Dire recevable"), (S.SUBMITTED, S.REFUSED)),
    ("prepare", _("Préparer le vote du texte"), OPEN),
    ("resume", _("Reprendre"), TAKEN_UP),
    ("amend", _("Amender"), OPEN),
    ("refuse", _("Dire irrecevable"), (S.SUBMITTED,)),
    ("debate", _("Ouvrir le débat"), (S.ADMISSIBLE,)),
    ("edit", _("Récrire"), (S.DRAFT, S.SUBMITTED, S.ADMISSIBLE)),
    ("advise", _("Avis du conseil"), (S.SUBMITTED, *OPEN, *TAKEN_UP)),
    ("place", _("Mettre à l’ordre du jour"), (S.SUBMITTED, *OPEN)),
    ("second", _("Noter un appui"), (S.SUBMITTED, *OPEN)),
    ("number", _("Changer le numéro"), OPEN),
    ("refer", _("Renvoyer à une instance"), OPEN),
    ("table", pgettext_lazy("proposition", "Ajourner"), OPEN),
    ("withdraw", pgettext_lazy("proposition", "Retirer"), (S.DRAFT, S.SUBMITTED, S.REFUSED, *OPEN, *TAKEN_UP)),
)


def of_motion(motion: Motion) -> list[tuple[str, str | Promise]]:
    """(address, label) of each."""
    waiting = any(row.state == AmendmentState.SUBMITTED for row in motion.amendments.all())
    return [
        (reverse(f"motions:{route}", args=[motion.pk]), label)
        for route, label, states in MOTION_VERBS
        if motion.state in states and not (route == "prepare" and (waiting or motion.assembly.roll_id is None))
    ]
