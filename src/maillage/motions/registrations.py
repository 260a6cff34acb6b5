"""What the room gives the house."""

from maillage.core.registry import VoteGuard, house
from maillage.motions import panels, receivers  # noqa: F401 (receivers connect)

house.vote_guards.add("motions", VoteGuard(panels.refuse_vote, 60))
