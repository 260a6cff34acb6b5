"""What votes show on other pages: the questions of a roll, the member's home, what waits in Gestion."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question, Roll
from maillage.core.registry import WaitingItem
from maillage.organisations.facts import person_of


def of_roll(request: Any, roll: Roll) -> tuple[str, dict[str, Any]] | None:
    """The questions of a roll, on its page in Gestion."""
    rows = list(roll.questions.all())
    edit = request.user.can(Permission.ASSEMBLIES_EDIT) and roll.state != "closed"
    return ("ballots/_questions.html", {"rows": rows, "roll": roll, "edit": edit}) if rows or edit else None


def member_home(request: Any, _user: Any) -> tuple[str, dict[str, Any]] | None:
    """The open votes where a right of this person waits."""
    if not person_of(request.user):
        return None
    rows = list(Question.objects.visible_to(request.user).open().filter(secrecy__in=("nominal", "confidential"))
                .select_related("roll").order_by("closes_at", "pk")[:5])  # fmt: skip
    return ("ballots/_open_votes.html", {"rows": rows}) if rows else None


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Closed votes whose result is not declared."""
    rows = Question.objects.filter(Q(state=QuestionState.CLOSED)).select_related("roll").order_by("closed_at")[:5]
    for row in rows:
        yield WaitingItem(_("Résultat à proclamer"), f"{row.title} – {row.roll}", reverse("ballots:question", args=[row.pk]),
                          _("Proclamer"))  # fmt: skip
