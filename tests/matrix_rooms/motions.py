"""Motions: what the matrix opens."""

from datetime import timedelta

from django.utils.timezone import now

from maillage.accounts.models import User
from maillage.motions import actions
from tests.factories import motions as factory
from tests.matrix_objects import Objects, objects

GESTION = ("edit", "amend", "submit", "admit", "refuse", "advise", "place", "number", "debate", "refer", "table", "resume",
           "withdraw", "second")  # fmt: skip
AMENDMENT = ("accept", "refuse", "withdraw", "aside", "take_up")


@objects("motions:motion", *(f"motions:{name}" for name in GESTION))
def motion(user: User | None) -> Objects:
    """A draft belongs to those who write it, even for the team."""
    return Objects({"pk": factory.motion().pk}, {"pk": factory.motion(member=factory.associate(), state="draft").pk})


@objects("motions:new", "motions:call", "motions:carry_over")
def assembly(user: User | None) -> Objects:
    return Objects({"pk": factory.assembly().pk})


@objects(*(f"motions:amendment_{name}" for name in AMENDMENT))
def amendment(user: User | None) -> Objects:
    return Objects({"pk": factory.amendment(factory.motion(), "strike", "p2").pk})


@objects("motions:prepare")
def to_vote(user: User | None) -> Objects:
    return Objects({"pk": factory.motion(factory.assembly(frozen=True)).pk})


@objects("motions:amendment_prepare")
def amendment_to_vote(user: User | None) -> Objects:
    return Objects({"pk": factory.amendment(factory.motion(factory.assembly(frozen=True)), "strike", "p2").pk})


def spoken_for(user: User | None, state: str = "draft"):
    """A motion of a member for which this person speaks."""
    return factory.motion(member=factory.associate(user=user), state=state, by=user)


@objects("motions:own", "motions:own_edit", "motions:own_submit", "motions:own_withdraw")
def own(user: User | None) -> Objects:
    return Objects({"pk": spoken_for(user).pk}, {"pk": factory.motion(member=factory.associate(), state="draft").pk})


@objects("motions:own_new")
def proposed(user: User | None) -> Objects:
    factory.associate(user=user)
    over = factory.assembly(state="closed", closed_at=now(), starts_at=now() - timedelta(days=30))
    return Objects({"pk": factory.assembly().pk}, {"pk": over.pk})


@objects("motions:own_amend", "motions:own_second")
def amended(user: User | None) -> Objects:
    factory.associate(user=user)
    return Objects({"pk": factory.motion().pk}, {"pk": factory.motion(member=factory.associate(), state="draft").pk})


@objects("motions:own_step_back")
def backed(user: User | None) -> Objects:
    """A support of one's own is taken back, not another's."""
    mine, other = factory.motion(), factory.motion()
    actions.second(motion=mine, backer=factory.mover(factory.associate(user=user)), by=None)
    actions.second(motion=other, backer=factory.mover(factory.associate()), by=None)
    return Objects({"pk": mine.pk}, {"pk": other.pk})


@objects("motions:own_accept")
def accepted(user: User | None) -> Objects:
    mine, other = spoken_for(user, "admissible"), factory.motion(member=factory.associate())
    return Objects(
        {"pk": factory.amendment(mine, "strike", "p2").pk}, {"pk": factory.amendment(other, "strike", "p2").pk}
    )


@objects("motions:own_amendment_withdraw")
def taken_back(user: User | None) -> Objects:
    motion = factory.motion()
    mine = factory.amendment(motion, "strike", "p2", member=factory.associate(user=user))
    other = factory.amendment(motion, "strike", "p3", member=factory.associate())
    return Objects({"pk": mine.pk}, {"pk": other.pk})
