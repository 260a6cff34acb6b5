"""What the verbs of enrolment share: what one asks for, and the sentences of refusals."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.core.errors import Refusal
from maillage.core.text import fold
from maillage.enrolments.enums import EnrolmentState, Origin
from maillage.enrolments.models import Enrolment, Opening, Place
from maillage.search import outbox

KIND = "enrolments.enrolment"


class EnrolmentRefusal(Refusal):
    """An enrolment says no."""

    MESSAGES: ClassVar = {
        "not_yet": _("Les inscriptions ne sont pas encore ouvertes."),
        "closed": _("Les inscriptions sont fermées."),
        "over": _("Cette activité a commencé ou est passée."),
        "cancelled": _("Cette activité est annulée."),
        "not_told": _("Cette activité n’est pas annoncée."),
        "no_opening": _("Cette activité n’a pas d’inscriptions."),
        "no_place": _("Choisissez au moins une place."),
        "no_date": _("Choisissez au moins une date."),
        "unknown_kind": _("Cette sorte de place n’est plus proposée : choisissez-en une autre."),
        "unknown_date": _("Cette date n’est plus proposée : choisissez-en une autre."),
        "not_at_date": _("Cette sorte de place n’existe pas à l’une des dates choisies."),
        "too_many": _("Une inscription compte %(most)s places au plus."),
        "state": _("Cette inscription est « %(state)s » : ce n’est plus possible."),
        "offer_over": _("Le délai pour accepter cette place est passé ; elle a été proposée à la personne suivante."),
        "no_waiting_list": _("C’est complet, et cette activité n’a pas de liste d’attente."),
        "came": _("Quelqu’un est déjà noté présent à l’une de ces places : elle ne peut plus être retirée."),
        "began": _("L’activité a commencé : écrivez à l’équipe."),
        "purged": _("Les noms de cette activité sont effacés : ses inscriptions ne changent plus."),
        "held": _("Des places de cette sorte sont prises : fermez-la au lieu de la retirer."),
        "has_enrolments": _("Des personnes sont inscrites : fermez les inscriptions au lieu de les retirer."),
        "nobody": _("Personne n’est inscrit."),
    }


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(EnrolmentRefusal(code, **params).message(), code=code)


@dataclass(frozen=True)
class Wish:
    """What someone asks for: who they are, which dates (none: the whole), how many places of which kind, with whom."""

    key: str
    name: str = ""
    email: str = ""
    kinds: Mapping[int, int] = field(default_factory=dict)  # {kind: how many}
    sessions: Sequence[int] = ()
    names: Sequence[str] = ()  # of those who come with, in the order of the places; the first is of who enrols
    language: str = "fr"
    origin: str = Origin.ONLINE
    may_wait: bool = False  # put me on the waiting list if it is full
    values: Mapping[str, Any] = field(default_factory=dict)  # the other fields of Enrolment


def fingerprint(activity: int, email: str, name: str) -> str:
    """By which the same person is known in an activity; empty without an address."""
    if not email.strip():
        return ""
    known = f"{activity}:{email.strip().casefold()}:{fold(name)}"
    return hmac.new(settings.SECRET_KEY.encode(), known.encode(), hashlib.sha256).hexdigest()[:32]


def rows_for(enrolment: Enrolment, wish: Wish) -> list[Place]:
    """The places of a wish: each person at each date."""
    people = [kind for kind, count in sorted(wish.kinds.items()) for _one in range(count)]
    names = [*wish.names, *[""] * len(people)]
    sessions: Sequence[int | None] = wish.sessions or [None]
    return [
        Place(enrolment=enrolment, kind_id=kind, session_id=session, name=(names[at] or (wish.name if at == 0 else ""))[:200])
        for session in sessions
        for at, kind in enumerate(people)
    ]  # fmt: skip


def move(enrolment: Enrolment, state: EnrolmentState, at: datetime, **values: Any) -> None:
    """Give it another state, with the instants that go with it."""
    if not enrolment.standing.can_become(state):
        raise refuse("state", state=enrolment.get_state_display())
    enrolment.state = state
    enrolment.version += 1
    if state in (EnrolmentState.CONFIRMED, EnrolmentState.REFUSED):
        enrolment.decided_at = at
    enrolment.cancelled_at = at if state == EnrolmentState.CANCELLED else None
    enrolment.waiting_since = at if state == EnrolmentState.WAITING else enrolment.waiting_since
    if state != EnrolmentState.OFFERED:
        enrolment.offered_until = None
    for name, value in values.items():
        setattr(enrolment, name, value)
    enrolment.save()


def locked(enrolment: Enrolment) -> Enrolment:
    """Inside the lock of its opening (`places.hold_still`), the row as it is now."""
    return Enrolment.objects.select_for_update(of=("self",)).select_related("activity").get(pk=enrolment.pk)


def opening_of(enrolment: Enrolment) -> Opening:
    opening = Opening.objects.filter(activity=enrolment.activity_id).first()
    if opening is None:
        raise refuse("no_opening")
    return opening


def record(verb: str, enrolment: Enrolment, *, by: Any, **changes: Any) -> None:
    """Write in the journal without a name (what must be purged never enters it), and have the search follow."""
    if verb in ("enrolment.made", "enrolment.changed"):
        outbox.queue(KIND, [enrolment.pk], wakes=by is not None)
    pairs = {name: value if isinstance(value, list) else [None, value] for name, value in changes.items()}
    journal.record(verb, enrolment, by=by, changes=pairs, label="")
