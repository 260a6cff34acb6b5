"""Figures of membership in Gestion: tables, charts, a file of the same."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.desk.exports import FORMATS, export
from maillage.members import figures as counting
from maillage.members import words
from maillage.members.models import Member
from maillage.members.periods import YearCount


def line(name: str, count: YearCount) -> list[Any]:
    kept = "" if count.retention is None else f"{round(float(count.retention) * 100)} %"
    return [name, count.year.label, count.opening, count.joined, count.returned, count.left, count.closing, kept]


@access(Permission.MEMBERS_VIEW)
def figures(request: HttpRequest) -> HttpResponseBase:
    seen = Member.objects.visible_to(request.user)
    found = counting.figures(seen)
    ages, unknown = counting.ages(seen)
    headers = [_("Catégorie"), _("Exercice"), _("Au début"), _("Arrivées"), _("Retours"), _("Départs"), _("À la fin"),
               _("Fidélité")]  # fmt: skip
    lines = [line(_("Ensemble"), one) for one in found.years]
    for code, counts in sorted(found.by_category.items()):
        lines += [line(words.category(code), one) for one in counts]
    if (kind := request.GET.get("format")) in FORMATS:
        return export(kind, "chiffres-des-membres", headers, lines)
    return render(request, "members/figures.html", {
        "title": _("Chiffres des membres"), "headers": headers, "lines": lines, "formats": FORMATS,
        "movement": [(one.year.label, [one.joined, one.returned, one.left]) for one in found.years],
        "parts": [_("Arrivées"), _("Retours"), _("Départs")],
        "totals": [(one.year.label, one.closing) for one in found.years], "reasons": found.reasons,
        "words": {
            "totals": _("Membres à la fin de l’exercice"), "year": _("Exercice"), "members": _("Membres"),
            "movement": _("Mouvements"), "ages": _("Âge des membres à titre individuel"), "bracket": _("Tranche"),
            "people": _("Personnes"),
        },
        "ages": ages, "unknown": unknown, "has_ages": any(count for _label, count in ages),
    })  # fmt: skip
