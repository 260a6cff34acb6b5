"""A motion as its page shows it: the text by paragraphs, the amendments under each, their conflicts, the order of votes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question
from maillage.motions import texts, words
from maillage.motions.enums import AmendmentState, BackerRole
from maillage.motions.models import Amendment, Motion, MotionVersion


@dataclass(slots=True)
class Shown:
    """An amendment, ready to be read. `conflicts`: (the other's number, whether it is an overlap)."""

    amendment: Amendment
    what: str
    backer: str
    rows: list[texts.Row]
    question: Question | None = None
    conflicts: list[tuple[int, bool]] = field(default_factory=list)
    stray: bool = False  # its passage is not in the text any more
    joins: list[int] = field(default_factory=list)  # numbers of those that already added at its place

    @property
    def is_pending(self) -> bool:
        return self.amendment.state == AmendmentState.SUBMITTED


@dataclass(slots=True)
class Passage:
    """A paragraph of the text in force, its number from 1, and what is asked of it (0: the top of the text)."""

    number: int
    key: str
    text: str
    amendments: list[Shown] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    motion: Motion
    passages: list[Passage]
    order: list[list[Shown]]
    settled: list[Shown]
    versions: list[tuple[MotionVersion, list[texts.Row]]]
    movers: list[str]
    seconders: list[str]
    question: Question | None

    @property
    def next(self) -> Shown | None:
        """The amendment to be voted next, in the order proposed; None: the text itself."""
        return next((shown for group in self.order for shown in group), None)

    @property
    def conflicting(self) -> int:
        """How many passages have amendments that contradict each other."""
        return sum(len(group) > 1 for group in self.order)


def fetched(rows: Any) -> Any:
    """Motions with all that a reading asks, in a fixed number of queries."""
    return rows.select_related("assembly", "item", "referred_to").prefetch_related(
        "versions__by", "versions__amendment", "backers__member__organisation", "backers__member__person", "backers__person",
        "amendments__member__organisation", "amendments__member__person", "amendments__person", "amendments__overtaken_by",
    )  # fmt: skip


def questions_of(motions: Iterable[Motion]) -> dict[str, Question]:
    """{source: its last question that is not cancelled}, of motions and their amendments: one query."""
    rows = list(motions)
    sources = [row.source for row in rows] + [one.source for row in rows for one in row.amendments.all()]
    found = Question.objects.filter(source__in=sources).exclude(state=QuestionState.CANCELLED).order_by("pk")
    return {question.source: question for question in found}


def points_around(source: str) -> Iterable[str]:
    """The item of the agenda where a motion, or the motion of an amendment, is put to the vote: see `ballots.points`."""
    kind, _colon, number = source.partition(":")
    if kind not in ("motion", "amendment") or not number.isdecimal():
        return
    name = "pk" if kind == "motion" else "amendments"
    items = Motion.objects.filter(**{name: int(number)}).exclude(item=None).values_list("item", flat=True)
    yield from (f"item:{item}" for item in items)


def read(motion: Motion, reader: Any, questions: dict[str, Question] | None = None) -> Reading:
    """All of one motion (from `fetched`), names as this reader may read them."""
    asked = questions_of([motion]) if questions is None else questions
    text = motion.text
    versions = sorted(motion.versions.all(), key=lambda row: row.number)
    bases = {version.number: version.text for version in versions}
    found = {row.pk: shown(row, text, bases, reader, asked.get(row.source)) for row in motion.amendments.all()}
    pending = [one for one in found.values() if one.is_pending]
    for one in pending:
        one.joins = [row.number for row in words.added_there(one.amendment, motion.amendments.all())]
    changes = [one.amendment.change for one in pending]
    for pair in texts.conflicts(text, changes):
        one, other = found[pair.one], found[pair.other]
        overlap = pair.clash == texts.Clash.OVERLAP
        one.conflicts.append((other.amendment.number, overlap))
        other.conflicts.append((one.amendment.number, overlap))
    order = [[found[change.id] for change in group] for group in texts.voting_order(text, changes)]
    backers = [(row.role, words.backer(row, reader)) for row in motion.backers.all()]
    return Reading(
        motion, passages(text, pending), order, [one for one in found.values() if not one.is_pending or one.stray],
        history(versions), [name for role, name in backers if role == BackerRole.MOVER],
        [name for role, name in backers if role == BackerRole.SECONDER], asked.get(motion.source),
    )  # fmt: skip


def shown(
    row: Amendment, text: texts.Text, bases: dict[int, texts.Text], reader: Any, question: Question | None
) -> Shown:
    """Against the text in force while it waits; against the text that it was written on once it is settled."""
    pending = row.state == AmendmentState.SUBMITTED
    stray = pending and not texts.concerns(text, row.change)
    base = text if pending and not stray else bases.get(row.base, text)
    try:
        rows = texts.effect(base, row.change)
    except texts.NotThere:
        rows = []
    return Shown(row, words.what(row, base), words.backer(row, reader), rows, question, stray=stray)


def passages(text: texts.Text, pending: list[Shown]) -> list[Passage]:
    """Each amendment stands under the last paragraph that it touches and that still stands."""
    made = [Passage(0, texts.TOP, "")]
    made += [Passage(n, paragraph.key, paragraph.text) for n, paragraph in enumerate(texts.shown(text), 1)]
    places = {passage.key: passage for passage in made}
    anchors, last = {texts.TOP: made[0]}, made[0]
    for paragraph in text:
        last = places.get(paragraph.key, last)
        anchors[paragraph.key] = last
    for one in pending:
        if not one.stray:
            anchors[one.amendment.last].amendments.append(one)
    return made


def history(versions: list[MotionVersion]) -> list[tuple[MotionVersion, list[texts.Row]]]:
    """Each version, the last first, with what it changed."""
    made = []
    for before, after in zip([None, *versions], versions, strict=False):
        rows = [row for row in texts.compared(before.text, after.text) if row.change] if before else []
        made.append((after, rows))
    return made[::-1]
