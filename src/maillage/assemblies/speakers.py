"""The speakers' list of a meeting, in the order of its rule; how long each group spoke."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from maillage.assemblies import floor
from maillage.assemblies.models import Assembly, Screen, Speech
from maillage.assemblies.session_enums import Alternation, SpeechKind, SpeechState


@dataclass(frozen=True)
class Floor:
    """Who speaks, who waits in the order of their turns, the seconds spoken on this item and by each group."""

    speaking: Speech | None
    waiting: list[Speech]
    total: int
    groups: dict[str, int]

    @property
    def next(self) -> Speech | None:
        return self.waiting[0] if self.waiting else None

    @property
    def clock(self) -> str:
        return floor.clock(self.total)

    @property
    def clocks(self) -> list[tuple[str, str]]:
        return [(name, floor.clock(seconds)) for name, seconds in sorted(self.groups.items()) if name]


def key(speech: Speech) -> Any:
    return speech.person_id or speech.name


def begun(speech: Speech) -> Any:
    return speech.started_at


def floor_of(assembly: Assembly, screen: Screen | None) -> Floor:
    """One question."""
    rows = list(Speech.objects.filter(assembly=assembly).exclude(state=SpeechState.WITHDRAWN).select_related("person"))
    here = [row for row in rows if row.item_id == assembly.current_item_id]
    done = [row for row in here if row.state == SpeechState.DONE]
    spoken = Counter(key(row) for row in done)
    speaking = next((row for row in rows if row.state == SpeechState.SPEAKING), None)
    last = speaking or max((row for row in done if row.started_at), key=begun, default=None)
    waiting = {row.pk: row for row in rows if row.state == SpeechState.WAITING}
    wishes = [
        floor.Wish(row.pk, rank, row.group, spoken[key(row)], row.kind == SpeechKind.POINT_OF_ORDER)
        for rank, row in enumerate(sorted(waiting.values(), key=lambda row: (row.asked_at, row.pk)))
    ]
    alternate = screen is not None and screen.alternation != Alternation.NONE
    turns = floor.turns(wishes, alternate=alternate, last=last.group if last else None)
    said = [floor.Said(key(row), row.group, row.seconds) for row in done]
    return Floor(speaking, [waiting[one.key] for one in turns], floor.total(said), floor.by_group(said))  # type: ignore[index]
