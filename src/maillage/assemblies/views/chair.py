"""The chair's screen: the meeting is run from one page; each button is a form, and the page follows by itself."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.accounts.access import access, who
from maillage.accounts.roles import Permission
from maillage.assemblies.actions import agenda, quick, session, speech, ticking
from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.live import beat, facts, live, result, voters
from maillage.assemblies.models import AgendaItem, Assembly, Attendance, Speech
from maillage.assemblies.quorum import colleges_of
from maillage.assemblies.session_enums import Alternation, SpeechKind
from maillage.ballots.actions import count, questions
from maillage.ballots.enums_votes import QuestionState, Secrecy
from maillage.ballots.models import Question
from maillage.core.asked import row_number
from maillage.core.registry import house
from maillage.members.words import person_name

P = Permission
MOST_NAMES = 200
Do = Callable[[Assembly, Any, Any], str]


def meetings(user: Any) -> QuerySet[Assembly]:
    return Assembly.objects.visible_to(user).select_related("body", "roll", "current_item", "chair", "secretary")


def item_of(assembly: Assembly, data: Any) -> AgendaItem:
    found: AgendaItem = get_object_or_404(AgendaItem, assembly=assembly, pk=row_number(data.get("item")))
    return found


def speech_of(assembly: Assembly, data: Any) -> Speech:
    found: Speech = get_object_or_404(Speech, assembly=assembly, pk=row_number(data.get("speech")))
    return found


def question_of(assembly: Assembly, data: Any) -> Question:
    found: Question = get_object_or_404(Question, roll=assembly.roll_id, pk=row_number(data.get("question")))
    return found


def named(row: Speech, reader: Any) -> str:
    """The name of who speaks, as this reader may read it."""
    return person_name(row.person, reader) if row.person else row.name


def suspend(assembly: Assembly, data: Any, by: Any) -> str:
    session.suspend(assembly=assembly, by=by)
    return _("La séance est suspendue.")


def resume(assembly: Assembly, data: Any, by: Any) -> str:
    session.resume(assembly=assembly, by=by)
    return _("La séance reprend.")


def begin(assembly: Assembly, data: Any, by: Any) -> str:
    return _("Point en cours : %(item)s.") % {"item": ticking.begin(item=item_of(assembly, data), by=by)}


def finish(assembly: Assembly, data: Any, by: Any) -> str:
    ticking.finish(assembly=assembly, by=by)
    return _("Le point est traité.")


def postpone(assembly: Assembly, data: Any, by: Any) -> str:
    return _("Point remis à une autre réunion : %(item)s.") % {
        "item": ticking.postpone(item=item_of(assembly, data), by=by)
    }


def out(assembly: Assembly, data: Any, by: Any) -> str:
    return _("Sorti du lot : %(item)s.") % {"item": agenda.take_out_of_lot(item=item_of(assembly, data), by=by)}


def consent(assembly: Assembly, data: Any, by: Any) -> str:
    return _("Le lot est adopté : %(n)s points.") % {"n": ticking.adopt_consent(assembly=assembly, by=by)}


def ask(assembly: Assembly, data: Any, by: Any) -> str:
    speech.ask(assembly=assembly, name=data.get("name", ""), kind=data.get("kind", SpeechKind.SPEECH), by=by,
               group=data.get("group", ""), by_chair=True)  # fmt: skip
    return _("C’est noté dans la liste de parole.")


def give(assembly: Assembly, data: Any, by: Any) -> str:
    return _("La parole est à %(name)s.") % {"name": named(speech.give(speech=speech_of(assembly, data), by=by), by)}


def end(assembly: Assembly, data: Any, by: Any) -> str:
    speech.end(assembly=assembly, by=by)
    return _("La parole est finie.")


def withdraw(assembly: Assembly, data: Any, by: Any) -> str:
    speech.withdraw(speech=speech_of(assembly, data), by=by)
    return _("Retirée de la liste de parole.")


def rule(assembly: Assembly, data: Any, by: Any) -> str:
    speech.choose(
        assembly=assembly, alternation=data.get("alternation", ""), minutes=row_number(data.get("minutes")), by=by
    )
    return _("L’ordre de parole est choisi.")


def vote_new(assembly: Assembly, data: Any, by: Any) -> str:
    made = quick.put(assembly=assembly, title=data.get("title", ""), secrecy=data.get("secrecy", ""),
                     casting="casting" in data, by=by)  # fmt: skip
    if made.state == QuestionState.OPEN:
        return _("Le vote est ouvert.")
    return _("Le vote est prêt : finissez de le préparer sur sa page.")


def vote_open(assembly: Assembly, data: Any, by: Any) -> str:
    questions.open_vote(question=question_of(assembly, data), by=by)
    return _("Le vote est ouvert.")


def vote_close(assembly: Assembly, data: Any, by: Any) -> str:
    questions.close_vote(question=question_of(assembly, data), by=by)
    return _("Le vote est clos.")


def vote_declare(assembly: Assembly, data: Any, by: Any) -> str:
    count.declare(question=question_of(assembly, data), by=by)
    return _("Le résultat est proclamé.")


def vote_cancel(assembly: Assembly, data: Any, by: Any) -> str:
    questions.cancel(question=question_of(assembly, data), reason=data.get("reason", ""), by=by)
    return _("Le vote est annulé.")


VERBS: dict[str, Do] = {
    "suspend": suspend, "resume": resume, "begin": begin, "finish": finish, "postpone": postpone, "out": out, "consent": consent,
    "ask": ask, "give": give, "end": end, "withdraw": withdraw, "rule": rule, "vote_new": vote_new,
    "vote_open": vote_open, "vote_close": vote_close, "vote_declare": vote_declare, "vote_cancel": vote_cancel,
}  # fmt: skip


@access(P.ASSEMBLIES_EDIT)
@never_cache
def chair(request: HttpRequest, pk: int) -> HttpResponse:
    assembly = get_object_or_404(meetings(who(request)), pk=pk)
    if request.method != "POST":
        return page(request, assembly)
    verb = VERBS.get(request.POST.get("do", ""))
    if verb is None:
        return page(request, assembly, _("Cette page est ancienne : rechargez-la."), 422)
    try:
        said = verb(assembly, request.POST, who(request))
    except ValidationError as error:
        return page(request, get_object_or_404(meetings(who(request)), pk=pk), " ".join(error.messages), 422)
    messages.success(request, said)
    return redirect("assemblies:chair", pk)


def asked(request: HttpRequest) -> dict[str, str]:
    """The vote that was asked for and refused: what was typed is kept. Empty otherwise."""
    if request.POST.get("do") != "vote_new":
        return {}
    return {name: request.POST.get(name, "") for name in ("title", "secrecy", "casting")}


def page(request: HttpRequest, assembly: Assembly, refusal: str = "", status: int = 200) -> HttpResponse:
    one = live(assembly)
    told = facts(one)
    for row in filter(None, [one.floor.speaking, *one.floor.waiting]):
        row.shown = named(row, who(request))  # type: ignore[attr-defined]
    drawn = [panel.render(request, assembly) for panel in house.panels_on("chair", "manage")]
    lot = [line for line in one.lines if line.item.consent and line.item.state in ticking.LEFT]
    votes = [vote_line(question, assembly) for question in shown_votes(one.questions, assembly)]
    return render(request, "assemblies/chair.html", {
        "title": _("Séance : %(title)s") % {"title": assembly.title}, "assembly": assembly, "live": one, "facts": told,
        "beat": beat(one, told), "refusal": refusal, "asked": asked(request),
        "colleges": colleges_of(one.quorum),
        "panels": [panel for panel in drawn if panel], "lot": lot,
        "running": assembly.state == AssemblyState.OPEN, "before": assembly.state in (AssemblyState.DRAFT, AssemblyState.CALLED),
        "votes": votes, "voters": voters(one), "kinds": SpeechKind.choices, "alternations": Alternation.choices,
        "secrecies": [(Secrecy.HANDS, Secrecy.HANDS.label), (Secrecy.NOMINAL, Secrecy.NOMINAL.label),
                      (Secrecy.CONFIDENTIAL, Secrecy.CONFIDENTIAL.label)],
        "names": present_names(assembly, who(request)), "declared_groups": one.screen.alternation == Alternation.DECLARED,
        "screen_url": reverse("assemblies:screen", args=[one.screen.token]),
    }, status=status)  # fmt: skip


def present_names(assembly: Assembly, reader: Any) -> list[str]:
    """Those who are there, so that the chair types a few letters; none when the room is too full for a list."""
    rows = Attendance.objects.filter(assembly=assembly).present().select_related("person")[: MOST_NAMES + 1]
    names = [person_name(row.person, reader) if row.person else row.name for row in rows]
    return names if len(names) <= MOST_NAMES else []


def shown_votes(rows: list[Question], assembly: Assembly) -> list[Question]:
    """Those of the item under way, and whatever is open or waits for its result."""
    source = f"item:{assembly.current_item_id}"
    waiting = (QuestionState.OPEN, QuestionState.CLOSED)
    since = assembly.current_item.started_at if assembly.current_item else assembly.opened_at
    return [one for one in rows if one.state in waiting or one.source == source
            or (one.declared_at and since and one.declared_at >= since)]  # fmt: skip


def vote_line(question: Question, assembly: Assembly) -> dict[str, Any]:
    return {
        "row": question, "state": question.state, "tone": question.standing.tone, "used": getattr(question, "used", 0),
        "hands": question.secrecy == Secrecy.HANDS, "result": result(question) if question.state == "declared" else None,
        "sealed": question.is_confidential and not question.urn_opened_at,
        "ready": not question.is_confidential or question.recovery_shown_at is not None,
    }  # fmt: skip
