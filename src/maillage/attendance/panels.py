"""What the room shows on the pages of lower rooms, and what waits for the team."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.attendance import listing
from maillage.core.generation import by_rights
from maillage.core.registry import WaitingItem

Block = tuple[str, dict[str, Any]]


def activity_panel(request: Any, activity: Any) -> Block | None:
    """On an activity's page in Gestion: how many came, date by date."""
    summary = listing.summary(activity)
    if not any(one.starts_at <= summary.now for one in summary.dates):
        return None
    may_edit = request.user.can(Permission.ACTIVITIES_EDIT)
    return "attendance/panel.html", {"summary": summary, "activity": activity, "may_edit": may_edit}


@by_rights
def count_waiting(user: Any) -> int:
    return listing.uncounted().visible_to(user).count()


def waiting(user: Any) -> Iterator[WaitingItem]:
    if not user.can(Permission.ACTIVITIES_EDIT):
        return
    if number := listing.uncounted().visible_to(user).count():
        yield WaitingItem(
            ngettext("%(n)s date à compter", "%(n)s dates à compter", number) % {"n": number},
            _("Combien de personnes sont venues ? Un nombre, même à peu près."),
            f"{reverse('attendance:dates')}?etat=a-compter", _("Compter"), "al",
        )  # fmt: skip
