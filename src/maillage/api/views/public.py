"""The page where a person learns the API, and its description for programs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from maillage.accounts.access import PUBLIC, access
from maillage.api import description, limits, openapi
from maillage.core.public import cacheable
from maillage.directory.feeds import absolute
from maillage.network import current


def languages() -> list[dict[str, Any]]:
    """This page in each language, from either of its addresses."""
    here, found = translation.get_language(), []
    for code, name in settings.LANGUAGES:
        with translation.override(code):
            found.append({"code": code, "name": name, "url": reverse("site:api"), "current": code == here})
    return found


@access(PUBLIC)
@require_safe
@cacheable
def home(request: HttpRequest) -> HttpResponse:
    """What the API gives, how to ask, how to have a key."""
    current.or_404()
    addresses = [
        (one, [(name, description.PARAMETERS[name]) for name in one.parameters if name != "langue"])
        for one in description.ADDRESSES.values()
    ]
    return render(request, "api/home.html", {
        "title": _("Interface de programmation (API)"), "about": description.ABOUT, "addresses": addresses,
        "refusals": description.REFUSALS.items(), "base": settings.PUBLIC_URL, "languages": languages(),
        "anonymous": limits.ANONYMOUS, "with_key": limits.WITH_TOKEN, "canonical": absolute(reverse("site:api")),
        "description": description.ABOUT, "picture": absolute(reverse("site:network_card")),
    })  # fmt: skip


def document(request: HttpRequest) -> HttpResponse:
    """OpenAPI 3.1."""
    found = openapi.document(translation.get_language() or "fr")
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})
