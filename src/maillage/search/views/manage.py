"""The search of Gestion: everything that this person may find."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import View


class Everywhere(View):
    """Results grouped by kind."""

    access = "gestion.enter"

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "search/everywhere.html", {"title": _("Rechercher partout")})
