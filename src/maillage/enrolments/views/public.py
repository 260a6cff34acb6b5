"""Enrolling: one page, one sending, one confirmation; without an account, without a script."""

import hmac
from hashlib import sha256

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.addresses import heard
from maillage.activities.models import Activity
from maillage.enrolments import actions, emails, links, reasons, words
from maillage.enrolments.forms.enrol import EnrolForm
from maillage.enrolments.places import Full
from maillage.enrolments.standing import Offer, Status, offer_of
from maillage.enrolments.views.own import private
from maillage.messages import consents
from maillage.messages.enums import ConsentPurpose

PER_HOUR = 240  # enrolments from one address: several classes of one school, not a machine


def key_of(form: EnrolForm) -> str:
    """The page's key and who it names: sent twice it is one enrolment; gone back to and filled in for someone else,
    it is another."""
    data = form.cleaned_data
    said = f"{data.get('key')}:{data.get('email', '').casefold()}:{data.get('name', '')}"
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), sha256).hexdigest()[:40]


@access(PUBLIC)
def enrol(request: HttpRequest, pk: int) -> HttpResponse:
    activity = get_object_or_404(Activity.objects.public(), pk=pk)
    offer = offer_of(activity)
    if offer is None:
        raise Http404
    if offer.status != Status.OPEN:
        return private(closed(request, offer))
    language = get_language() or "fr"
    form = EnrolForm(request.POST or None, offer=offer, language=language)
    if request.method != "POST":
        return page(request, offer, form)
    if request.POST.get("trap"):  # people never see this field; machines fill it
        return redirect(activity.public_url)
    if form.is_valid():
        if heard(request, "enrolments", kept="memory") > PER_HOUR:
            form.add_error(None, _("Trop d’inscriptions viennent de cette connexion : réessayez dans une heure."))
        else:
            return send(request, offer, form)
    return page(request, offer, form)


def send(request: HttpRequest, offer: Offer, form: EnrolForm) -> HttpResponse:
    """The enrolment, or the page again with a clear word and all that was typed."""
    try:
        wish = form.wish(key=key_of(form), may_wait="attendre" in request.POST)
        enrolment = actions.enrol(activity=offer.activity, wish=wish, offer=offer)
    except actions.Known as known:
        emails.link_again(known.enrolment)
        return private(render(request, "enrolments/known.html", {"title": _("Vous êtes déjà sur la liste")}))
    except Full as full:
        form.add_error(None, full)
        return page(request, offer_of(offer.activity) or offer, form, waits=True)
    except ValidationError as error:
        form.add_error(None, error)
        return page(request, offer, form)
    if form.cleaned_data.get("news"):
        consents.ask(
            purpose=ConsentPurpose.NEWSLETTER, address=wish.email, name=wish.name, language=wish.language,
            wording=str(form.fields["news"].label),
        )  # fmt: skip
    return private(redirect(f"{links.own_path(enrolment)}?merci"))


def page(request: HttpRequest, offer: Offer, form: EnrolForm, *, waits: bool = False) -> HttpResponse:
    sessions = offer.sessions if offer.whole else offer.coming
    waits = waits or offer.full
    return private(render(request, "enrolments/enrol.html", {
        "title": _("Inscription"), "activity": offer.activity, "opening": offer.opening, "form": form,
        "dates": words.lines(sessions, [], own=False) if offer.whole or len(sessions) == 1 else [],
        "full": waits, "may_wait": waits and offer.opening.waiting_list, "rule": reasons.rule() if waits else "",
        "left": offer.free,
    }, status=422 if form.errors else 200))  # fmt: skip


def closed(request: HttpRequest, offer: Offer) -> HttpResponse:
    """Why one cannot enrol now, and until when to wait."""
    opening = offer.opening
    day = {Status.NOT_YET: opening.opens_at, Status.CLOSED: opening.closes_at}.get(offer.status)
    return render(request, "enrolments/closed.html", {
        "title": _("Inscription"), "activity": offer.activity, "status": offer.status,
        "day": words.moment(day) if day else "",
    })  # fmt: skip
