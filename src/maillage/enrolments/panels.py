"""What enrolment shows on the pages of lower rooms: an activity for the team and for the public, homes."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts.roles import Permission
from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity
from maillage.core.generation import by_rights
from maillage.core.registry import WaitingItem
from maillage.enrolments import room, words
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Enrolment, Place
from maillage.enrolments.standing import Status, offer_of

COUNTED = {
    EnrolmentState.CONFIRMED: gettext_lazy("inscriptions confirmées"),
    EnrolmentState.PENDING: gettext_lazy("à approuver"),
    EnrolmentState.OFFERED: gettext_lazy("places proposées"),
    EnrolmentState.WAITING: gettext_lazy("en liste d’attente"),
    EnrolmentState.CANCELLED: gettext_lazy("annulées"),
    EnrolmentState.REFUSED: gettext_lazy("refusées"),
    EnrolmentState.LAPSED: gettext_lazy("sans réponse"),
}
Block = tuple[str, dict[str, Any]]
P = Permission


def figures(activity: Activity) -> list[tuple[int, str]]:
    """Places and enrolments by state, and who needs what: two queries."""
    rows = Enrolment.objects.filter(activity=activity)
    states = dict(rows.order_by().values_list("state").annotate(Count("pk")))
    held = Place.objects.filter(enrolment__activity=activity, holds=True).values("kind", "enrolment", "session")
    people: dict[int, dict[int | None, int]] = {}
    for row in held.annotate(n=Count("pk")):
        mine = people.setdefault(row["enrolment"], {})
        mine[row["session"]] = mine.get(row["session"], 0) + row["n"]
    told = [(sum(max(dates.values()) for dates in people.values()), _("personnes attendues"))]
    told += [(states[one.value], str(label)) for one, label in COUNTED.items() if states.get(one.value)]
    return told


def needs(activity: Activity) -> list[tuple[int, str]]:
    """How many asked for what, among those who come."""
    rows = Enrolment.objects.holding().filter(activity=activity)
    asked = {"childcare": _("Garde d’enfants"), "interpretation": _("Interprétation"),
             "diet": _("Régime alimentaire"), "needs": _("Autre besoin")}  # fmt: skip
    counted = rows.aggregate(**{f"n_{name}": Count("pk", filter=~Q(**{name: ""})) for name in asked})
    return [(counted[f"n_{name}"], label) for name, label in asked.items() if counted[f"n_{name}"]]


def manage_panel(request: Any, activity: Activity) -> Block | None:
    """In Gestion: open enrolment, or who comes and what is left."""
    user = request.user
    if not user.can(P.ENROLMENTS_VIEW):
        return None
    edit, offer = user.can(P.ENROLMENTS_EDIT), offer_of(activity)
    if offer is None:
        closed = activity.state in (ActivityState.CANCELLED, ActivityState.DECLINED)
        return "enrolments/panel.html", {"activity": activity, "offer": None, "may_open": edit and not closed}
    return "enrolments/panel.html", {
        "activity": activity, "offer": offer, "edit": edit, "figures": figures(activity), "needs": needs(activity),
        "quotas": list(offer.quotas.values()), "status": offer.status, "free": offer.free,
        "tone": {Status.OPEN: "ok", Status.NOT_YET: "al"}.get(offer.status, "nu"),
        "opens": words.moment(offer.opening.opens_at) if offer.status == Status.NOT_YET else "",
        "public": reverse("site:enrol", args=[activity.pk]) if activity.shows_publicly else "",
    }  # fmt: skip


def public_panel(request: Any, activity: Activity) -> Block | None:
    """On its public page: what is left, and the way in. One query, that of its dates when they were just told."""
    left = room.left_of([activity], rows=activity.__dict__.pop(room.AT_HAND, None)).get(activity.pk)
    if left is None or left.status in (Status.CANCELLED, Status.NOT_TOLD):
        return None
    return "enrolments/public_panel.html", {
        "left": left, "status": left.status.value, "url": reverse("site:enrol", args=[activity.pk]),
        "few": left.free is not None and 0 < left.free <= 20,
        "opens": words.moment(left.opens_at) if left.opens_at and left.status == Status.NOT_YET else "",
        "closes": words.moment(left.closes_at) if left.closes_at and left.status == Status.OPEN else "",
    }  # fmt: skip


def coming(user: Any) -> list[Enrolment]:
    """This person's enrolments in what is to come, by their own address."""
    rows = Enrolment.objects.standing().filter(email__iexact=user.email, purged_at=None, activity__ends_at__gt=now())
    return list(rows.select_related("activity").order_by("activity__starts_at"))


def member_home(request: Any, user: Any) -> Block | None:
    found = coming(user)
    return ("enrolments/home_panel.html", {"rows": [(row, row.standing) for row in found]}) if found else None


def waiting(user: Any) -> Iterator[WaitingItem]:
    count = Enrolment.objects.visible_to(user).filter(state=EnrolmentState.PENDING).count()
    if count:
        yield WaitingItem(
            ngettext("%(n)s inscription à approuver", "%(n)s inscriptions à approuver", count) % {"n": count},
            _("Leurs places sont gardées jusqu’à votre réponse."),
            f"{reverse('enrolments:list')}?etat={EnrolmentState.PENDING}", _("Voir"), "al",
        )  # fmt: skip


@by_rights
def count_pending(user: Any) -> int:
    return Enrolment.objects.visible_to(user).filter(state=EnrolmentState.PENDING).count()
