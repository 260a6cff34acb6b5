"""What each row of a batch would do: create, update, nothing. Reads what is there in a few queries a batch."""

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from maillage.core.text import fold
from maillage.network.profile import Profile
from maillage.organisations import own_keys, record, words
from maillage.organisations.columns import Field
from maillage.organisations.enums import Outcome, State
from maillage.organisations.importing.own import OwnRows
from maillage.organisations.importing.values import remark
from maillage.organisations.models import Identifier, Organisation
from maillage.organisations.parsing import ParsedRow
from maillage.organisations.withholding import default_hidden, is_withheld_by_default

LISTS = ("identifiers", "countries", "themes", "languages", "sizes")
OWN = ("withheld", "state", "verified_on")  # of the organisation, outside the record


@dataclass
class Step:
    """A row and what becomes of it. `organisation` is the one found, or the one that it makes."""

    number: int
    row: ParsedRow
    values: dict[str, Any]
    outcome: Outcome
    organisation: Organisation | None = None
    changes: dict[str, list[Any]] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    same_as: "Step | None" = None


def union(old: Any, new: Any, name: str) -> Any:
    """A list only grows by an import; a size of the same year is replaced."""
    if name == "sizes":
        kept = {(size[0], size[1]): size for size in old}
        kept.update({(size[0], size[1]): size for size in new})
        return sorted(kept.values())
    if name == "languages":
        return [*old, *(code for code in new if code not in old)]
    return sorted([*old, *(item for item in new if item not in old)])


def merged(old: Mapping[str, Any], new: Mapping[str, Any], *, fill_only: bool = False) -> dict[str, Any]:
    """The record after a row: what it says replaces (or, `fill_only`, only fills), lists grow, nothing is emptied."""
    after: dict[str, Any] = {}
    for name, value in new.items():
        before = old.get(name)
        if name in LISTS:
            after[name] = union(before or [], value, name)
        elif name == "descriptions":
            after[name] = {**value, **(before or {})} if fill_only else {**(before or {}), **value}
        elif fill_only and before not in (None, "", False):
            after[name] = before
        else:
            after[name] = value
    return record.normal(after)


def stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The record of a new organisation once it is written: what the row says, and what nobody said."""
    return record.normal({**record.EMPTY, "withheld": False, "state": State.ACTIVE, "verified_on": None, **values})


class Planner:
    """Compares batch after batch with the directory, and the rows of the file with each other.

    The records that come of a file do not depend on where its batches are cut. `dry`: nothing will be written, so that what
    each batch would have left is kept here.
    """

    def __init__(self, profile: Profile, options: Mapping[str, Any], *, dry: bool = False) -> None:
        self.profile = profile
        self.options = options
        self.hidden = default_hidden(profile, words.SHOWABLE)
        self.own = OwnRows(profile)
        self.seen: dict[str, int] = {}  # key: number of the row that speaks first of this organisation
        self.spoken: dict[int, int] = {}  # organisation that was there: number of the row that speaks first of it
        self.where: dict[str, tuple[str, ...]] = {}  # name key: countries of the row that bore the name first
        self.also: dict[str, str] = {}  # proven identifier: key of the row that bore it first under another key
        self.now: dict[int, dict[str, Any]] = {}  # organisation: its record, after the rows of this batch
        self.dry = dry
        self._left: dict[str | int, bytes] = {}  # row key, or organisation: the record as it would be by now

    def plan(self, batch: Sequence[tuple[int, ParsedRow, dict[str, Any]]]) -> list[Step]:
        self.settle_keys(row for _number, row, _values in batch)
        known = self._known([row for _number, row, _values in batch])
        first: dict[str, Step] = {}
        self.now, steps = {}, []
        for number, row, values in batch:
            if not row.is_valid:
                steps.append(Step(number, row, values, Outcome.REJECTED))
                continue
            step = self._step(number, row, values, known.get(row.key), first.get(row.key))
            first.setdefault(row.key, step)
            self.seen.setdefault(row.key, number)
            steps.append(step)
        if self.dry:
            self._leave(steps)
        return steps

    def _leave(self, steps: Iterable[Step]) -> None:
        """Keep what this batch would have left."""
        for step in steps:
            if step.outcome == Outcome.CREATED:
                self._left[step.row.key] = pickle.dumps(stored(step.values))
        for pk, after in self.now.items():
            self._left[pk] = pickle.dumps(after)

    def would_be(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The organisations that the file would make: number of the first row, record after the last."""
        for key, left in self._left.items():
            if isinstance(key, str):
                yield self.seen[key], pickle.loads(left)  # noqa: S301 (packed above, by this very process)

    def would_become(self, pk: int) -> dict[str, Any] | None:
        """The record of a known organisation after the file; None when no row speaks of it."""
        left = self._left.get(pk)
        return pickle.loads(left) if left else None  # noqa: S301 (packed above, by this very process)

    def know(self, batch: Sequence[tuple[int, ParsedRow, dict[str, Any]]]) -> None:
        """Rows that an earlier run has written."""
        self.settle_keys(row for _number, row, _values in batch)
        known = self._known([row for _number, row, _values in batch])
        for number, row, _values in batch:
            if row.is_valid:
                self.seen.setdefault(row.key, number)
                if found := known.get(row.key):
                    self.spoken.setdefault(found.pk, number)

    def settle_keys(self, rows: Iterable[ParsedRow]) -> None:
        """« Ministry of Health » in Mongolia and in Kenya are two: same name, no proof, no country in common.

        They stay two records, proposed as probable duplicates; told the same way each time the file is read. A row
        whose identifier an earlier one bore, beside a key of its own, speaks of that one.
        """
        for row in rows:
            row.key = self.also.get(row.key, row.key)
            for one in row.identifiers:
                if one.key and one.key != row.key:
                    self.also.setdefault(one.key, row.key)
            if not row.key.startswith("name:"):
                continue
            countries = row.values.get(Field.COUNTRIES_OF_ACTION, ())
            first = self.where.setdefault(row.key, countries)
            if first and countries and not set(first).intersection(countries):
                row.key += ",".join(sorted(countries))

    def _step(
        self, number: int, row: ParsedRow, values: dict[str, Any], found: Organisation | None, first: Step | None
    ) -> Step:
        # Two keys may lead to one organisation, known by its name alone: the first row speaks of it, the next complete.
        earlier = self.seen.get(row.key) or (self.spoken.get(found.pk) if found else None)
        again = earlier is not None
        if again:
            row.problems.append(remark("same-as-row", row=earlier))
        if found is not None:
            self.spoken.setdefault(found.pk, number)
        if first is not None and first.outcome == Outcome.CREATED:
            # Said twice in one batch: the row that comes later completes the one that is about to be written.
            first.values = {**first.values, **merged(first.values, values, fill_only=True)}
            return Step(number, row, values, Outcome.UNCHANGED, same_as=first)
        if found is None:
            if again:  # a dry run: the first row would have made it in an earlier batch
                return self._completed(Step(number, row, values, Outcome.UNCHANGED))
            return Step(number, row, self._born(values), Outcome.CREATED)
        return self._compare(Step(number, row, values, Outcome.UNCHANGED, found), again)

    def _completed(self, step: Step) -> Step:
        """What a row would change in an organisation that an earlier batch would have made."""
        before = pickle.loads(self._left[step.row.key])  # noqa: S301 (packed by `_leave`)
        after = self._changed(step, before, dict(step.values), again=True)
        self._left[step.row.key] = pickle.dumps(after)
        return step

    def _compare(self, step: Step, again: bool) -> Step:
        found = step.organisation
        assert found is not None
        if found.state == State.MERGED:
            step.row.problems.append(remark("merged-since"))
            return step
        values = dict(step.values)
        if own_keys.read(step.row.key):
            values = self.own.moved(found, values)
        if found.pk in self.now:  # what an earlier row of this batch makes of it
            before = self.now[found.pk]
        elif found.pk in self._left:
            before = pickle.loads(self._left[found.pk])  # noqa: S301 (packed by `_leave`)
        else:
            before = record.read(found) | {name: getattr(found, name) for name in OWN}
        self.now[found.pk] = self._changed(step, before, values, again=again)
        return step

    @staticmethod
    def _changed(step: Step, before: dict[str, Any], values: dict[str, Any], *, again: bool) -> dict[str, Any]:
        """Notes in the step what it changes; returns the record after it."""
        if before["withheld"] and (values.pop("is_public", None) or values.pop("withheld", None) is False):
            step.row.problems.append(remark("withheld-kept"))
        changes = record.difference(before, merged(before, values, fill_only=again))
        if changes:
            step.outcome, step.changes = Outcome.UPDATED, changes
            step.before = {name: pair[0] for name, pair in changes.items()}
        return before | {name: pair[1] for name, pair in changes.items()}

    def _born(self, values: dict[str, Any]) -> dict[str, Any]:
        """A new record, with what the network decides of new ones."""
        born = record.normal(values)
        born.setdefault("hidden_fields", self.hidden)
        if (public := self.options.get("public")) is not None:
            born.setdefault("is_public", public)
        if "withheld" not in born:
            asked = self.options.get("withheld")
            born["withheld"] = is_withheld_by_default(self.profile, born) if asked is None else asked
        return born

    # What is there already

    def _known(self, rows: Sequence[ParsedRow]) -> dict[str, Organisation]:
        """{key: organisation} by source key, then by proven identifier, then by name and country."""
        keys = {row.key for row in rows if row.key}
        ids = own_keys.known(keys)
        self._by_source(keys - ids.keys(), ids)
        self._by_identifier([row for row in rows if row.key not in ids], ids)
        self._by_name([row for row in rows if row.key not in ids], ids)
        rows_found = Organisation.objects.filter(pk__among=set(ids.values()))
        found = {one.pk: one for one in rows_found.prefetch_related(*record.WITH_EVERYTHING)}
        return {key: found[pk] for key, pk in ids.items() if pk in found}

    @staticmethod
    def _by_source(keys: set[str], ids: dict[str, int]) -> None:
        rows = Organisation.objects.filter(source_key__among=[key[:120] for key in keys]).order_by("-pk")
        held = dict(rows.values_list("source_key", "pk"))
        ids.update({key: held[key[:120]] for key in keys if key[:120] in held})

    @staticmethod
    def _by_identifier(rows: Sequence[ParsedRow], ids: dict[str, int]) -> None:
        wanted = {(str(one.kind), one.value): row.key for row in rows for one in row.identifiers if one.key == row.key}
        bearers = Identifier.objects.filter(value__among={value for _kind, value in wanted})
        found = bearers.exclude(organisation__state=State.MERGED).order_by("-pk")
        for kind, value, pk in found.values_list("kind", "value", "organisation_id"):
            if (kind, value) in wanted:
                ids[wanted[kind, value]] = pk

    @staticmethod
    def _by_name(rows: Sequence[ParsedRow], ids: dict[str, int]) -> None:
        """Only records that no source claims: a homonym of another file stays another organisation."""
        wanted: dict[str, list[ParsedRow]] = {}
        for row in rows:
            if row.is_valid and row.key.startswith("name:"):
                wanted.setdefault(fold(str(row.values["name"]))[:300], []).append(row)
        seat = models.OuterRef("pk")
        country = models.Subquery(
            Organisation.places.rel.related_model.objects.filter(organisation=seat, kind="seat").values("country")[:1]
        )
        found = Organisation.objects.filter(sort_name__among=wanted, source_key="").exclude(state=State.MERGED)
        for name, pk, where in found.annotate(where=country).order_by("-pk").values_list("sort_name", "pk", "where"):
            for row in wanted[name]:
                said = row.values.get("country", "")
                if not said or not where or said == where:
                    ids[row.key] = pk
