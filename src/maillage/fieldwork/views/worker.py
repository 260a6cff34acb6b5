"""The worker that lets the partner's pages open without network: for « terrain/ » alone, versioned, with its way out."""

import hashlib
from functools import lru_cache

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from maillage.accounts.access import PUBLIC, access
from maillage.fieldwork import style

SCRIPT = "fieldwork/terrain.js"


def worker_url() -> str:
    """Where a page finds it; nothing once it is switched off: pages then take it off the phones that have it."""
    return reverse("fieldwork:worker") if settings.OFFLINE else ""


@lru_cache(maxsize=2)
def version(name: str) -> str:
    """A new shell each time that the script or the style changes: the old cache goes."""
    found = finders.find(SCRIPT)
    told = hashlib.sha256(f"{style.STYLE}{name}".encode())
    if found:
        with open(found, "rb") as file:
            told.update(file.read())
    return told.hexdigest()[:12]


@access(PUBLIC)
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """Switched off (MAILLAGE_OFFLINE=non), it empties its caches and takes itself off."""
    address = static(SCRIPT)
    return render(request, "fieldwork/worker.txt", {"off": not settings.OFFLINE, "version": version(address), "script": address},
                  content_type="text/javascript; charset=utf-8")  # fmt: skip


@access(PUBLIC)
@never_cache
def offline(request: HttpRequest) -> HttpResponse:
    """What this phone keeps, and the button that empties it."""
    return style.light(render(request, "fieldwork/offline.html", {
        "title": _("Sans réseau"), "critical_style": style.STYLE, "worker": worker_url()}))  # fmt: skip
