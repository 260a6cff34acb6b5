"""Who asks, as the index understands it. Deny first: what a document does not say, nobody finds."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from maillage.core.registry import house
from maillage.search.sources import NOBODY, PUBLIC

MOST_OWNERS = 200
NARROW = 2


@dataclass(frozen=True)
class Audience:
    """The accesses a person has, and what they own."""

    accesses: tuple[str, ...] = (PUBLIC,)
    owners: tuple[str, ...] = ()

    @classmethod
    def of(cls, user: Any) -> "Audience":
        """Visitors have what is public; others, the declared accesses whose every permission they have."""
        if user is None or not user.is_authenticated or not user.is_active:
            return cls()
        declared = sorted({access for source in house.search_sources for access in source.declared} - {NOBODY, PUBLIC})
        allowed = [access for access in declared if all(user.can(needed) for needed in access.split("+"))]
        held = [f"{role}:{object_id}" for role, ids in sorted(user.facts.items()) for object_id in sorted(ids)]
        return cls((PUBLIC, *allowed), (f"user:{user.pk}", *held)[:MOST_OWNERS])

    @property
    def is_narrow(self) -> bool:
        """Visitors and members: what is public, and what they own."""
        return len(self.accesses) <= NARROW

    def kinds(self) -> tuple[str, ...]:
        """The kinds of which they may find something."""
        mine = set(self.accesses) | ({NOBODY} if self.owners else set())
        return tuple(kind for kind, source in house.search_sources.items() if source.declared & mine)

    @property
    def terms(self) -> tuple[str, ...]:
        """The terms one of which a document must have."""
        return tuple(f"@{key}" for key in (*self.accesses, *self.owners))

    def condition(self) -> Q:
        """The same in the words of the table: the second lock on the same door."""
        found = Q(access__in=self.accesses)
        for owner in self.owners:
            found |= Q(owners__contains=f" {owner} ")
        return found
