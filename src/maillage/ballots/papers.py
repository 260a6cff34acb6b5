"""The form of proxy, to be printed and signed: who gives, for which roll; blanks for who will vote, when, and the hand."""

from typing import Any

from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.ballots import words
from maillage.ballots.colleges import college_label
from maillage.ballots.models import Right
from maillage.core import pdf
from maillage.network import current
from maillage.network.letterhead import letterhead


def proxy_form(right: Right, holder: str, carrier: str) -> bytes:
    """The PDF of a right, with the names as who asks may read them."""
    profile, lang = current.profile(), get_language() or "fr"
    facts = [(_("Titulaire"), holder), (_("Portée par"), carrier), (_("Collège"), college_label(right.college)),
             (_("Voix nº"), str(right.seat)), (_("Liste électorale"), right.roll.title),
             (_("Droits au"), date_format(right.roll.rights_on, "DATE_FORMAT"))]  # fmt: skip
    data: dict[str, Any] = {
        "title": _("Procuration"), "kind": _("Procuration"), "number": "",
        **letterhead(lang),
        "facts": [{"label": label, "value": value} for label, value in facts if value],
        "statement": _("Je donne procuration, pour voter à ma place, à :"),
        "lines": [_("Prénom et nom"), _("Organisation"), _("Courriel ou téléphone")],
        "limits": _("Limitée aux points de l’ordre du jour :") if right.roll.proxies_items else "",
        "rule": words.proxy_rule(right.roll),
        "hands": [[_("Date"), _("Signature de qui donne")], [_("Date"), _("Signature de qui accepte")]],
        "arrival": _("Si la personne qui donne arrive à la séance, la procuration tombe."),
    }  # fmt: skip
    locale = next((one.locale for one in profile.languages if one.code == lang), lang)
    return pdf.render("ballots/proxy", data, lang=locale)


def as_pdf(right: Right, holder: str, carrier: str) -> HttpResponse:
    response = HttpResponse(proxy_form(right, holder, carrier), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="procuration-{right.pk}.pdf"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
