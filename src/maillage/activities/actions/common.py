"""What the verbs of activities share: locked rows, refusals in words, derived times, the index told."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import Max, Min
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity
from maillage.audit import journal
from maillage.core.errors import Refusal
from maillage.search import outbox

KIND = "activities.activity"
MOST_SESSIONS = 500
# What the journal says of a change; who proposed, who to call stay on the row alone, which can forget them.
TOLD_FIELDS = tuple(
    field.attname
    for field in Activity._meta.concrete_fields
    if field.name not in Activity.PERSONAL
    and field.name not in ("id", "version", "created_at", "updated_at", "source", "source_uid", "source_stamp")
)


class ActivityRefusal(Refusal):
    """The room says no."""

    MESSAGES: ClassVar = {
        "state": _("Cette activité est « %(state)s » : elle ne peut pas devenir « %(other)s »."),
        "no_title": _("Donnez un titre avant d’annoncer."),
        "no_date": _("Donnez au moins une date avant d’annoncer."),
        "no_place": _("Dites où se tient chaque date (un lieu, une salle, ou en ligne) avant d’annoncer : %(dates)s."),
        "no_form": _("Choisissez une forme du réseau avant d’annoncer."),
        "not_yet": _("Elle n’est pas commencée : elle ne peut pas être tenue avant le %(start)s."),
        "no_reason": _("Dites pourquoi : la raison est écrite à celles et ceux qui devaient venir."),
        "too_many": _("Une activité a %(most)s dates au plus ; celle-ci en aurait %(count)s."),
        "not_editable": _("Cette activité est « %(state)s » : elle ne se change plus."),
        "told_date": _(
            "Cette date a été annoncée : annulez-la, pour que tout le monde l’apprenne, au lieu de la supprimer."
        ),
        "bound_date": _("Des inscriptions ou des comptes tiennent à cette date : annulez-la au lieu de la supprimer."),
        "date_cancelled": _("Cette date est annulée."),
        "no_dates": _("Choisissez au moins une date."),
        "ends_first": _("La fin ne peut pas précéder le début."),
        "not_proposal": _("Cette activité n’est plus une proposition : elle a reçu sa réponse."),
        "not_own": _("Vous ne pouvez proposer qu’au nom d’une organisation dont vous êtes la personne déléguée."),
        "venue_used": _("Des dates se tiennent dans ce lieu : il reste, pour qu’elles gardent leur adresse."),
        "venue_private": _("Ce lieu est donné aux seules personnes inscrites ; choisissez-en un autre."),
        "edition": _("Une édition demande son mouvement ou son rendez-vous."),
        "nominations_closed": _("Les désignations sont closes pour cette activité."),
        "already_named": _("Cette personne est déjà désignée pour cette activité."),
        "nominee_state": _("Cette désignation est « %(state)s » : elle ne peut pas devenir « %(other)s »."),
        "copy_days": _("Choisissez une première date pour la copie."),
        "unknown_part": _("Cette partie ne se copie pas."),
        "seats_taken": _("Des personnes sont assises à cette table : libérez-la d’abord."),
    }


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(ActivityRefusal(code, **params).message(), code=code)


def locked(activity: Activity) -> Activity:
    """The row as it is now, kept from others until the end of the verb."""
    return Activity.objects.select_for_update(of=("self",)).get(pk=activity.pk)


def snapshot(activity: Activity) -> dict[str, Any]:
    return journal.snapshot(activity, TOLD_FIELDS)


def record(verb: str, activity: Activity, *, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    journal.record(verb, activity, by=by, changes=changes)


def indexed(activities: Iterable[int]) -> None:
    outbox.queue(KIND, activities)


def become(activity: Activity, state: ActivityState) -> None:
    """Pass to another state; refused when one does not lead to the other."""
    was = ActivityState(activity.state)
    if not was.can_become(state):
        raise refuse("state", state=was.label, other=state.label)
    activity.state = state


def set_times(activity: Activity) -> None:
    """The first and last instants, from its dates that stand (from all when none does)."""
    times = activity.sessions.filter(cancelled_at=None).aggregate(first=Min("starts_at"), last=Max("ends_at"))
    if times["first"] is None:
        times = activity.sessions.aggregate(first=Min("starts_at"), last=Max("ends_at"))
    activity.starts_at, activity.ends_at = times["first"], times["last"]


def is_told(activity: Activity) -> bool:
    """Do people rely upon what it says?"""
    return activity.state == ActivityState.ANNOUNCED
