"""A petition for everyone: its page, signing, and the two pages to which its letters lead.

The page is the same for all and is kept by caches; what is sent goes to an address of its own. Opening a link changes
nothing: a button does, because programs open links.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.accounts.access import PUBLIC, access
from maillage.accounts.addresses import address_of
from maillage.campaigns import actions, emails, limits, pages, words
from maillage.campaigns.enums import NamesGiven, SignatureState
from maillage.campaigns.forms.public import SignForm
from maillage.campaigns.models import Petition, Signature
from maillage.core.public import cacheable
from maillage.network import current
from maillage.ui.templatetags.ui import grouped


def shown(pk: int) -> Petition:
    current.or_404()
    rows = Petition.objects.public().select_related("campaign", "tally", "delivery")
    row = rows.prefetch_related("texts__wordings", "addressees").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def page(request: HttpRequest, row: Petition, form: Any, status: int = 200) -> HttpResponse:
    versions = sorted(row.texts.all(), key=lambda one: -one.number)
    wording = words.wording(versions[0], row.language)
    return render(request, "campaigns/petition.html", {
        "title": wording.title, "petition": row, "wording": wording, "form": form, "is_open": row.is_open(),
        "soon": row.opens_on > localdate(), "versions": versions, "campaign_told": words.told(row.campaign),
        "total": pages.total(row), "total_told": grouped(pages.total(row)), "progress": pages.progress(row), "recent": pages.recent(row),
        "delivery": pages.delivered(row), "given": NamesGiven(row.names_given),
        "addressees": row.addressees.all(),
        **pages.about(wording.title, row.public_url, wording.body, reverse("site:petition_card", args=[row.pk])),
    }, status=status)  # fmt: skip


@access(PUBLIC)
@cacheable
def petition(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The text, to whom, how many have signed, and the form."""
    row = shown(pk)
    if slug != row.slug:
        return redirect(row.public_url)
    return page(request, row, SignForm(petition=row))


@access(PUBLIC)
@csrf_exempt
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The one sending. It answers the same to every address, known or not."""
    row = shown(pk)
    if request.method != "POST":
        return redirect(row.public_url)
    if request.POST.get("site"):  # people never see this field; machines fill it
        return redirect("site:petition_thanks", row.pk)
    form = SignForm(request.POST, petition=row)
    if not form.is_valid():
        return page(request, row, form, 422)
    if limits.too_fast(request):
        form.add_error(
            None, _("Beaucoup de signatures arrivent de cette connexion : réessayez dans quelques secondes.")
        )
        return page(request, row, form, 429)
    values = {**form.values(), "language": (get_language() or "fr")[:5]}
    try:
        actions.sign(petition=row, values=values, origin=address_of(request))
    except ValidationError as error:
        form.add_error(None, error)
        return page(request, row, form, 409)
    return redirect("site:petition_thanks", row.pk)


@access(PUBLIC)
@cacheable
def thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """« Open the letter »: the same page for everyone."""
    row = shown(pk)
    return render(request, "campaigns/thanks.html", {
        "title": _("Encore un geste : confirmez"), "petition": row, "name": words.title(row),
        "days": emails.CONFIRM_DAYS, "share": pages.absolute(row.public_url),
    })  # fmt: skip


def private(request: HttpRequest, row: Signature | None, template: str, **context: Any) -> HttpResponse:
    """A page to which a letter leads: in the language of who signed, kept by nobody, indexed by nobody."""
    language = row.language if row else get_language() or "fr"
    with override(language):
        values = {"signature": row, "name": words.title(row.petition) if row else "", "title": _("Votre signature"),
                  "petition": row.petition if row else None, "error": "", **context}  # fmt: skip
        response = render(request, template, values, status=200 if row else 404)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@access(PUBLIC)
@csrf_exempt
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """From the letter: a page with what was signed and a button; the button counts the signature."""
    row, error = emails.find(token, emails.CONFIRM, emails.CONFIRM_DAYS * 24 * 3600), ""
    if row and request.method == "POST":
        with override(row.language):
            try:
                row.state = actions.confirm_signature(signature=row).state
            except ValidationError as refusal:
                error = " ".join(refusal.messages)
    if row and not error and row.state not in (SignatureState.PENDING, *SIGNED):
        error = _("Ce lien n’est plus valable : signez de nouveau, un autre courriel partira.")
    done = bool(row) and row.state in SIGNED  # type: ignore[union-attr]
    return private(request, row, "campaigns/confirm.html", error=error, done=done)


SIGNED = (SignatureState.CONFIRMED, SignatureState.ASIDE)


@access(PUBLIC)
@csrf_exempt
def disown(request: HttpRequest, token: str) -> HttpResponse:
    """« It wasn't me »: a page with a button; the button removes the signature and forgets the address."""
    row = emails.find(token, emails.DISOWN)
    if row and request.method == "POST":
        actions.disown_signature(signature=row)
        row.refresh_from_db(fields=["state"])
    done = bool(row) and row.state == SignatureState.DISOWNED  # type: ignore[union-attr]
    return private(request, row, "campaigns/disown.html", done=done)
