"""What is one's own among motions and amendments: asked in one query, by what `backed_by` says."""

from typing import Any

from maillage.motions.enums import BackerRole, Origin
from maillage.motions.models import Amendment, Motion, MotionBacker


def _speaks_for(row: Any, user: Any) -> bool:
    """Is this backer (or author) the user, or a member they speak for? From rows already read."""
    if row.member_id:
        member = row.member
        return member.organisation_id in user.facts.get("delegate", frozenset()) or member.pk in user.facts.get(
            "individual_member", frozenset()
        )
    return row.person_id is not None and row.person.user_id == user.pk


def is_mover(motion: Motion, user: Any) -> bool:
    """Does this person propose it, by themselves or for a member? The board's are the team's."""
    if motion.origin == Origin.BOARD:
        return False
    return any(row.role == BackerRole.MOVER and _speaks_for(row, user) for row in motion.backers.all())


def backing_rows(motion: Motion, user: Any) -> list[MotionBacker]:
    """The lines of theirs that they may take back: their supports, and their name where others propose too."""
    several = sum(row.role == BackerRole.MOVER for row in motion.backers.all()) > 1
    return [row for row in motion.backers.all() if _speaks_for(row, user) and (several or row.role != BackerRole.MOVER)]


def is_author(amendment: Amendment, user: Any) -> bool:
    return amendment.origin != Origin.BOARD and _speaks_for(amendment, user)


def authored(motion: Motion, user: Any) -> set[int]:
    """Amendments of this motion that are theirs."""
    return {row.pk for row in motion.amendments.all() if is_author(row, user)}
