"""Paper: the sheet to sign, its typing-in in one screen, the plan of the tables."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission
from maillage.activities.models import Session
from maillage.core.asked import row_number, row_numbers
from maillage.core.text import clean
from maillage.enrolments import doorway, papers, presence
from maillage.enrolments.actions import seating, sheets
from maillage.enrolments.actions.walkins import Party
from maillage.enrolments.views.door import sessions

BLANK = 12


def of(request: HttpRequest, pk: int) -> Session:
    found: Session = get_object_or_404(sessions(who(request)), pk=pk)
    return found


def as_pdf(name: str, content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response


@access(Permission.ENROLMENTS_VIEW)
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet to sign of a date, or of each date of its activity (`?toutes=1`); large print (`?gros=1`)."""
    session = of(request, pk)
    dates = [session]
    if request.GET.get("toutes"):
        dates = list(
            sessions(who(request)).filter(activity=session.activity_id, cancelled_at=None).order_by("starts_at")
        )
    blank = min(row_number(request.GET.get("vierges")) if "vierges" in request.GET else BLANK, 60)
    content = papers.sheet(session.activity, dates[:60] or [session], large=bool(request.GET.get("gros")), blank=blank)
    return as_pdf(f"presence-{session.pk}", content)


# Typing a sheet in


def parties(data: Any, key: str) -> list[Party]:
    """The lines of those who came besides: a name, a cross, or both."""
    found = []
    for at in range(min(row_number(data.get("lines")) or BLANK, 200)):
        name = clean(data.get(f"name{at}", ""))[:200]
        if name or data.get(f"there{at}"):
            first = doorway.YES_NO.get(data.get(f"first{at}", ""))
            found.append(Party(nonce=f"{key}.r{at}", name=name, first_time=first))
    return found


def total_of(text: str) -> int | None:
    """Raises ValidationError for what is not a number of people."""
    text = clean(text).replace(" ", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 5:
        raise ValidationError(_("Le total est un nombre de personnes."))
    return int(text)


@access(Permission.ENROLMENTS_EDIT)
def typed(request: HttpRequest, pk: int) -> HttpResponse:
    """One screen, one sending: who signed, who came besides, how many in all."""
    session, refusal = of(request, pk), ""
    data: Any = request.POST
    if request.method == "POST":
        key = data.get("key", "")
        try:
            if not doorway.NONCE.fullmatch(key) or len(key) > 24:
                raise ValidationError(_("Cette page est ancienne : rechargez-la."))
            sheet = sheets.Sheet(
                key=key, signed=frozenset(row_numbers(data.getlist("signed"))), was=frozenset(row_numbers(data.getlist("was"))),
                others=parties(data, key), total=total_of(data.get("total", "")),
            )  # fmt: skip
            done = sheets.type_sheet(session=session, sheet=sheet, by=who(request))
        except ValidationError as error:
            refusal = " ".join(error.messages)
        else:
            messages.success(request, told(done))
            return redirect("enrolments:sheet_type", session.pk)
    return type_page(request, session, refusal)


def told(done: sheets.Typed) -> str:
    said = [
        ngettext("%(n)s personne présente en tout.", "%(n)s personnes présentes en tout.", done.present)
        % {"n": done.present}
    ]
    if done.came or done.others:
        said.append(_("Ajoutées : %(n)s.") % {"n": done.came + done.others})
    if done.undone:
        said.append(_("Retirées : %(n)s.") % {"n": done.undone})
    if done.seatless:
        said.append(_("Comptées sans place ni nom, tout étant pris : %(n)s.") % {"n": done.seatless})
    return " ".join(said)


def type_page(request: HttpRequest, session: Session, refusal: str) -> HttpResponse:
    rows = presence.listed(session, presence.places_of(session).filter(holds=True))
    data: Any = request.POST
    ticked = set(row_numbers(data.getlist("signed"))) if refusal else {row.pk for row in rows if row.nonce}
    lines = min(row_number(data.get("lines") or request.GET.get("lignes")) or BLANK, 200)
    return render(request, "enrolments/sheet_type.html", {
        "title": _("Saisir la feuille de présence"), "session": session, "when": papers.when(session), "where": papers.where(session),
        "people": [(row, row.pk in ticked) for row in rows], "key": doorway.new_nonce(), "refusal": refusal, "count": lines,
        "more": min(lines + BLANK, 200),
        "lines": [(at, *(data.get(f"{name}{at}", "") for name in ("name", "there", "first"))) for at in range(lines)],
        "total": data.get("total", "") if refusal else "", "present": sheets.everyone(session) + presence.without_place(session),
    }, status=422 if refusal else 200)  # fmt: skip


# Tables


@access(Permission.ENROLMENTS_EDIT)
def tables(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sits where; each sending moves one group, or seats whoever has no table."""
    session = of(request, pk)
    if request.method == "POST":
        try:
            messages.success(request, moved(session, request.POST, who(request)))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("enrolments:tables", session.pk)
    used, known = seating.taken(session), list(session.tables.select_related("host"))
    groups = {key: numbered(rows) for key, rows in seating.groups(session).items()}
    return render(request, "enrolments/tables.html", {
        "title": _("Plan de table"), "session": session, "when": papers.when(session), "where": papers.where(session),
        "tables": [(one, used.get(one.pk, 0), one.seats - used.get(one.pk, 0), seated(groups, one.pk)) for one in known],
        "standing": [(rows[0][0].enrolment, rows) for key, rows in seated(groups, None).items()], "seats": sum(one.seats for one in known),
        "people": sum(len(rows) for rows in groups.values()), "sat": any(used.values()),
    })  # fmt: skip


def numbered(rows: list[Any]) -> list[tuple[Any, str]]:
    return [(place, presence.named(place, rank)) for rank, place in enumerate(rows, start=1)]


def seated(groups: dict[int, list[tuple[Any, str]]], table: int | None) -> dict[int, list[tuple[Any, str]]]:
    """{enrolment: its people at this table}."""
    found = {key: [pair for pair in rows if pair[0].table_id == table] for key, rows in groups.items()}
    return {key: rows for key, rows in found.items() if rows}


def moved(session: Session, data: Any, by: Any) -> str:
    if "all" in data:
        done, left = seating.seat_all(session=session, by=by)
        said = ngettext("%(n)s personne assise.", "%(n)s personnes assises.", done) % {"n": done}
        if left:
            said += " " + _("Restent sans table : %(n)s ; aucune table n’a assez de couverts pour le groupe.") % {
                "n": left
            }
        return said
    if "clear" in data:
        return _("Places retirées : %(n)s.") % {"n": seating.clear(session=session, by=by)}
    people = row_numbers(data.getlist("place"))
    if "leave" in data:
        seating.seat(session=session, places=people, table=None, by=by)
        return _("Le groupe n’a plus de table.")
    table = row_number(data.get("table"))
    if not table:
        raise ValidationError(_("Choisissez une table."))
    seating.seat(session=session, places=people, table=table, by=by)
    return _("Le groupe est à table.")


@access(Permission.ENROLMENTS_VIEW)
def tables_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    session = of(request, pk)
    return as_pdf(f"tables-{session.pk}", papers.tables(session))
