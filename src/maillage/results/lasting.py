"""Whether a change lasts: worked out from what was seen of it at later dates, never ticked. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

LONG = 730  # days from the change to an observation that still sees it
APART = 180  # days between the first and the last of at least two observations that see it
STALE = 730  # days after which nobody knows any more


class Endurance(TextChoices):
    NEW = "new", _("Pas encore revu")
    SEEN = "seen", _("Revu une fois")
    LASTING = "lasting", _("Durable")
    FADING = "fading", _("Fragile")
    UNDONE = "undone", _("N’a pas duré")

    @property
    def tone(self) -> str:
        return {"lasting": "ok", "fading": "al", "undone": "er"}.get(self.value, "nu")


@dataclass(frozen=True)
class Seen:
    on: date
    verdict: str  # "grows", "holds", "fades", "undone"

    @property
    def there(self) -> bool:
        return self.verdict in ("grows", "holds")


def endurance(since: date, observations: Iterable[Seen]) -> Endurance:
    """Lasting: the last look still sees it, two years or more after it began, and so did another at least six months
    before that one, with no disappearance in between. An observation before the change says nothing."""
    seen = sorted((one for one in observations if one.on > since), key=lambda one: one.on)
    if not seen:
        return Endurance.NEW
    last = seen[-1]
    if last.verdict == "undone":
        return Endurance.UNDONE
    if last.verdict == "fades":
        return Endurance.FADING
    run = _run(seen)
    if (last.on - since).days >= LONG and (last.on - run[0].on).days >= APART:
        return Endurance.LASTING
    return Endurance.SEEN


def _run(seen: list[Seen]) -> list[Seen]:
    """The last observations in a row that see it still there."""
    kept: list[Seen] = []
    for one in reversed(seen):
        if not one.there:
            break
        kept.append(one)
    return kept[::-1]


def to_see_again(since: date, observations: Iterable[Seen], today: date) -> bool:
    """Nobody has looked for two years."""
    last = max((one.on for one in observations), default=since)
    return (today - max(last, since)).days >= STALE
