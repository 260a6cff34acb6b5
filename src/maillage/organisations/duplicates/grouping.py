"""All records at once: those that share a key are compared, and strong links chain into groups."""

import marshal
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
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
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}
#: Up to here every pair of a block is compared; beyond, each with its next neighbours.
_SMALL = 12
_NEIGHBOURS = 5
#: A place only pairs a name with one that holds it: once sorted by name they stand side by side.
_NEAR = {"place": 2}
#: A key shared by more records than this says nothing, unless it is a name or an identifier.
_MEANINGLESS = {"spelling": 500, "acronym": 200, "email": 200, "domain": 200, "place": 100}

_LOTS = 64  # of keys, sorted one after the other
_PLACE_BITS = 21  # two million records
_PLACE_MASK = (1 << _PLACE_BITS) - 1
_HASH_MASK = (1 << 40) - 1
_AT_ONCE = 4_000  # records unpacked together
Links = dict[tuple[int, int], tuple[float, tuple[str, ...]]]  # (rank, rank): score and reasons


def natural(id: Any) -> tuple[bool, int, str]:
    """Numbers in their order, then texts: the elder record of a group comes first."""
    return (False, id, "") if isinstance(id, int) else (True, 0, str(id))


class _Shelf:
    """What a hundred thousand records are compared by, in the room of their text: each is packed, and unpacked
    for the moment when it is looked at. A record is known by its place, in the order in which it came.

    Only what the comparison reads is kept: of the record itself its name, its countries and its identifiers."""

    def __init__(self) -> None:
        self.ids: list[Any] = []
        self._packed: list[bytes] = []
        # Each (key, record) is one integer, by lots of keys: a dictionary of strings would take ten times the room.
        self._entries = [array("Q") for _lot in range(_LOTS)]

    def add(self, record: Record) -> None:
        place = len(self.ids)
        if place >= 1 << _PLACE_BITS:
            raise ValueError("too many records to be compared at once")
        features = features_of(record)
        for kind, key in keys_of(features):
            known = hash(key)
            number = (known & _HASH_MASK) << 3 | _NUMBERS[kind]
            self._entries[known % _LOTS].append(number << _PLACE_BITS | place)
        self.ids.append(record.id)
        kept = (record.name, record.country, record.countries, record.identifiers, *features[1:])
        self._packed.append(marshal.dumps(kept))

    def unpacked(self, places: Iterable[int]) -> dict[int, Features]:
        found = {}
        for place in places:
            name, country, countries, identifiers, *compared = marshal.loads(self._packed[place])  # noqa: S302 (our own)
            record = Record(self.ids[place], name, "", country, countries, identifiers)
            found[place] = Features(record, *compared)
        return found

    def blocks(self) -> Iterator[tuple[str, list[int]]]:
        """The kind of a key, and the set of records that share it; told once. Two keys of one hash only cost a
        comparison."""
        while self._entries:
            entries = sorted(self._entries.pop())
            for number, block in groupby(entries, lambda entry: entry >> _PLACE_BITS):
                places = list(dict.fromkeys([entry & _PLACE_MASK for entry in block]))
                if len(places) > 1:
                    kind = _KINDS[number & 7]
                    limit = _MEANINGLESS.get(kind)
                    if limit is None or len(places) <= limit:
                        yield kind, places

    def order(self) -> list[int]:
        """The rank of each place among the ids: what is found does not depend on who came first."""
        ranks = [0] * len(self.ids)
        for rank, place in enumerate(sorted(range(len(self.ids)), key=lambda place: natural(self.ids[place]))):
            ranks[place] = rank
        return ranks


def _handfuls(blocks: Iterable[tuple[str, list[int]]]) -> Iterator[tuple[list[tuple[str, list[int]]], set[int]]]:
    """So many blocks that their records may stand unpacked together, and the places of these records."""
    some: list[tuple[str, list[int]]] = []
    places: set[int] = set()
    for kind, block in blocks:
        some.append((kind, block))
        places.update(block)
        if len(places) >= _AT_ONCE:
            yield some, places
            some, places = [], set()
    yield some, places


def _pairs(block: list[int], features: Mapping[int, Features], neighbours: int) -> Iterator[tuple[int, int]]:
    if len(block) <= min(_SMALL, 2 * neighbours + 2):
        yield from combinations(block, 2)
        return

    def order(place: int) -> tuple[Any, ...]:
        f = features[place]
        return (f.name, f.record.country, f.record.countries, f.city, str(f.record.id))

    ordered = sorted(block, key=order)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + neighbours]:
            yield one, other


def group(records: Iterable[Record]) -> list[DuplicateGroup]:
    """The groups of probable duplicates, the most certain first; the order of records is nothing, and they are read
    once, as they come.

    Strong links chain; a weak link only shows its two records side by side.
    """
    shelf = _Shelf()
    for record in records:
        shelf.add(record)
    ranks = shelf.order()
    links: Links = {}
    for blocks, places in _handfuls(shelf.blocks()):
        features = shelf.unpacked(places)
        for kind, block in blocks:
            for one, other in _pairs(block, features, _NEAR.get(kind, _NEIGHBOURS)):
                if ranks[one] > ranks[other]:
                    one, other = other, one
                if (ranks[one], ranks[other]) not in links:
                    found = compare(features[one], features[other])
                    if found[0] >= WEAK:
                        links[ranks[one], ranks[other]] = found
    return _gather(sorted(shelf.ids, key=natural), links)


def _gather(ids: Sequence[Any], links: Links) -> list[DuplicateGroup]:
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
    groups = [_group(ids, members[top], reasons[top], score) for top, score in weakest.items() if root(top) == top]
    shown: set[tuple[int, int]] = set()
    for one, other, score, why in weak:
        sides = (min(root(one), root(other)), max(root(one), root(other)))
        if sides[0] != sides[1] and sides not in shown:
            shown.add(sides)
            groups.append(_group(ids, [one, other], set(why), score))
    return sorted(groups, key=lambda g: (-g.score, [natural(member) for member in g.ids]))


def _group(ids: Sequence[Any], members: list[int], reasons: set[str], score: float) -> DuplicateGroup:
    return DuplicateGroup(
        ids=tuple(ids[index] for index in sorted(members)),
        reasons=tuple(reason for reason in REASONS if reason in reasons),
        score=score,
    )
