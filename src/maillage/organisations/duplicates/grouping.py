"""All records at once: those that share a key are compared, and strong links chain into groups."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from maillage.organisations.duplicates.comparing import REASONS, compare
from maillage.organisations.duplicates.features import Features, Record, features_of, keys_of

#: From here two records are put in one group; chains hold only by such links.
STRONG = 0.8
#: From here two records are shown together, but carry nobody else along.
WEAK = 0.6


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Records that are probably one; `score` is that of the weakest link holding them."""

    ids: tuple[Any, ...]
    reasons: tuple[str, ...]
    score: float


_KINDS = ("identifier", "name", "spelling", "acronym", "email", "domain", "place")
#: Up to here every pair of a block is compared; beyond, each with its next neighbours.
_SMALL = 12
_NEIGHBOURS = 5
#: A place only pairs a name with one that holds it: once sorted by name they stand side by side.
_NEAR = {"place": 2}
#: A key shared by more records than this says nothing, unless it is a name or an identifier.
_MEANINGLESS = {"spelling": 500, "acronym": 200, "email": 200, "domain": 200, "place": 100}


def _blocks(features: Sequence[Features]) -> Iterator[tuple[str, list[int]]]:
    """The kind of a key, and the set of records that share it.

    Each (key, record) is one integer in a sorted list: half a million strings in a dictionary
    would take ten times the room. Two keys of one hash only cost a comparison.
    """
    shift = max(1, len(features).bit_length())
    entries: list[int] = []
    for index, one in enumerate(features):
        for kind, key in keys_of(one):
            number = (hash(key) & 0xFFFFFFFFFF) * 8 + _KINDS.index(kind)
            entries.append(number << shift | index)
    entries.sort()
    mask = (1 << shift) - 1
    block: list[int] = []
    current = -1
    for entry in entries:
        if entry >> shift != current:
            if len(block) > 1:
                yield from _bounded(block, current)
            current, block = entry >> shift, []
        block.append(entry & mask)
    if len(block) > 1:
        yield from _bounded(block, current)


def _bounded(block: list[int], number: int) -> Iterator[tuple[str, list[int]]]:
    kind = _KINDS[number & 7]
    limit = _MEANINGLESS.get(kind)
    if limit is None or len(block) <= limit:
        yield kind, list(dict.fromkeys(block))


def _pairs(block: list[int], features: Sequence[Features], neighbours: int) -> Iterator[tuple[int, int]]:
    if len(block) <= min(_SMALL, 2 * neighbours + 2):
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                yield (one, other) if one < other else (other, one)
        return

    def order(index: int) -> tuple[Any, ...]:
        f = features[index]
        return (f.name, f.record.country, f.record.countries, f.city, str(f.record.id))

    ordered = sorted(block, key=order)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + neighbours]:
            yield (one, other) if one < other else (other, one)


def group(records: Iterable[Record]) -> list[DuplicateGroup]:
    """The groups of probable duplicates, the most certain first; the order of records is nothing.

    Strong links chain; a weak link only shows its two records side by side.
    """
    records = sorted(records, key=lambda record: str(record.id))
    features = [features_of(record) for record in records]
    links: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {}
    for kind, block in _blocks(features):
        for pair in _pairs(block, features, _NEAR.get(kind, _NEIGHBOURS)):
            if pair not in links:
                found = compare(features[pair[0]], features[pair[1]])
                if found[0] >= WEAK:
                    links[pair] = found
    return _gather(records, links)


def _gather(
    records: Sequence[Record], links: dict[tuple[int, int], tuple[float, tuple[str, ...]]]
) -> list[DuplicateGroup]:
    parents: dict[int, int] = {}

    def root(index: int) -> int:
        while (parent := parents.get(index, index)) != index:
            parents[index] = parents.get(parent, parent)
            index = parent
        return index

    weakest: dict[int, float] = {}
    reasons: dict[int, set[str]] = {}
    ordered = sorted(links.items(), key=lambda item: (-item[1][0], item[0]))
    weak: list[tuple[int, int, float, tuple[str, ...]]] = []
    for (one, other), (score, why) in ordered:
        if score < STRONG:
            weak.append((one, other, score, why))
            continue
        first, second = sorted((root(one), root(other)))
        if first != second:
            parents[second] = first
            # The strongest links come first: this one is the weakest of the new group.
            weakest[first] = score
            reasons.setdefault(first, set()).update(reasons.pop(second, ()))
        reasons.setdefault(first, set()).update(why)
    members: dict[int, list[int]] = {}
    for index in sorted({index for pair in links for index in pair}):
        members.setdefault(root(index), []).append(index)
    groups = [_group(records, members[top], reasons[top], score) for top, score in weakest.items() if root(top) == top]
    shown: set[tuple[int, int]] = set()
    for one, other, score, why in weak:
        sides = (min(root(one), root(other)), max(root(one), root(other)))
        if sides[0] != sides[1] and sides not in shown:
            shown.add(sides)
            groups.append(_group(records, [one, other], set(why), score))
    return sorted(groups, key=lambda g: (-g.score, [str(member) for member in g.ids]))


def _group(records: Sequence[Record], members: list[int], reasons: set[str], score: float) -> DuplicateGroup:
    return DuplicateGroup(
        ids=tuple(records[index].id for index in sorted(members)),
        reasons=tuple(reason for reason in REASONS if reason in reasons),
        score=score,
    )
