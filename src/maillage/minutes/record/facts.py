"""The papers of a meeting in a record: who was there, the agenda, the roll, the votes by name. What was in them on the day
of the adoption is kept with the minutes, and is never made again."""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from maillage.assemblies.models import AgendaItem, Assembly, Attendance
from maillage.ballots import record as ballots_record
from maillage.ballots.counting.render import safe
from maillage.ballots.enums_votes import QuestionState, Secrecy
from maillage.ballots.models import Question
from maillage.core.registry import house
from maillage.minutes.record import layout
from maillage.network import current

Files = Iterator[tuple[str, bytes]]


def pretty(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def sheet(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """CSV in UTF-8, with the mark that spreadsheets look for; a cell that a spreadsheet would run is held as text."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(head)
    writer.writerows([safe(str(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + file.getvalue().encode()


def at(moment: Any) -> str:
    return localtime(moment, current.zone()).isoformat(timespec="minutes") if moment else ""


def asked(assembly: Assembly, state: QuestionState) -> list[Question]:
    if not assembly.roll_id:
        return []
    rows = Question.objects.filter(roll=assembly.roll_id, state=state).prefetch_related("options")
    return list(rows.order_by("number"))


def folder_of(question: Question) -> str:
    return f"{layout.VOTES}/{question.number:03d}"


def files_of(assembly: Assembly) -> Files:
    """(path, content), in the active language."""
    yield "seance.json", pretty(meeting(assembly))
    yield "presences.csv", presences(assembly)
    yield "ordre-du-jour.csv", agenda(assembly)
    for question in asked(assembly, QuestionState.DECLARED):
        yield from names_of(question)
    for part in house.record_parts:
        for path, content in part.files(assembly):
            if layout.is_safe(path):
                yield path, content


def names_of(question: Question) -> Files:
    """Who voted what, where the vote was by name."""
    if question.secrecy == Secrecy.NOMINAL:
        yield f"{folder_of(question)}/noms.csv", ballots_record.names_csv(question).encode()


def meeting(assembly: Assembly) -> dict[str, Any]:
    return {
        "meeting": layout.meeting(assembly.pk), "title": assembly.title, "kind": assembly.kind, "body": assembly.body.code,
        "starts_at": at(assembly.starts_at), "opened_at": at(assembly.opened_at), "closed_at": at(assembly.closed_at),
        "mode": assembly.mode, "place": assembly.place, "quorum": assembly.quorum, "chair": str(assembly.chair or ""),
        "secretary": str(assembly.secretary or ""),
        "cancelled_votes": [{"number": one.number, "title": one.title, "reason": one.cancel_reason}
                            for one in asked(assembly, QuestionState.CANCELLED)],
    }  # fmt: skip


def presences(assembly: Assembly) -> bytes:
    rows = Attendance.objects.filter(assembly=assembly).prefetch_related("stays")
    return sheet(
        [_("Nom"), _("Organisation"), _("À quel titre"), _("Arrivée"), _("Départ")],
        [(row.name, row.organisation, row.get_capacity_display(), at(stay.came_at), at(stay.left_at))
         for row in rows for stay in row.stays.all()],
    )  # fmt: skip


def agenda(assembly: Assembly) -> bytes:
    rows = AgendaItem.objects.filter(assembly=assembly).order_by("position", "pk").select_related("parent")
    return sheet(
        [_("Point"), _("Fait partie de"), _("Sorte"), _("État"), _("De"), _("À")],
        [(one.title, one.parent or "", one.get_kind_display(), one.get_state_display(), at(one.started_at), at(one.done_at))
         for one in rows],
    )  # fmt: skip
