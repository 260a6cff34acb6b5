"""A measurement: written, sent, returned with a note, approved by another, counted; its evidence."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.accounts.roles import Permission
from maillage.audit import journal
from maillage.core import text as texts
from maillage.files import actions as files
from maillage.files.enums import DocumentKind
from maillage.results import crossing, words
from maillage.results.actions.common import held, refuse
from maillage.results.actions.planning import open_period
from maillage.results.consolidation import percentage
from maillage.results.enums import Measure, MeasurementState
from maillage.results.models import Evidence, Indicator, Measurement, MeasurementCell, Period
from maillage.results.photos import lighter
from maillage.results.totals import write_actuals

S = MeasurementState
EVIDENCE = 12  # files of one measurement
NAMES = ("organisation", "measured_on", "value", "numerator", "denominator", "level", "words")


def settled(period: Period, values: dict[str, Any]) -> dict[str, Any]:
    """The values as they are kept, by the kind of the indicator. Refuses what cannot be."""
    indicator = period.indicator
    found: dict[str, Any] = {name: values.get(name) for name in NAMES}
    found["level"], found["words"] = found["level"] or "", found["words"] or []
    day = found["measured_on"] = found["measured_on"] or localdate()
    if day > localdate():
        raise refuse("future")
    if day < period.start:
        raise refuse("before", day=day)
    measure = indicator.measure or Measure.UNIT
    if measure == Measure.PERCENT:
        settle_percentage(found)
    elif measure == Measure.UNIT:
        found["numerator"] = found["denominator"] = None
        if found["value"] is None:
            raise refuse("value_needed")
    else:
        found["value"] = found["numerator"] = found["denominator"] = None
        settle_words(indicator, found)
    numbers = [found["value"], found["numerator"]]
    if not indicator.may_be_negative and any(one is not None and one < 0 for one in numbers):
        raise refuse("below_zero", indicator=indicator)
    return found


def settle_percentage(found: dict[str, Any]) -> None:
    over, under = found["numerator"], found["denominator"]
    if over is None and under is None:
        if found["value"] is None:
            raise refuse("value_needed")
        return
    if over is None or under is None or under <= 0:
        raise refuse("fraction")
    found["value"] = percentage(over, under)


def settle_words(indicator: Indicator, found: dict[str, Any]) -> None:
    if indicator.measure == Measure.QUALITATIVE:
        found["level"] = ""
        if not found["words"]:
            raise refuse("words_needed")
        return
    if not found["level"]:
        raise refuse("value_needed")
    if indicator.scale and found["level"] not in [str(value) for value, _words in indicator.scale]:
        raise refuse("level", level=found["level"])


def check_cells(indicator: Indicator, found: dict[str, Any], cells: list[crossing.Cell]) -> None:
    if not cells:
        return
    if indicator.measure not in (Measure.UNIT, Measure.PERCENT):
        raise refuse("not_split")
    percent = indicator.measure == Measure.PERCENT
    total: Decimal | None = found["numerator"] if percent else found["value"]
    try:
        crossing.check(total, found["denominator"], cells, words.dimensions())
    except crossing.CrossingError as error:
        raise words.refused(error) from error


def write_cells(row: Measurement, cells: list[crossing.Cell]) -> None:
    row.cells.all().delete()
    MeasurementCell.objects.bulk_create(
        MeasurementCell(measurement=row, owns=one.owns, sex=one.values[0], age=one.values[1], place=one.values[2],
                        value=one.value, denominator=one.denominator)  # type: ignore[misc]  # the column takes nothing too
        for one in crossing.added(cells) if one.value or one.denominator
    )  # fmt: skip


def already(period: Period, source_key: str | None) -> Measurement | None:
    """What came with this key before, if anything."""
    return Measurement.objects.filter(source_key=source_key, period=period).first() if source_key else None


@transaction.atomic
def write_measurement(*, period: Period, values: dict[str, Any], cells: list[crossing.Cell], by: Any,
                      source_key: str | None = None) -> Measurement:  # fmt: skip
    """A draft. The same `source_key` sent again gives the same row back: nothing doubles."""
    if known := already(period, source_key):
        return known
    period = open_period(period)
    if known := already(period, source_key):  # two at once: the second waited for the first
        return known
    found = settled(period, values)
    check_cells(period.indicator, found, cells)
    row = Measurement(period=period, written_by=by, source_key=source_key, **found)
    row.full_clean(exclude=["period"])
    row.save()
    write_cells(row, cells)
    journal.record("measurement.written", row, by=by)
    return row


@transaction.atomic
def change_measurement(*, measurement: Measurement, values: dict[str, Any], cells: list[crossing.Cell],
                       by: Any) -> Measurement:  # fmt: skip
    """Correct a draft, or one that came back."""
    row = writable(measurement)
    period = open_period(row.period)
    found = settled(period, values)
    check_cells(period.indicator, found, cells)
    before = journal.snapshot(row)
    for name, value in found.items():
        setattr(row, name, value)
    if row.written_by_id is None and by is not None:
        row.written_by = by
    row.version += 1
    row.full_clean(exclude=["period"])
    row.save()
    write_cells(row, cells)
    journal.record("measurement.changed", row, by=by, changes=journal.difference(before, journal.snapshot(row)))
    return row


def writable(measurement: Measurement) -> Measurement:
    row: Measurement = held(measurement)
    if not S(row.state).writable:
        raise refuse("not_writable", state=row.get_state_display())
    return row


def move(row: Measurement, state: MeasurementState) -> None:
    if not S(row.state).can_become(state):
        raise refuse("state", state=row.get_state_display())
    row.state = state
    row.version += 1


@transaction.atomic
def submit_measurement(*, measurement: Measurement, by: Any) -> Measurement:
    """Send it to whoever approves. Sent twice, it is sent once."""
    row: Measurement = held(measurement)
    if row.state == S.SUBMITTED:
        return row
    open_period(row.period)
    move(row, S.SUBMITTED)
    row.submitted_at, row.submitted_by, row.return_note = now(), by, ""
    row.save()
    journal.record("measurement.submitted", row, by=by)
    return row


@transaction.atomic
def return_measurement(*, measurement: Measurement, note: str, by: Any) -> Measurement:
    """Send it back, saying what to correct; one that was approved counts no more."""
    row: Measurement = held(measurement)
    note = texts.clean(note, multiline=True)
    if not note:
        raise refuse("note_needed")
    period = open_period(row.period)
    counted = S(row.state).counts
    move(row, S.RETURNED)
    row.return_note, row.approved_by, row.approved_at = note[:1000], None, None
    row.save()
    if counted:
        write_actuals(period)
    journal.record("measurement.returned", row, by=by, changes={"return_note": [None, row.return_note]})
    return row


@transaction.atomic
def approve_measurement(*, measurement: Measurement, by: Any) -> Measurement:
    """Another person than who wrote or sent it says that it is right; the value of the period follows."""
    row: Measurement = held(measurement)
    period = open_period(row.period)
    if by is not None and by.pk in (row.written_by_id, row.submitted_by_id):
        raise refuse("author")
    noted = period.actuals.filter(derived=False).first()
    if noted:
        raise refuse("noted_value", value=noted.text or "–")
    move(row, S.APPROVED)
    row.approved_at, row.approved_by, row.return_note = now(), by, ""
    row.save()
    write_actuals(period)
    journal.record("measurement.approved", row, by=by)
    return row


@transaction.atomic
def remove_measurement(*, measurement: Measurement, by: Any) -> Period:
    """Throw a draft away, or one that came back, with its evidence."""
    row = writable(measurement)
    period = row.period
    for one in row.evidence.select_related("document"):
        document = one.document
        one.delete()
        files.remove(document=document, by=by)
    journal.record("measurement.removed", period, by=by, changes={"value": [str(row.value), None]})
    row.cells.all().delete()
    row.delete()
    return period


@transaction.atomic
def add_evidence(*, measurement: Measurement, upload: Any, caption: str, by: Any) -> Evidence:
    """A photo (drawn again, lighter, without what the camera hid) or a file that shows it."""
    row = writable(measurement)
    if row.evidence.count() >= EVIDENCE:
        raise refuse("photo_many", most=EVIDENCE)
    caption = texts.clean(caption)[:200]
    title = caption or words.evidence_title(row)
    document = files.store(upload=lighter(upload), title=title, access=files.permission(Permission.RESULTS_VIEW), by=by, about=row,
                           kind=DocumentKind.OTHER)  # fmt: skip
    one = Evidence.objects.create(measurement=row, document=document, caption=caption)
    journal.record("measurement.evidence_added", row, by=by, changes={"document": [None, document.pk]})
    return one


@transaction.atomic
def remove_evidence(*, evidence: Evidence, by: Any) -> Measurement:
    row = writable(evidence.measurement)
    document = evidence.document
    evidence.delete()
    files.remove(document=document, by=by)
    journal.record("measurement.evidence_removed", row, by=by, changes={"document": [document.pk, None]})
    return row
