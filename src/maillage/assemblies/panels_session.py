"""What the session shows on the pages of an assembly: to the secretary, to a member on the day."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from maillage.accounts.roles import Permission
from maillage.assemblies.enums import AssemblyState, Mode
from maillage.assemblies.models import Assembly, Stay
from maillage.ballots.models import Question
from maillage.organisations.facts import person_of

Block = tuple[str, dict[str, Any]]
DAY = timedelta(hours=12)


def manage(request: Any, assembly: Assembly) -> Block | None:
    """The way to the desk, to the chair's screen and to the sheet."""
    if assembly.state == AssemblyState.CANCELLED:
        return None
    there = Stay.objects.filter(attendance__assembly=assembly, left_at=None).count()
    came = assembly.attendances.count()
    edit = request.user.can(Permission.ASSEMBLIES_EDIT)
    quorum = assembly.quorum if assembly.opened_at else None
    return "assemblies/session_panel.html", {"assembly": assembly, "there": there, "came": came, "edit": edit,
                                             "quorum": quorum}  # fmt: skip


def near(assembly: Assembly) -> bool:
    """Is it running, or about to?"""
    if assembly.is_running:
        return True
    begins = assembly.starts_at
    return not assembly.is_over and begins is not None and abs(begins - now()) < DAY


def member(request: Any, assembly: Assembly) -> Block | None:
    """On the day: one's presence, then the session."""
    if not near(assembly) or not person_of(request.user):
        return None
    here = Stay.objects.filter(
        attendance__assembly=assembly, attendance__person__user=request.user, left_at=None
    ).exists()
    return "assemblies/own_session_panel.html", {
        "assembly": assembly,
        "here": here,
        "remote": assembly.mode != Mode.ON_SITE,
    }


def after_vote(request: Any, question: Question) -> Block | None:
    """A ballot is in, the meeting goes on: the way back to it."""
    assembly = Assembly.objects.filter(roll=question.roll_id, state=AssemblyState.OPEN).first()
    return ("assemblies/after_vote.html", {"assembly": assembly}) if assembly else None
