"""The home of the member's space."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access
from maillage.core.registry import house


@access(SIGNED_IN)
def home(request: HttpRequest) -> HttpResponse:
    panels = [panel.render(request, request.user) for panel in house.panels_on("home", "member")]
    return render(request, "web/member_home.html", {
        "title": _("Bonjour %(name)s") % {"name": request.user.get_short_name()},
        "panels": [panel for panel in panels if panel], "attached": bool(request.user.facts),
    })  # fmt: skip
