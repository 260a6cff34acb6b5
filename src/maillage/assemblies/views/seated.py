"""The session on a member's phone: coming in, joining from afar, asking for the floor, going to the open vote."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.accounts.access import SIGNED_IN, access, who
from maillage.assemblies import checkin, standing
from maillage.assemblies.actions import presence, speech
from maillage.assemblies.enums import AssemblyState, Mode
from maillage.assemblies.live import STEADY, beat, facts, live
from maillage.assemblies.models import Assembly, Attendance
from maillage.assemblies.session_enums import Alternation, Capacity, How, SpeechKind, SpeechState
from maillage.assemblies.views.chair import meetings
from maillage.ballots.mine import ways
from maillage.core.asked import row_number
from maillage.organisations.facts import person_of
from maillage.organisations.models import Person

OPEN_TO = (Capacity.VOTER, Capacity.SUBSTITUTE, Capacity.PROXY_HOLDER, Capacity.SUPPORTER)


def of(request: HttpRequest, pk: int) -> tuple[Assembly, Person]:
    """The meeting, and the person who asks: whoever is nobody in the directory comes by the desk."""
    assembly = get_object_or_404(meetings(who(request)), pk=pk)
    number = person_of(who(request))
    if not number:
        raise Http404
    return assembly, Person.objects.get(pk=number)


def row_of(assembly: Assembly, person: Person) -> Attendance | None:
    found: Attendance | None = assembly.attendances.filter(person=person).prefetch_related("stays").first()
    return found


def is_here(row: Attendance | None) -> bool:
    return row is not None and any(stay.left_at is None for stay in row.stays.all())


@access(SIGNED_IN)
@never_cache
def own_presence(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own presence: with the code of the room, or the code to show to the desk."""
    assembly, person = of(request, pk)
    found, code, refusal = standing.of(assembly, person), request.GET.get("salle", ""), ""
    in_room = checkin.in_room(assembly, code)
    if request.method == "POST":
        try:
            return come_or_go(request, assembly, person, found, in_room=in_room)
        except ValidationError as error:
            refusal = " ".join(error.messages)
    row = row_of(assembly, person)
    return render(request, "assemblies/own_presence.html", {
        "title": _("Votre présence : %(title)s") % {"title": assembly.title}, "assembly": assembly, "row": row,
        "here": is_here(row), "found": found, "capacity": Capacity(found.capacity).label, "in_room": in_room,
        "may": found.capacity in OPEN_TO, "remote": assembly.mode != Mode.ON_SITE, "refusal": refusal,
        "address": checkin.desk_address(assembly, person), "over": assembly.is_over,
    }, status=422 if refusal else 200)  # fmt: skip


def come_or_go(
    request: HttpRequest, assembly: Assembly, person: Person, found: standing.Found, *, in_room: bool
) -> HttpResponse:
    if "leave" in request.POST:
        row = row_of(assembly, person)
        if row is not None:
            presence.leave(attendance=row, by=who(request))
        messages.success(request, _("Votre départ est noté. Revenez par la même page."))
        return redirect(request.get_full_path())
    remote = "join" in request.POST
    if remote and assembly.mode == Mode.ON_SITE:
        raise ValidationError(_("Cette réunion se tient sur place : on ne s’y joint pas à distance."))
    if not remote and not in_room:
        raise ValidationError(_("Lisez le code affiché dans la salle, ou présentez-vous à l’accueil."))
    if found.capacity not in OPEN_TO and not (remote and found.called):
        raise ValidationError(_("Présentez-vous à l’accueil : %(why)s") % {"why": found.reason})
    presence.arrive(assembly=assembly, who=presence.Who(person), by=who(request), how=How.REMOTE if remote else How.QR)
    messages.success(request, _("Votre présence est notée."))
    if remote and assembly.remote_url:
        return redirect("assemblies:join", assembly.pk)
    return redirect("assemblies:own_session", assembly.pk)


@access(SIGNED_IN)
@never_cache
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """The door of those who are far: their presence, then the link of the conference."""
    assembly, person = of(request, pk)
    if assembly.mode == Mode.ON_SITE:
        raise Http404
    if request.method == "POST":
        return own_presence(request, pk)
    return render(request, "assemblies/join.html", {
        "title": _("Se joindre à distance : %(title)s") % {"title": assembly.title}, "assembly": assembly,
        "here": is_here(row_of(assembly, person)), "over": assembly.is_over,
    })  # fmt: skip


@access(SIGNED_IN)
@never_cache
def own_session(request: HttpRequest, pk: int) -> HttpResponse:
    """What is going on, one's turn to speak, the open vote."""
    assembly, person = of(request, pk)
    refusal = ""
    if request.method == "POST":
        try:
            messages.success(request, floor_asked(assembly, person, request.POST, who(request)))
            return redirect("assemblies:own_session", pk)
        except ValidationError as error:
            refusal = " ".join(error.messages)
    one = live(assembly)
    told, row = facts(one), row_of(assembly, person)
    mine = [(rank, row) for rank, row in enumerate(one.floor.waiting, 1) if row.person_id == person.pk]
    speaking, may = one.floor.speaking, ways(one.open_votes, person.pk)
    return render(request, "assemblies/own_session.html", {
        "title": assembly.title, "assembly": assembly, "facts": told, "beat": beat(one, told), "steady": STEADY, "token": one.screen.token,
        "here": is_here(row), "mine": mine, "running": assembly.state == AssemblyState.OPEN, "refusal": refusal,
        "speaking": speaking is not None and speaking.person_id == person.pk, "votes": [(vote, may[vote.pk]) for vote in one.open_votes],
        "kinds": SpeechKind.choices, "declared_groups": one.screen.alternation == Alternation.DECLARED,
        "listens": row is not None and may_not_speak(assembly, row),
    }, status=422 if refusal else 200)  # fmt: skip


def may_not_speak(assembly: Assembly, row: Attendance) -> bool:
    return row.capacity == Capacity.GUEST or (row.capacity == Capacity.SUPPORTER and not assembly.supporters_speak)


def floor_asked(assembly: Assembly, person: Person, data: Any, by: Any) -> str:
    if "withdraw" in data:
        waiting = assembly.speeches.filter(person=person, state=SpeechState.WAITING)
        speech.withdraw(speech=get_object_or_404(waiting, pk=row_number(data["withdraw"])), by=by)
        return _("Vous avez renoncé à votre tour.")
    speech.ask(assembly=assembly, person=person, kind=data.get("kind", ""), group=data.get("group", ""), by=by)
    return _("Votre demande est dans la liste de parole.")
