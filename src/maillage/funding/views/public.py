"""The network's money, for everyone: one page, one table that opens in a spreadsheet (CSI-9)."""

import io
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.accounts.access import PUBLIC, access
from maillage.core import sheets
from maillage.core.public import absolute, cacheable
from maillage.funding import public_money, words
from maillage.network import current


def year_asked(request: HttpRequest) -> int | None:
    asked = request.GET.get("annee", "")
    if not asked:
        return None
    if not (asked.isdecimal() and len(asked) == 4):
        raise Http404
    return int(asked)


@access(PUBLIC)
@cacheable
def money(request: HttpRequest) -> HttpResponse:
    """What came in, from whom; what left, for whom; what stayed."""
    current.or_404()
    year = year_asked(request)
    found = public_money.told(public_money.of_network(), year=year, first=current.profile().currency)
    for block in found["blocks"]:
        block["chart"] = chart(block) if year is None else []
    return render(request, "funding/public.html", {
        "title": _("L’argent"), "year": year, "years": found["years"], "blocks": found["blocks"],
        "parts": [_("Parti vers les partenaires"), _("Dépensé ici"), _("Mis de côté")],
        "description": _("Ce qui est entré, de qui ; ce qui est parti, pour qui ; ce qui est resté."),
        "canonical": absolute(request.path), "picture": absolute(reverse("site:network_card")),
    })  # fmt: skip


def chart(block: dict[str, Any]) -> list[tuple[str, list[int]]]:
    """What each year's money became, in whole units; nothing to draw below two years."""
    code, rows = block["currency"], []
    for year, (came, out, here) in block["by_year"]:
        whole, left, spent = (
            int(words.decimal_of(part, code).quantize(Decimal(1), ROUND_HALF_UP)) for part in (came, out, here)
        )
        rows.append(
            (str(year), [left, spent, max(0, whole - left - spent)])
        )  # the parts make the whole that is written
    return rows if len(rows) > 1 else []


@access(PUBLIC)
@cacheable
def money_csv(request: HttpRequest) -> HttpResponse:
    """The same figures, row by row."""
    current.or_404()
    kinds = {"in": _("entré"), "out": _("parti"), "here": _("dépensé ici")}
    rows = [[kinds[kind], name, year, words.decimal_of(amount, code), code]
            for kind, flows in public_money.flows(public_money.of_network()).items()
            for _who, name, year, code, amount in sorted(flows, key=lambda row: (row[2], row[1])) if code]  # fmt: skip
    out = io.BytesIO()
    heads = [_("Sens"), _("Qui"), _("Année"), _("Montant"), _("Monnaie")]
    sheets.write_csv(rows, heads, out, lang=(get_language() or "fr")[:2])
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="argent-{current.profile().code}.csv"'
    return answer
