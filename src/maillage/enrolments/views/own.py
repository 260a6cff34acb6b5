"""The page of an enrolment for who has its signed link: where it stands and why, the ticket, change, cancel.

A link scanner that opens it changes nothing: what changes is sent by a button.
"""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from maillage.accounts.access import PUBLIC, access
from maillage.enrolments import actions, emails, links, reasons, words
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.forms.enrol import EnrolForm
from maillage.enrolments.models import CertificateRule, Enrolment, Opening
from maillage.enrolments.models.enrolment import STANDING
from maillage.enrolments.places import Full
from maillage.enrolments.standing import Offer

E = EnrolmentState
DONE = {
    "cancel": gettext_lazy("Votre inscription est annulée ; ses places sont rendues."),
    "accept": gettext_lazy("C’est confirmé : vos places sont à vous."),
    "rejoin": gettext_lazy("C’est noté : vous êtes de nouveau sur la liste."),
    "change": gettext_lazy("Vos changements sont enregistrés."),
}


def owned(token: str) -> Enrolment:
    number = links.read(token, links.OWN)
    row = Enrolment.objects.filter(pk=number).select_related("activity").first() if number else None
    if row is None:
        raise Http404
    return row


def private(response: HttpResponse) -> HttpResponse:
    """Nobody else's: neither kept, nor indexed, nor told to the next site."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


@access(PUBLIC)
def own(request: HttpRequest, token: str) -> HttpResponse:
    enrolment = owned(token)
    with override(enrolment.language):
        refused = ""
        if request.method == "POST":
            refused = act(request, enrolment)
            if not refused:
                return private(redirect(f"{links.own_path(enrolment)}?fait={request.POST.get('do', '')}"))
            enrolment = owned(token)
        return private(page(request, enrolment, refused))


def act(request: HttpRequest, enrolment: Enrolment) -> str:
    """What was asked; the sentence of a refusal, or nothing."""
    try:
        match request.POST.get("do"):
            case "cancel":
                actions.cancel(enrolment=enrolment)
            case "accept":
                actions.accept(enrolment=enrolment)
            case "rejoin":
                actions.rejoin(enrolment=enrolment)
            case _other:
                return _("Choisissez une action.")
    except Full as full:
        return str(full.messages[0])
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def page(request: HttpRequest, enrolment: Enrolment, refused: str = "") -> HttpResponse:
    state = enrolment.standing
    if enrolment.purged_at:
        return render(request, "enrolments/own_gone.html", {"title": _("Votre inscription")}, status=410)
    rows = list(enrolment.places.select_related("kind").order_by("pk"))
    opening = Opening.objects.filter(activity=enrolment.activity_id).first()
    if opening is not None:
        opening.activity = enrolment.activity
    kinds, confirmed = {row.kind_id: row.kind for row in rows}, state == E.CONFIRMED
    standing = state in (E.PENDING, E.CONFIRMED, E.WAITING, E.OFFERED)
    dates = words.lines(emails.dates_of(enrolment, rows), list(kinds.values()), own=confirmed)
    over = bool(enrolment.activity.ends_at and enrolment.activity.ends_at <= now())
    return render(request, "enrolments/own.html", {
        "title": _("Votre inscription"), "enrolment": enrolment, "activity": enrolment.activity, "state": state,
        "places": words.summary(rows, kinds), "people": [row.name for row in words.people(rows) if row.name],
        "dates": dates, "refused": refused, "done": DONE.get(request.GET.get("fait", "")) if not refused else "",
        "thanks": "merci" in request.GET, "why": reasons.why([enrolment], opening).get(enrolment.pk, []) if opening else [],
        "rule": reasons.rule() if state == E.WAITING else "", "welcome": opening.welcome if opening and confirmed else "",
        "until": words.moment(enrolment.offered_until) if enrolment.offered_until else "",
        "certificate": may_be_certified(enrolment) if confirmed else False,
        "ticket": links.ticket_url(enrolment) if confirmed and not over else "", "token": links.token(enrolment),
        "may_change": standing and not over, "may_cancel": standing and not over,
        "may_rejoin": state in (E.CANCELLED, E.LAPSED) and not over and bool(opening and opening.waiting_list)
        and not enrolment.activity.cancelled_at, "purge_days": opening.purge_days if opening else 60,
    })  # fmt: skip


def may_be_certified(enrolment: Enrolment) -> bool:
    """Once it has begun, where the activity gives certificates."""
    begun = enrolment.activity.starts_at is not None and enrolment.activity.starts_at <= now()
    return begun and CertificateRule.objects.filter(activity=enrolment.activity_id).exists()


@access(PUBLIC)
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The dates to keep, for any calendar."""
    enrolment = owned(token)
    if enrolment.purged_at or enrolment.state != E.CONFIRMED:
        raise Http404
    with override(enrolment.language):
        response = HttpResponse(emails.calendar_of(enrolment), content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="dates.ics"'
    return private(response)


@access(PUBLIC)
def change(request: HttpRequest, token: str) -> HttpResponse:
    """Other dates, more or fewer places, other answers."""
    enrolment = owned(token)
    opening = Opening.objects.filter(activity=enrolment.activity_id).first()
    with override(enrolment.language):
        if opening is None or enrolment.purged_at or enrolment.state not in STANDING:
            return private(redirect("enrolments:own", token))
        offer, was = Offer(opening, enrolment.activity), actions.wish_of(enrolment)
        form = EnrolForm(request.POST or None, offer=offer, language=enrolment.language, enrolment=enrolment, was=was)
        if request.method == "POST" and form.is_valid():
            try:
                actions.change(enrolment=enrolment, wish=form.wish(key=enrolment.key))
            except ValidationError as error:
                form.add_error(None, error)
            else:
                return private(redirect(f"{links.own_path(enrolment)}?fait=change"))
        return private(render(request, "enrolments/own_change.html", {
            "title": _("Modifier votre inscription"), "form": form, "activity": enrolment.activity,
            "back": links.own_path(enrolment),
        }, status=422 if form.errors else 200))  # fmt: skip
