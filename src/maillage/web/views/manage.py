"""The home of Gestion: what waits, by role."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, SIGNED_IN, access
from maillage.accounts.roles import Permission
from maillage.core.registry import house


@access(PUBLIC)
def root(request: HttpRequest) -> HttpResponse:
    """The bare address leads to the first language's home."""
    return redirect(f"/{settings.LANGUAGE_CODE}/")


@access(SIGNED_IN)
def after_login(request: HttpRequest) -> HttpResponse:
    """To the face where this person works."""
    return redirect("web:manage_home" if request.user.can(Permission.GESTION) else "web:member_home")


@access(Permission.GESTION)
def home(request: HttpRequest) -> HttpResponse:
    items = [
        item for source in house.waiting if request.user.can(source.permission) for item in source.find(request.user)
    ]
    panels = [panel.render(request, request.user) for panel in house.panels_on("home", "manage")]
    return render(request, "web/manage_home.html", {
        "title": _("Bonjour %(name)s") % {"name": request.user.get_short_name()},
        "waiting": items, "panels": [panel for panel in panels if panel],
    })  # fmt: skip
