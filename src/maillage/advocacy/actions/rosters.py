"""A list of mandates, brought in: read, looked at, written; brought twice, it adds nothing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _

from maillage.advocacy import rosters
from maillage.advocacy.actions import common
from maillage.advocacy.enums import RosterState
from maillage.advocacy.models import DecisionMaker, Mandate, Roster
from maillage.advocacy.models.decision_makers import LIST_DAYS
from maillage.audit import journal
from maillage.core import sheets
from maillage.core.sheet_guards import SheetError, explain
from maillage.core.text import fold
from maillage.files import storing
from maillage.files.content import FileRefused
from maillage.search import outbox

MOST = 5000  # lines: more than the elected people of any region of ours
KIND = "advocacy.decisionmaker"
SAID = ("email", "phone")


@transaction.atomic
def read_roster(*, upload: Any, by: Any) -> Roster:
    """Look at a file: its columns and lines are kept a week, nothing else is written. Raises ValidationError."""
    try:
        with storing.at_hand(upload) as path, sheets.open_sheet(path, max_bytes=10_000_000) as sheet:
            headers = [header[:120] for header in sheet.headers][:60]
            rows = [[number, *(cell[:600] for cell in row[:60])] for number, row in islice(sheet.rows, MOST + 1)]
    except SheetError as error:
        raise ValidationError(explain(error)) from error
    except FileRefused as error:
        raise ValidationError(error.message(), code=error.code) from error
    if len(rows) > MOST:
        raise ValidationError(_("Cette liste a plus de 5 000 lignes : coupez-la en plusieurs fichiers."))
    cleaned = [[row[0], *(str(cell).replace("\x00", "") for cell in row[1:])] for row in rows]
    mapping = rosters.guess(headers)
    roster = Roster.objects.create(name=common.texts.clean(str(upload.name))[:200] or _("liste"), rows=cleaned,
                                   headers=[common.texts.clean(h) for h in headers], mapping=mapping, created_by=by)  # fmt: skip
    common.record("roster.read", roster, by=by, changes={"lines": [None, len(rows)]})
    return roster


@dataclass
class Plan:
    """What writing a list would do."""

    lines: list[rosters.Line]
    new: list[rosters.Line] = field(default_factory=list)
    mandates: list[tuple[DecisionMaker, rosters.Line]] = field(default_factory=list)
    changed: list[tuple[DecisionMaker, Mandate, rosters.Line]] = field(default_factory=list)
    same: int = 0
    ends: list[Mandate] = field(default_factory=list)

    @property
    def rejected(self) -> list[rosters.Line]:
        return [line for line in self.lines if line.rejected]

    @property
    def counts(self) -> dict[str, int]:
        return {"lines": len(self.lines), "new": len(self.new), "mandates": len(self.mandates),
                "changed": len(self.changed), "same": self.same, "ends": len(self.ends),
                "rejected": len(self.rejected)}  # fmt: skip


class Known:
    """Who is there already, and their mandates: two queries, whatever the length of the list."""

    def __init__(self) -> None:
        self.people = {row.pk: row for row in DecisionMaker.objects.filter(forgotten_at=None)}
        self.mandates: dict[int, list[Mandate]] = defaultdict(list)
        for mandate in Mandate.objects.filter(decision_maker__in=list(self.people)):
            self.mandates[mandate.decision_maker_id].append(mandate)
        self.by_key = {row.source_key: row for row in self.people.values() if row.source_key}
        self.by_name: dict[str, list[DecisionMaker]] = defaultdict(list)
        for row in self.people.values():
            self.by_name[row.sort_name].append(row)

    def person(self, line: rosters.Line) -> DecisionMaker | None:
        """By the key of the list; else the same name with a mandate in the same place, or with the same address."""
        values = line.values
        if values["key"] and (row := self.by_key.get(values["key"])):
            return row
        for row in self.by_name.get(fold(f"{values['last_name']} {values['first_name']}")[:210], ()):
            if values["key"] and row.source_key and row.source_key != values["key"]:
                continue
            there = {(m.territory_key, fold(m.institution)) for m in self.mandates[row.pk]}
            if (fold(values["territory"])[:160], fold(values["institution"])) in there:
                return row
            if values["email"] and row.email.lower() == values["email"].lower():
                return row
        return None

    def mandate(self, row: DecisionMaker, line: rosters.Line) -> Mandate | None:
        wanted = (fold(line.values["title"]), fold(line.values["territory"])[:160], fold(line.values["institution"]))
        same = [m for m in self.mandates[row.pk] if (fold(m.title), m.territory_key, fold(m.institution)) == wanted]
        start = line.values["started_on"]
        return next((m for m in same if start is None or m.started_on in (None, start)), None)


def differs(row: DecisionMaker, mandate: Mandate, line: rosters.Line) -> bool:
    """Does the list say something else than what is kept? What it does not say, it does not change."""
    values = line.values
    if any(values[name] and values[name] != getattr(row, name) for name in SAID):
        return True
    names = ("region", "postal_codes", "started_on", "ended_on")
    return any(values[name] and values[name] != getattr(mandate, name) for name in names) or (
        "level" not in line.problems and values["level"] != mandate.level
    )


def plan(roster: Roster, mapping: Mapping[str, int], ends_others: bool) -> Plan:
    """What writing this list would do; nothing is written."""
    made, known = Plan(rosters.read(roster.rows, mapping)), Known()
    seen: set[int] = set()
    places: set[tuple[str, str]] = set()
    for line in made.lines:
        if line.rejected:
            continue
        places.add((line.values["level"], fold(line.values["institution"])))
        row = known.person(line)
        if row is None:
            made.new.append(line)
            continue
        mandate = known.mandate(row, line)
        if mandate is None:
            made.mandates.append((row, line))
        else:
            seen.add(mandate.pk)
            if differs(row, mandate, line):
                made.changed.append((row, mandate, line))
            else:
                made.same += 1
    if ends_others:
        today = localdate()
        made.ends = [m for rows in known.mandates.values() for m in rows
                     if m.pk not in seen and (m.level, fold(m.institution)) in places
                     and (m.ended_on is None or m.ended_on > today)]  # fmt: skip
    return made


@transaction.atomic
def write_roster(*, roster: Roster, mapping: Mapping[str, int], ends_others: bool, by: Any) -> dict[str, int]:
    """Write a list: who is new, mandates that are, addresses that changed, mandates that ended. Returns the counts."""
    roster = common.locked(roster)
    if roster.state == RosterState.WRITTEN:
        raise common.refuse("written")
    if "last_name" not in mapping or "title" not in mapping:
        raise common.refuse("no_columns")
    made = plan(roster, mapping, ends_others)
    new = _people(made.new)
    rows = [(new[_who(line)], line) for line in made.new] + made.mandates
    Mandate.objects.bulk_create([_mandate(row, line) for row, line in rows], batch_size=500)
    touched = {row.pk for row, _line in rows} | {row.pk for row, _m, _l in made.changed}
    _changes(made.changed)
    _end(made.ends)
    touched |= {mandate.decision_maker_id for mandate in made.ends}
    journal.record_many([journal.Note("decision_maker.imported", KIND, pk, "", {"roster": [None, roster.pk]})
                         for pk in sorted(touched)], by=by)  # fmt: skip
    outbox.queue(KIND, touched)
    roster.state, roster.counts, roster.mapping = RosterState.WRITTEN, made.counts, dict(mapping)
    roster.ends_others, roster.written_at, roster.rows = ends_others, now(), []
    roster.save()
    common.record("roster.written", roster, by=by, changes={name: [None, n] for name, n in made.counts.items()})
    return made.counts


def _who(line: rosters.Line) -> tuple[str, ...]:
    """Lines of one new person: the same key, else the same name in the same place."""
    v = line.values
    if v["key"]:
        return (v["key"],)
    return (fold(f"{v['last_name']} {v['first_name']}"), fold(v["territory"]), fold(v["institution"]))


def _people(lines: Iterable[rosters.Line]) -> dict[tuple[str, ...], DecisionMaker]:
    found: dict[tuple[str, ...], DecisionMaker] = {}
    for line in lines:
        v = line.values
        if _who(line) not in found:
            found[_who(line)] = DecisionMaker(
                first_name=v["first_name"], last_name=v["last_name"], email=v["email"], phone=v["phone"],
                source_key=v["key"], sort_name=fold(f"{v['last_name']} {v['first_name']}")[:210],
            )  # fmt: skip
    DecisionMaker.objects.bulk_create(found.values(), batch_size=500)
    return found


def _mandate(row: DecisionMaker, line: rosters.Line) -> Mandate:
    v = line.values
    names = ("title", "level", "institution", "territory", "region", "postal_codes", "started_on", "ended_on")
    return Mandate(decision_maker=row, territory_key=fold(v["territory"])[:160], **{name: v[name] for name in names})


def _changes(rows: Iterable[tuple[DecisionMaker, Mandate, rosters.Line]]) -> None:
    people: dict[int, DecisionMaker] = {}
    mandates: list[Mandate] = []
    for row, mandate, line in rows:
        row = people.setdefault(row.pk, row)
        for name in SAID:
            if line.values[name]:
                setattr(row, name, line.values[name])
        for name in ("region", "postal_codes", "started_on", "ended_on"):
            if line.values[name]:
                setattr(mandate, name, line.values[name])
        if "level" not in line.problems:
            mandate.level = line.values["level"]
        mandates.append(mandate)
    DecisionMaker.objects.bulk_update(people.values(), SAID, batch_size=500)
    fields = ("region", "postal_codes", "started_on", "ended_on", "level")
    Mandate.objects.bulk_update(mandates, fields, batch_size=500)


def _end(mandates: list[Mandate]) -> None:
    """They held until yesterday; one that began today is over at once."""
    yesterday = localdate() - timedelta(days=1)
    for mandate in mandates:
        mandate.ended_on = max(yesterday, mandate.started_on or date.min)
    Mandate.objects.bulk_update(mandates, ["ended_on"], batch_size=500)


def forget_rosters(*, on: date) -> int:
    """A list is forgotten a week after it was brought, written or not."""
    old = Roster.objects.filter(created_at__date__lt=on - timedelta(days=LIST_DAYS))
    return old.delete()[0]
