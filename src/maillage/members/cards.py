"""The member's card, as the template `members/card` takes it."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.core import pdf
from maillage.members import words
from maillage.members.models import Member
from maillage.members.periods import since
from maillage.members.queries import ledger_of
from maillage.network import current


def card(member: Member) -> dict[str, Any]:
    periods = ledger_of(member.periods.all())
    now = next((row for row in periods if localdate() in row.period), None)
    begun = since(periods, localdate())
    year = current.profile().fiscal_year_of(localdate()).label
    return {
        "name": str(member), "kind": _("Carte de membre"), "role": words.category(now.category) if now else "",
        "facts": [
            {"label": _("Numéro"), "value": str(member.number)},
            {"label": _("Depuis"), "value": date_format(begun, "SHORT_DATE_FORMAT") if begun else "–"},
            {"label": _("Exercice"), "value": year},
        ],
    }  # fmt: skip


def render(members: list[Member], language: str) -> bytes:
    """The card of one, at the size of a bank card; of several, on sheets."""
    profile = current.profile()
    locale = next((one.locale for one in profile.languages if one.code == language), language)
    with override(language):
        data = {
            "title": _("Carte de membre"), "identity": {"name": profile.short_name.text(language)},
            "layout": "card" if len(members) == 1 else "sheet",
            "paper": "us-letter" if profile.country in ("CA", "US") else "a4",
            "cards": [card(member) for member in members],
        }  # fmt: skip
        return pdf.render("members/card", data, lang=locale)
