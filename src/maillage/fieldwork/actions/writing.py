"""A report is written: a sending from a page or a phone, again and again; two phones at once lose nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from maillage.audit import journal
from maillage.fieldwork import merging
from maillage.fieldwork.actions.common import held, refuse, writable
from maillage.fieldwork.content import COUNTS, TEXTS, content, put
from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportSending

MOST_EXPENSES = 60
MOST_COPIES = 40
MINE, THEIRS, BOTH = "mine", "theirs", "both"


@dataclass(frozen=True)
class Sent:
    """What a page sends: its key, what it holds, the version that it had read."""

    key: str
    read: int
    digest: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        """The phone, where a script names it before its key (« a1b2-0001 »): one phone does not conflict with itself."""
        return self.key.partition("-")[0]


@dataclass(frozen=True)
class Outcome:
    """What became of a sending. `aside`: what another phone had changed too, set aside to be chosen."""

    report: PartnerReport
    aside: ReportCopy | None = None
    again: bool = False


@transaction.atomic
def write_report(*, report: PartnerReport, sent: Sent, by: Any, late: bool = False) -> Outcome:
    """Write what was sent. The same sending twice is one; what cannot be put together is set aside, never lost.

    `late`: it comes by a link that has ended; the team alone decides what becomes of it.
    """
    report = held(report)
    name = f"{sent.key}:{sent.digest[:16]}"
    if ReportSending.objects.filter(report=report, key=sent.key, digest=sent.digest).exists():
        return Outcome(report, ReportCopy.objects.filter(report=report, key=name, settled_at=None).first(), again=True)
    standing = content(report)
    if report.stage.writable and not late:
        merged = together(merging.merge(standing, report.marks, sent.values, read=sent.read, key=sent.origin), standing)
    else:  # sent from one phone, while another was still writing
        differing = {one: value for one, value in sent.values.items() if standing.get(one) != value}
        merged = merging.Merged({}, differing)
    ReportSending.objects.create(report=report, key=sent.key, digest=sent.digest, by=by)
    if merged.taken:
        write(report, merged.taken, sent.origin, by)
    aside = None
    if merged.kept_aside:
        if report.copies.filter(settled_at=None).count() >= MOST_COPIES:
            raise refuse("too_many_copies")
        aside = ReportCopy.objects.create(report=report, key=name, values=merged.kept_aside, by=by)
        journal.record("partner_report.set_aside", report, by=by)
    return Outcome(report, aside)


def together(merged: merging.Merged, standing: Mapping[str, Any]) -> merging.Merged:
    """People and women are one figure: never one from each phone when they do not agree."""
    whole = {**standing, **merged.taken}
    people, women = whole["people"], whole["women"]
    if women is None or (people is not None and women <= people):
        return merged
    pair = {name: merged.taken[name] for name in COUNTS if name in merged.taken}
    rest = {name: value for name, value in merged.taken.items() if name not in pair}
    return merging.Merged(rest, {**merged.kept_aside, **pair})


def write(report: PartnerReport, values: dict[str, Any], key: str, by: Any) -> None:
    """Put values on the report that the caller holds: its version rises."""
    put(report, values)
    if report.expenses.count() > MOST_EXPENSES:
        raise refuse("too_many", most=MOST_EXPENSES)
    report.version += 1
    report.marks = merging.marked(report.marks, values, report.version, key)
    report.full_clean(exclude=["project", "organisation"])
    report.save()
    journal.record("partner_report.written", report, by=by, changes={"version": [report.version - 1, report.version]})


@transaction.atomic
def settle_copy(*, copy: ReportCopy, choices: Mapping[str, str], by: Any) -> PartnerReport:
    """Choose, name by name, between what stands and what was set aside; words may be kept from both."""
    report = writable(copy.report)
    copy = ReportCopy.objects.select_for_update().get(pk=copy.pk)
    if copy.settled_at is not None:
        return report
    standing, chosen = content(report), {}
    for name, value in copy.values.items():
        choice = choices.get(name, THEIRS)
        if choice == BOTH and name in TEXTS and value:
            value, choice = f"{standing[name]}\n\n{value}".strip()[: TEXTS[name]], MINE
        if choice == MINE and standing.get(name) != value:
            chosen[name] = value
    whole = {**standing, **chosen}
    if whole["women"] is not None and (whole["people"] is None or whole["women"] > whole["people"]):
        chosen = {**chosen, **{one: copy.values[one] for one in COUNTS if one in copy.values}}
    if chosen:
        write(report, chosen, f"copy-{copy.pk}", by)
    copy.settled_at = now()
    copy.save(update_fields=["settled_at"])
    journal.record("partner_report.settled", report, by=by)
    return report
