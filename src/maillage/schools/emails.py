"""What the room writes to teachers, to facilitators and to the team: one function for each letter."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.core.public import link
from maillage.messages.outbox import remind_once, send_letter
from maillage.network import current
from maillage.schools import words
from maillage.schools.models import Assignment, SchoolRequest, Visit
from maillage.ui.templatetags.ui import full_day

PURPOSE = "schools.request"


def told_visit(visit: Visit) -> str:
    """« lundi 3 mars 2027, 9 h 00 – 10 h 15 », in the language in force."""
    zone = current.zone()
    start, end = localtime(visit.starts_at, zone), localtime(visit.ends_at, zone)
    day, begins, ends = (
        full_day(start),
        date_format(start, "TIME_FORMAT"),
        date_format(end, "TIME_FORMAT"),
    )
    return f"{day}, {begins} – {ends}"


def lines_of(visits: Iterable[Visit], *, names: bool) -> list[str]:
    found = []
    for visit in visits:
        who = (
            ", ".join(str(row.facilitator.person.first_name or row.facilitator) for row in visit.assignments.all())
            if names
            else ""
        )
        found.append(told_visit(visit) + (_(" avec ") + who if who else ""))
    return found


def visits_of(request: SchoolRequest) -> list[Visit]:
    return list(request.visits.prefetch_related("assignments__facilitator__person"))


def context_of(request: SchoolRequest, language: str, *, names: bool = False) -> dict[str, Any]:
    with override(language):
        return {"request": request, "school": request.school_label, "subject": words.subject(request), "word": "",
                "visits": lines_of(visits_of(request), names=names), "link": link("schools:follow", request.token)}  # fmt: skip


def to_teacher(request: SchoolRequest, what: str, key: str, **more: Any) -> None:
    if request.contact_email:
        send_letter(
            f"schools/letters/teacher_{what}.txt", to=request.contact_email, language=request.contact_language,
            context=context_of(request, request.contact_language, names=True) | more, purpose=PURPOSE, about=request,
            key=f"school_request:{request.pk}:{what}:{key}",
        )  # fmt: skip


def to_team(request: SchoolRequest, what: str, key: str, word: str = "") -> None:
    team, language = current.profile().contact.email, current.profile().language.code
    if team:
        send_letter(
            "schools/letters/team.txt", to=team, language=language, purpose=PURPOSE, about=request,
            context=context_of(request, language) | {"what": what, "word": word, "link": link("schools:request", request.pk)},
            key=f"school_request:{request.pk}:team:{what}:{key}",
        )  # fmt: skip


def to_facilitators(request: SchoolRequest, what: str, key: str, visits: Iterable[Visit] | None = None) -> int:
    """To each who gives a visit, unless they declined it."""
    count = 0
    for visit in visits if visits is not None else visits_of(request):
        for row in visit.assignments.all():
            person = row.facilitator.person
            if not person.email or row.answer == "declined":
                continue
            with override(person.language):
                when = told_visit(visit)
            count += remind_once(
                key=f"school_visit:{visit.pk}:{what}:{row.pk}:{key}", template="schools/letters/facilitator.txt",
                to=person.email, language=person.language, purpose=PURPOSE, about=request,
                context={"what": what, "when": when, "school": request.school_label, "city": request.school_city,
                         "subject": words.subject(request), "room": request.room, "team": current.profile().contact.email,
                         "link": link("schools:mine") if person.user_id else ""},
            )  # fmt: skip
    return count


def asked(request: SchoolRequest) -> None:
    to_teacher(request, "asked", "asked")
    to_team(request, "asked", "asked")


def proposed(request: SchoolRequest, step: int, word: str) -> None:
    to_teacher(request, "proposed", str(step), word=word)
    to_facilitators(request, "asked", "asked")


def confirmed(request: SchoolRequest, step: int) -> None:
    to_teacher(request, "confirmed", str(step))
    to_facilitators(request, "confirmed", str(step))
    to_team(request, "confirmed", str(step))


def asked_otherwise(request: SchoolRequest, step: int, word: str) -> None:
    to_team(request, "otherwise", str(step), word)


def declined(request: SchoolRequest, step: int, reason: str) -> None:
    to_teacher(request, "declined", str(step), word=reason)


def cancelled(request: SchoolRequest, step: int, reason: str, *, by_team: bool, told: bool) -> None:
    """To the teacher always, to the team when it is not its own doing, to those who were to give it."""
    to_teacher(request, "cancelled", str(step), word=reason)
    if not by_team:
        to_team(request, "cancelled", str(step), reason)
    if told:
        to_facilitators(request, "cancelled", str(step))


def to_count(request: SchoolRequest, step: int) -> None:
    """After class: how many were there?"""
    to_facilitators(request, "count", str(step), [visit for visit in visits_of(request) if visit.counted_at is None])


def replaced(request: SchoolRequest, visit: int, reservation: int) -> None:
    """To who comes in someone's place: asked, or told that it is certain already."""
    rows = Visit.objects.filter(pk=visit).prefetch_related("assignments__facilitator__person")
    to_facilitators(request, "confirmed" if request.state == "confirmed" else "asked", f"r{reservation}", rows)


def facilitator_declined(row: Assignment) -> None:
    to_team(row.visit.request, "facilitator", f"{row.pk}:{row.answered_at}", str(row.word))


def remind(visit: Visit) -> int:
    """Some days before: to the teacher and to who gives it; each leaves once."""
    request, count = visit.request, 0
    if request.contact_email:
        language = request.contact_language
        with override(language):
            when = told_visit(visit)
        needs = request.animation.needs if request.animation else ""
        count += remind_once(
            key=f"school_visit:{visit.pk}:reminder:{visit.starts_at:%Y%m%d%H%M}", to=request.contact_email, about=request,
            template="schools/letters/teacher_reminder.txt", language=language, purpose=PURPOSE,
            context=context_of(request, language, names=True) | {"when": when, "needs": needs},
        )  # fmt: skip
    return count + to_facilitators(request, "reminder", f"{visit.starts_at:%Y%m%d%H%M}", [visit])
