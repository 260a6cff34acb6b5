"""The desk at the door: the list, one button for each, offline as well; a ticket opened by whoever holds it."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.accounts.access import PUBLIC, access, who
from maillage.accounts.roles import Permission
from maillage.activities.models import Session
from maillage.core.asked import row_number
from maillage.core.text import fold
from maillage.enrolments import doorway, links, papers, places, presence
from maillage.enrolments.actions import desk_links, walkins
from maillage.enrolments.actions.door import Said
from maillage.enrolments.doorway import Desk
from maillage.enrolments.models import Enrolment

COOKIE = "__Host-accueil" if settings.BEHIND_TLS else "accueil"
CAMERA = "camera=(self), microphone=(), geolocation=(), payment=(), usb=()"
SHOWN = {"": True, "attendus": False, "arrives": False}
BLANK = {"walkin": "", "number": 1, "name": "", "first_time": ""}
POSTED = {"place": "arrival", "group": "arrival", "undo": "undo", "walkin": "walkin"}


def sessions(user: Any) -> Any:
    return Session.objects.visible_to(user).select_related("activity", "venue")


def of_team(request: HttpRequest, pk: int) -> Desk:
    return Desk(get_object_or_404(sessions(who(request)), pk=pk), by=who(request))


@access(Permission.ENROLMENTS_EDIT)
@never_cache
def door(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk of a date, held by the team."""
    return page(request, of_team(request, pk))


@access(Permission.ENROLMENTS_EDIT)
@never_cache
def door_sync(request: HttpRequest, pk: int) -> HttpResponse:
    return sync(request, of_team(request, pk))


@access(PUBLIC)
@never_cache
def desk(request: HttpRequest, token: str) -> HttpResponse:
    """The same desk, held by a volunteer with a link."""
    link = desk_links.find(token)
    if link is None:
        return over(request)
    held = Desk(link.session, link=link)
    if request.method == "POST" and "hold" in request.POST:
        response = redirect(held.page)
        age = int((link.ends_at - now()).total_seconds())
        response.set_cookie(COOKIE, token, max_age=age, httponly=True, samesite="Lax", secure=settings.BEHIND_TLS)
        messages.success(request, _("Les billets ouverts sur cet appareil mènent maintenant à cet accueil."))
        return response
    return private(page(request, held))


@access(PUBLIC)
@never_cache
def desk_sync(request: HttpRequest, token: str) -> HttpResponse:
    link = desk_links.find(token)
    if link is None:
        return JsonResponse({"over": True, "text": _("Ce lien d’accueil ne sert plus.")}, status=410)
    return private(sync(request, Desk(link.session, link=link)))


def over(request: HttpRequest) -> HttpResponse:
    return private(
        render(request, "enrolments/door_over.html", {"title": _("Ce lien d’accueil ne sert plus")}, status=410)
    )


def private(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Not "no-referrer": a form would be sent without its origin, and refused.
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def sync(request: HttpRequest, held: Desk) -> HttpResponse:
    """Everything that a device noted, and what it does not know; the same sending twice changes nothing more."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        events, last = doorway.read(request.body)
    except (ValueError, RecursionError):
        return JsonResponse({"text": _("Envoi illisible : rechargez la page.")}, status=400)
    return JsonResponse(doorway.answer(held, events, last))


def page(request: HttpRequest, held: Desk) -> HttpResponse:
    if request.method == "POST":
        return noted(request, held)
    return shown(request, held)


def noted(request: HttpRequest, held: Desk) -> HttpResponse:
    """One thing noted without script."""
    field = next((name for name in POSTED if name in request.POST), "")
    event = {**request.POST.dict(), "kind": POSTED.get(field)}
    if field == "place":
        event["nonce"] = f"{str(request.POST.get('nonce', ''))[:24]}.{request.POST['place'][:11]}"
    if field == "undo":
        event["nonce"] = request.POST["undo"]
    try:
        said = whole_group(held, event) if field == "group" else doorway.do(held, event)
    except places.Full as full:
        return shown(request, held, refusal=" ".join(full.messages), typed=event, status=409)
    except ValidationError as error:
        return shown(request, held, refusal=" ".join(error.messages), typed=event, status=422)
    messages.success(request, sentence(field, said.state, event))
    return redirect(held.page)


@transaction.atomic
def whole_group(held: Desk, event: dict[str, Any]) -> Said:
    """Those of one enrolment who are not there yet, together."""
    said = Said("already")
    for row in presence.listed(held.session):
        if row.enrolment == row_number(event["group"]) and not row.nonce:
            nonce = f"{str(event.get('nonce', ''))[:24]}.{row.pk}"
            said = doorway.do(held, {**event, "place": row.pk, "nonce": nonce})
    return said


def sentence(field: str, state: str, event: dict[str, Any]) -> str:
    if state == "already":
        return _("Cette personne était déjà notée : elle ne compte qu’une fois.")
    if field == "undo":
        return _("L’arrivée est annulée.")
    if state == "undone":
        return _("Cette arrivée avait été annulée : notez-la de nouveau si la personne est là.")
    if field == "walkin":
        return _("Noté, sans place.") if event.get("seatless") else _("C’est noté.")
    return _("Tout le groupe est noté.") if field == "group" else _("L’arrivée est notée.")


def shown(request: HttpRequest, held: Desk, refusal: str = "", typed: dict[str, Any] | None = None,
          status: int = 200) -> HttpResponse:  # fmt: skip
    session, rows = held.session, presence.listed(held.session)
    wanted = fold(request.GET.get("q", "")[:80].replace("\x00", ""))
    state = request.GET.get("etat", "")
    kinds = walkins.kinds_of(session)
    people = [(row, hidden(row, wanted, state)) for row in rows]
    response = render(request, "enrolments/door.html", {
        "title": _("Accueil : %(name)s") % {"name": session.activity}, "desk": held, "session": session, "when": papers.when(session),
        "where": papers.where(session), "people": people, "nobody": all(gone for _row, gone in people), "q": request.GET.get("q", "")[:80],
        "state": state if state in SHOWN else "", "counts": presence.counts(session), "nonce": doorway.new_nonce(),
        "kinds": kinds if len(kinds) > 1 else [], "enrols": bool(kinds), "refusal": refusal, "typed": BLANK | (typed or {}),
        "full": status == 409,
        "last": max((row.pk for row in rows), default=0),
        "holds": request.COOKIES.get(COOKIE) == (held.link and desk_links.token(held.link)),
        "headcounts": session.headcounts.filter(undone_at=None, counted_from="door"),
        "reasons": (_("Erreur de personne"), _("Notée deux fois"), _("Repartie sans participer")),
    }, status=status)  # fmt: skip
    response.headers["Permissions-Policy"] = CAMERA
    return response


def hidden(row: presence.Row, wanted: str, state: str) -> bool:
    """Is this row left out by the search or by the state asked for?"""
    if (state == "attendus" and row.nonce) or (state == "arrives" and not row.nonce):
        return True
    return not all(word in row.folded for word in wanted.split())


# Tickets


def desks_of(request: HttpRequest, enrolment: Enrolment) -> list[Desk]:
    """The desks that whoever opens a ticket holds, for its activity: none for anyone else."""
    user: Any = request.user
    if user.is_authenticated and user.can(Permission.ENROLMENTS_EDIT):
        dates = sessions(user).filter(activity=enrolment.activity_id, cancelled_at=None)
        coming = [one for one in dates.order_by("starts_at") if desk_links.end_of(one) > now()]
        today = [one for one in coming if localtime(one.starts_at).date() <= localtime().date()]
        return [Desk(one, by=user) for one in (today or coming[:1])]
    link = desk_links.find(request.COOKIES.get(COOKIE, ""))
    if link is not None and link.session.activity_id == enrolment.activity_id:
        return [Desk(link.session, link=link)]
    return []


@access(PUBLIC)
@never_cache
def ticket(request: HttpRequest, token: str) -> HttpResponse:
    """A ticket: shown to who it belongs to; to who holds the desk, with the buttons that note the arrival."""
    enrolment = get_object_or_404(
        Enrolment.objects.select_related("activity"), pk=links.read(token, links.TICKET) or 0, purged_at=None
    )
    dates = enrolment.activity.sessions.filter(cancelled_at=None).select_related("venue", "activity")
    mine = set(enrolment.places.filter(holds=True).values_list("session", flat=True))
    at_desks = [
        (
            held,
            presence.listed(held.session, presence.at_the_door(held.session).filter(enrolment=enrolment)),
        )
        for held in desks_of(request, enrolment)
    ]
    return private(render(request, "enrolments/ticket.html", {
        "title": _("Billet"), "enrolment": enrolment, "token": token, "desks": at_desks, "nonce": doorway.new_nonce(),
        "address": request.build_absolute_uri(request.path), "people": people_of(enrolment),
        "dates": [(one, papers.when(one), papers.where(one)) for one in dates if None in mine or one.pk in mine],
    }))  # fmt: skip


def people_of(enrolment: Enrolment) -> list[str]:
    """Those whom the ticket lets in, once each."""
    ranks: dict[int | None, int] = {}
    found = []
    for place in enrolment.places.filter(holds=True).select_related("enrolment").order_by("pk"):
        ranks[place.session_id] = ranks.get(place.session_id, 0) + 1
        found.append(presence.named(place, ranks[place.session_id]))
    return list(dict.fromkeys(found))
