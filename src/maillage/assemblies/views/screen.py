"""The room's screen: follows the chair, without a cookie, and says in a few bytes whether it changed."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import override

from maillage.accounts.access import PUBLIC, access
from maillage.assemblies.live import Live, beat, facts, live
from maillage.assemblies.models import Screen
from maillage.core.public import cacheable
from maillage.core.registry import house

LANGUAGES = {code for code, _name in settings.LANGUAGES}
# Told to caches of others: they do not know when the house's own drops a page
SHARED_SECONDS = 1
# While a vote is open the turnout moves without anything being journalled: an answer is kept for this long.
VOTING_SECONDS = 1.0


def of(token: str) -> Live:
    screen = Screen.objects.filter(token=token).select_related(
        "assembly__body", "assembly__current_item", "assembly__roll"
    )
    found = screen.first()
    if found is None:
        raise Http404
    return live(found.assembly, found)


def kept(response: HttpResponse, one: Live) -> HttpResponse:
    """Behind an address that nobody guesses; kept by the house's own cache until something changes."""
    if one.open_votes:
        response.kept_seconds = VOTING_SECONDS  # type: ignore[attr-defined]
    response.shared_seconds = SHARED_SECONDS  # type: ignore[attr-defined]
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


@access(PUBLIC)
@cacheable
def screen(request: HttpRequest, token: str) -> HttpResponse:
    asked = request.GET.get("langue", "")
    with override(asked if asked in LANGUAGES else settings.LANGUAGE_CODE):
        one = of(token)
        told = facts(one)
        drawn = [panel.render(request, one.assembly) for panel in house.panels_on("room_screen", "public")]
        response = render(request, "assemblies/screen.html", {
            "title": one.assembly.title, "screen": one.screen, "facts": told, "beat": beat(one, told),
            "panels": [panel for panel in drawn if panel],
        })  # fmt: skip
    return kept(response, one)


@access(PUBLIC)
@cacheable
def pulse(request: HttpRequest, token: str) -> HttpResponse:
    """{"n": "1f0c9a77"}: what everyone asks each second, made once for all of them, whatever language each reads."""
    with override(settings.LANGUAGE_CODE):
        one = of(token)
        told = {"n": beat(one, facts(one))}
    return kept(JsonResponse(told, json_dumps_params={"separators": (",", ":")}), one)
