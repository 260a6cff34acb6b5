"""Campaigns for everyone: the list, one campaign with every gesture open now, all gestures of the network, calls."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from maillage.accounts.access import PUBLIC, access
from maillage.campaigns import actions, gestures, limits, pages, words
from maillage.campaigns.enums import CampaignState
from maillage.campaigns.forms.public import AnswerForm
from maillage.campaigns.models import Call, Campaign
from maillage.core.public import cacheable
from maillage.core.registry import house
from maillage.network import current

PAST = 60


def card_of(row: Campaign) -> dict[str, Any]:
    told = words.told(row)
    return {"title": told["title"], "text": told["summary"], "url": row.public_url, "starts": row.starts_on,
            "ends": row.ends_on}  # fmt: skip


@access(PUBLIC)
@cacheable
def campaigns(request: HttpRequest) -> HttpResponse:
    """Those under way, then those of earlier years."""
    current.or_404()
    rows = Campaign.objects.public().prefetch_related("translations")
    return render(request, "campaigns/list.html", {
        "title": _("Campagnes"),
        "open": [card_of(row) for row in rows.filter(state=CampaignState.OPEN)],
        "past": [card_of(row) for row in rows.filter(state=CampaignState.CLOSED)[:PAST]],
        **pages.about(_("Campagnes"), request.path, _("Ce que le réseau demande, et comment agir avec lui."),
                      reverse("site:network_card")),
    })  # fmt: skip


def shown(pk: int) -> Campaign:
    current.or_404()
    row = Campaign.objects.public().prefetch_related("translations", "demands").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


@access(PUBLIC)
@cacheable
def campaign(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One campaign: what it asks, of whom, and everything one can do now."""
    row = shown(pk)
    if slug != row.slug:
        return redirect(row.public_url)
    told = words.told(row)
    panels = [panel.render(request, row) for panel in house.panels_on("campaign", "public")]
    return render(request, "campaigns/page.html", {
        "title": told["title"], "campaign": row, "told": told, "is_open": row.state == CampaignState.OPEN,
        "groups": gestures.open_now(row.pk) if row.state == CampaignState.OPEN else [],
        "demands": row.demands.all(), "partners": pages.partners(row), "relays": pages.relays(row),
        "materials": pages.materials(row, request.user), "image": pages.image_of(row), "facts": pages.facts(row),
        "petitions": pages.petition_cards(row), "panels": [panel for panel in panels if panel],
        **pages.about(told["title"], row.public_url, told["summary"] or told["text"],
                      reverse("site:campaign_card", args=[row.pk])),
    })  # fmt: skip


@access(PUBLIC)
@cacheable
def act(request: HttpRequest) -> HttpResponse:
    """« Agir maintenant »: every gesture open today, whatever the campaign."""
    current.or_404()
    title = _("Agir maintenant")
    return render(request, "campaigns/act.html", {
        "title": title, "groups": gestures.open_now(),
        **pages.about(title, request.path, _("Tout ce que vous pouvez faire aujourd’hui avec le réseau."),
                      reverse("site:network_card")),
    })  # fmt: skip


# Calls for help: one page, one sending


def shown_call(pk: int) -> Call:
    current.or_404()
    row = Call.objects.public().select_related("campaign").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def call_page(request: HttpRequest, row: Call, form: Any, status: int = 200) -> HttpResponse:
    return render(request, "campaigns/call.html", {
        "title": row.title, "call": row, "form": form, "is_open": row.is_open(), "today": localdate(),
        "key": get_random_string(32),
        **pages.about(row.title, row.public_url, row.text, reverse("site:campaign_card", args=[row.campaign_id])),
    }, status=status)  # fmt: skip


@access(PUBLIC)
@csrf_exempt
def call(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """One call, its form, its one sending. The key of the form makes a double click one answer."""
    row = shown_call(pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, call=row)
    if request.method != "POST":
        return call_page(request, row, form)
    if request.POST.get("site"):  # people never see this field; machines fill it
        return redirect("site:call_thanks", row.pk)
    if not form.is_valid():
        return call_page(request, row, form, 422)
    if limits.too_fast(request, "call"):
        form.add_error(None, _("Trop d’envois viennent de cette connexion : réessayez dans quelques secondes."))
        return call_page(request, row, form, 429)
    try:
        key = (request.POST.get("key", "").replace("\x00", "") or get_random_string(32))[:64]
        actions.answer_call(call=row, key=key, values=form.cleaned_data, language=get_language() or "fr")
    except ValidationError as error:
        form.add_error(None, error)
        return call_page(request, row, form, 409)
    return redirect("site:call_thanks", row.pk)


@access(PUBLIC)
def call_thanks(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for everyone."""
    row = shown_call(pk)
    return render(request, "campaigns/call_thanks.html", {"title": _("Merci !"), "call": row})
