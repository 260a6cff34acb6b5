"""How the room says its codes in the reader's language: types of partners, continents, standings of pieces."""

from collections.abc import Iterable
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maillage.accounts.models import User
from maillage.accounts.roles import ROLES, Permission
from maillage.core import territories
from maillage.desk.columns import tag
from maillage.network import current
from maillage.organisations import words as directory
from maillage.partnerships.diligence import Standing
from maillage.partnerships.enums import AgreementState, AskedState, CommitmentState, PartnershipState
from maillage.partnerships.models import Agreement, Partnership

Choices = list[tuple[str, str]]
NAMES = {
    "fr": "français", "en": "English", "es": "español", "pt": "português", "nl": "Nederlands", "ar": "العربية",
    "ht": "kreyòl ayisyen", "wo": "wolof", "bm": "bamanankan", "sw": "kiswahili", "ln": "lingála", "rw": "ikinyarwanda",
    "mg": "malagasy", "qu": "runasimi", "id": "bahasa Indonesia", "tl": "tagalog", "bn": "বাংলা", "vi": "tiếng Việt",
}  # fmt: skip


def lang() -> str:
    return get_language() or "fr"


def types() -> Choices:
    """The profile's open list; a code that left it is still said by the directory."""
    return [(one.code, one.name.text(lang())) for one in current.profile().partner_types]


def type_label(code: str) -> str:
    return dict(types()).get(code) or directory.kind_label(code)


def languages() -> Choices:
    """The network's languages, each in its own name."""
    return [(one.code, NAMES[one.code]) for one in current.profile().languages]


def spoken() -> Choices:
    """Those in which one may speak with a partner: the network's first."""
    return [*languages(), *((code, name) for code, name in NAMES.items() if code not in dict(languages()))]


def themes() -> Choices:
    return directory.theme_choices()


def countries() -> Choices:
    """Those where there are partnerships, by name."""
    codes = Partnership.objects.exclude(country="").order_by().values_list("country", flat=True).distinct()
    return sorted(((code, directory.country_label(code)) for code in codes), key=lambda pair: territories.fold(pair[1]))


def continents() -> Choices:
    return [(group, territories.group_name(group, lang())) for group in territories.GROUPS]


def continent_label(code: str) -> str:
    return territories.group_name(code, lang()) if code in territories.GROUPS else ""


def continent_of(country: str) -> str:
    return (territories.country_group(country) if country else None) or ""


def codes_of(continent: str) -> list[str]:
    """The countries of a continent."""
    return [code for code, _name in territories.countries("fr") if territories.country_group(code) == continent]


def followers() -> Choices:
    """People of the team who may keep partnerships."""
    roles = [code for code, role in ROLES.items() if Permission.PARTNERSHIPS_EDIT in role.permissions]
    rows = User.objects.filter(is_active=True, grants__role__in=roles, grants__ended_at=None).distinct()
    return [(str(one.pk), str(one)) for one in rows.order_by("name")]


def state_tag(row: Partnership) -> SafeString:
    return tag(row.get_state_display(), PartnershipState(row.state).tone)


def agreement_tag(row: Agreement) -> SafeString:
    if row.is_over_term:
        return tag(_("À renouveler ou à terminer"), "er")
    return tag(row.get_state_display(), AgreementState(row.state).tone)


def asked_tag(row: Any) -> SafeString:
    if row.is_late:
        return tag(_("En retard"), "er")
    return tag(row.get_state_display(), AskedState(row.state).tone)


def commitment_tag(row: Any) -> SafeString:
    if row.is_late:
        return tag(_("En retard"), "er")
    return tag(row.get_state_display(), CommitmentState(row.state).tone)


def standing_words(standing: Standing) -> str:
    """« Manque », « Périmée depuis 12 jours », « Vaut encore 20 jours »."""
    days = abs(standing.days or 0)
    match standing.code:
        case "missing":
            return _("Manque")
        case "refused":
            return _("À refaire")
        case "received":
            return _("À regarder")
        case "waived":
            return _("Dispensée")
        case "optional":
            return _("Non exigée")
        case "lapsed":
            return ngettext("Ne vaut plus depuis %(n)s jour", "Ne vaut plus depuis %(n)s jours", days) % {"n": days}
        case "soon":
            return ngettext("Vaut encore %(n)s jour", "Vaut encore %(n)s jours", days) % {"n": days}
    return _("En règle")


def standing_tag(standing: Standing) -> SafeString:
    return tag(standing_words(standing), standing.tone)


def day(value: Any) -> str:
    return date_format(value, "SHORT_DATE_FORMAT") if value else ""


def span(row: Any) -> str:
    """« 3 mai 2026 » or « 3 mai 2026 – 9 mai 2026 »."""
    last = row.ends_on
    return f"{day(row.starts_on)} – {day(last)}" if last and last != row.starts_on else day(row.starts_on)


def language_names(codes: Iterable[str]) -> str:
    known = dict(spoken())
    return ", ".join(known.get(code, code) for code in codes)


def carried(row: Partnership, carriers: Iterable[Any]) -> str:
    names = [str(one.organisation) for one in carriers]
    if row.by_network:
        names.insert(0, current.profile().names.short_name.text(lang()))
    return ", ".join(names)
