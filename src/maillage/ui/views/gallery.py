"""The gallery: every component with its markup, in light and dark; the page that people copy from."""

import re
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from maillage.core.public import cacheable
from maillage.ui.critical import STYLE
from maillage.ui.forms import SampleForm

PALETTES = ("clair", "sombre")
WRONG = {"name": "", "kind": "a", "founded_day": "31", "founded_month": "2", "founded_year": "1976", "agreed": "on"}


def samples() -> dict[str, Any]:
    """Fictional things to draw."""
    form, wrong = SampleForm(prefix=None, auto_id="vide_%s"), SampleForm(WRONG)
    search = SimpleNamespace(name="q", label="Nom", kind="search")
    region = SimpleNamespace(name="region", label="Région", kind="choice")
    return {
        "form": form, "wrong": wrong,
        "figures": [(34, "organismes membres"), (80, "partenaires dans 19 pays"), (96, "activités"), (7980, "élèves")],
        "facts": [("Siège", "Sherbrooke"), ("Fondée", date(1976, 3, 27)), ("Site", "")],
        "links": [("Estrie", "#liens", 5), ("Capitale-Nationale", "#liens", 14)],
        "pages": [("1", "?page=1#pages", True), ("2", "?page=2#pages", False), ("…", "", False), ("9", "?page=9#pages", False)],
        "steps": ["Demande", "Vérification", "Décision", "Adhésion"],
        "changes": [("Nom", "Femmes sans frontière", "Femmes sans frontières"), ("Ville", None, "Québec")],
        "years": [("2020", 1980), ("2021", 3120), ("2022", 5640), ("2023", 6410), ("2024", 7350), ("2025", 7980)],
        "parts": ["Payées", "Attendues"],
        "stacks": [("Membres", (4200, 1300)), ("Associés", (2100, 350))],
        "regions": {"05": 5, "03": 14, "01": 3}, "countries": {"ML": 12, "SN": 8, "PE": 5},
        "filters": [(search, "", []), (region, "05", [("05", "Estrie"), ("03", "Capitale-Nationale")])],
        "tile": {"name": "Atelier du monde de Limoilou", "url": "#tuile", "place": "Québec, Capitale-Nationale",
                 "text": "Éducation à la citoyenneté mondiale depuis 1976.", "tags": [("Membre", ""), ("Éducation", "nu")]},
        "rows": [("Union des maraîchères de Kayes", "Mali", "Brouillon", "al", "12 480 $"),
                 ("Coopérative Kɔrɔnfɛ", "Mali", "Approuvé", "ok", "9 300 $")],
    }  # fmt: skip


@cacheable
def gallery(request: HttpRequest) -> HttpResponse:
    palette = request.GET.get("fond", "")
    context = {"title": _("Composants"), "palette": palette if palette in PALETTES else "", **samples()}
    return render(request, "ui/gallery.html", context)


@cacheable
def palettes(request: HttpRequest) -> HttpResponse:
    """The tokens of one scheme, forced: `?fond=sombre` or `?fond=clair`."""
    light, dark = re.findall(r":root\{(color-scheme[^}]*|--fond:#12[^}]*)\}", STYLE)
    forced = dark if request.GET.get("fond") == "sombre" else ""
    scheme = "dark" if forced else "light"
    return HttpResponse(f":root{{{light};{forced};color-scheme:{scheme}}}", content_type="text/css; charset=utf-8")
