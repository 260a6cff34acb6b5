"""The home of Gestion: what waits, by role."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, SIGNED_IN, access
from maillage.accounts.roles import Permission
from maillage.audit.models import Entry
from maillage.core.registry import WaitingItem, house
from maillage.desk.timeline import named

RECENT = 8
URGENT = {"jour": 0, "er": 1, "al": 2}


@access(PUBLIC)
def root(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the first language's home."""
    return redirect(f"/{settings.LANGUAGE_CODE}/")


@access(SIGNED_IN)
def after_login(request: HttpRequest) -> HttpResponse:
    """To the face where this person works."""
    return redirect("web:manage_home" if request.user.can(Permission.GESTION) else "web:member_home")


def waiting_for(request: HttpRequest) -> list[WaitingItem]:
    """What waits for this person: today, then late, then soon."""
    sources = [source for source in house.waiting if request.user.can(source.permission)]
    items = [item for source in sources for item in source.find(request.user)]
    return sorted(items, key=lambda item: URGENT.get(item.tone, 3))


def today() -> str:
    """Sunday 22 November 2026, as a sentence begins."""
    words = date_format(localdate(), _("l j F Y"))
    return words[:1].upper() + words[1:]


@access(Permission.GESTION)
def home(request: HttpRequest) -> HttpResponse:
    panels = [panel.render(request, request.user) for panel in house.panels_on("home", "manage")]
    return render(request, "web/manage_home.html", {
        "title": _("Bonjour %(name)s") % {"name": request.user.get_short_name()},
        "today": today(), "waiting": waiting_for(request), "panels": [panel for panel in panels if panel],
        "timeline": named(Entry.objects.visible_to(request.user)[:RECENT], request.user),
    })  # fmt: skip
