"""Consents from a letter's link, the newsletter's form, and the letters of the demonstration."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.accounts.access import DEMO, PUBLIC, access
from maillage.messages import consents
from maillage.messages.enums import Channel, ConsentPurpose
from maillage.messages.forms import SubscribeForm
from maillage.messages.models import Consent, Message

LETTER_CSP = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"


def _page(request: HttpRequest, template: str, consent: Consent | None, **context: Any) -> HttpResponse:
    """A page in the language of the one who consents; a link that is not ours gets a plain answer."""
    language = consent.language if consent else translation.get_language() or "fr"
    with translation.override(language):
        label = ConsentPurpose(consent.purpose).label if consent else ""
        values = {"consent": consent, "purpose": label, "title": _("Vos accords"), **context}
        response = render(request, template, values, status=200 if consent else 404)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@access(PUBLIC)
@csrf_exempt
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One click: the mail program posts here (RFC 8058); a person sees a button, then that it is done."""
    consent = consents.find(token, consents.UNSUBSCRIBE)
    if consent and request.method == "POST":
        consent = consents.withdraw(consent=consent, channel=Channel.MAIL, by=None)
    return _page(request, "messages/unsubscribe.html", consent)


@access(PUBLIC)
@csrf_exempt
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The second half of the double agreement: a button, because programs follow links by themselves."""
    consent, error = consents.find(token, consents.CONFIRM, consents.CONFIRM_WITHIN), ""
    if consent and request.method == "POST":
        try:
            consent = consents.confirm(consent=consent)
        except ValidationError as refusal:
            error = " ".join(refusal.messages)
    return _page(request, "messages/confirm.html", consent, error=error)


@access(PUBLIC)
@csrf_exempt
def newsletter(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter. No cookie, no token: nothing is given until the address answers."""
    form = SubscribeForm(request.POST or None)
    done = False
    if request.method == "POST" and form.is_valid():
        try:
            consents.ask(
                purpose=ConsentPurpose.NEWSLETTER, address=form.cleaned_data["address"],
                language=translation.get_language() or "fr",
                wording=_("J’accepte de recevoir la lettre d’information ; je peux me désinscrire à tout moment."),
            )  # fmt: skip
            done = True
        except ValidationError as error:
            form.add_error("address", error)
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(
        request,
        "messages/newsletter.html",
        {"form": form, "done": done, "title": _("Lettre d’information")},
        status=status,
    )


@access(DEMO)
def letters(request: HttpRequest) -> HttpResponse:
    """The letters of the demonstration: none left this machine."""
    page = Paginator(Message.objects.order_by("-pk"), 50).get_page(request.GET.get("page"))
    return render(request, "messages/letters.html", {"page": page, "title": _("Courrier de la démonstration")})


@access(DEMO)
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    message = get_object_or_404(Message, pk=pk)
    return render(request, "messages/letter_page.html", {"message": message, "title": message.subject})


@access(DEMO)
def letter_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as laid out, alone on its page, under a policy that lets nothing run and nothing be fetched."""
    message = get_object_or_404(Message, pk=pk)
    if not message.html:
        raise Http404
    response = HttpResponse(message.html)
    response.headers["Content-Security-Policy"] = LETTER_CSP
    return response
