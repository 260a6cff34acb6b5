"""How the codes of a record are said in the reader's language: kinds, families, themes, regions, countries, measures."""

from collections.abc import Iterable

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.core import territories
from maillage.network.base import Coded
from maillage.network.current import profile
from maillage.network.profile import Profile
from maillage.organisations.enums import Kind

Choices = list[tuple[str, str]]
KINDS = frozenset(Kind.values)

MEASURES = {
    "budget": _("Budget annuel"),
    "staff": _("Personnes salariées"),
    "represented_members": _("Membres représentés"),
    "inhabitants": _("Habitantes et habitants"),
}
# The fields that an organisation may show or keep: those of the profile's `visibility.public_fields`, without the name.
SHOWABLE = {
    "logo": _("Logo"),
    "description": _("Description"),
    "kind": _("Genre"),
    "website": _("Site web"),
    "city": _("Ville"),
    "region": _("Région"),
    "address": _("Adresse"),
    "email": _("Courriel"),
    "phone": _("Téléphone"),
    "themes": _("Thèmes"),
    "countries": _("Pays d’action"),
    "projects": _("Projets"),
    "people": _("Personnes"),
}


def language() -> str:
    return get_language() or "fr"


class _Known:
    """Names of the profile in force; read again when another one is."""

    network: Profile | None = None
    names: dict[tuple[str, str], dict[str, str]] = {}


def _read(network: Profile, part: str, lang: str) -> dict[str, str]:
    things: Iterable[Coded] = getattr(network, part, ())
    if part == "kinds":
        things = (*network.partner_types, *network.organisation_kinds)
    return {thing.code: thing.name.text(lang) for thing in things}


def names(part: str) -> dict[str, str]:
    """{code: name} of "kinds", "families" or "themes", in the reader's language."""
    network = profile()
    if _Known.network is not network:
        _Known.network, _Known.names = network, {}
    key = (part, language())
    if key not in _Known.names:
        _Known.names[key] = _read(network, *key)
    return _Known.names[key]


def kind_label(code: str) -> str:
    """The kind as the network says it, else as the IATI list does; the code itself when nobody knows it."""
    if not code:
        return ""
    return names("kinds").get(code) or (str(Kind(code).label) if code in KINDS else code)


def family_label(code: str) -> str:
    return names("families").get(code, code)


def theme_label(code: str) -> str:
    return names("themes").get(code, code)


def country_label(code: str) -> str:
    return territories.country_name(code, language()) if code else ""


def territory() -> str:
    """The territory whose regions the network's map shows; empty when it has none."""
    kind = profile().territory.kind
    return kind if kind in territories.TERRITORIES else ""


def region_label(code: str) -> str:
    """The region as the profile names it, else as its statistical office does."""
    for region in profile().territory.regions:
        if region.code == code:
            return region.name.text(language())
    return territories.region_name(territory(), code, language()) if code and territory() else code


def measure_label(code: str) -> str:
    return str(MEASURES.get(code, code))


def kind_choices() -> Choices:
    """Kinds of the network, then its partners', then those of the IATI list that neither names."""
    network = profile()
    ours = [(kind.code, kind.name.text(language())) for kind in network.organisation_kinds]
    known = {code for code, _name in ours}
    ours += [(kind.code, kind.name.text(language())) for kind in network.partner_types if kind.code not in known]
    known = {code for code, _name in ours}
    said = {name.casefold() for _code, name in ours}
    rest = [
        (kind.value, _("%(name)s (liste internationale)") % {"name": kind.label} if str(kind.label).casefold() in said
         else str(kind.label))
        for kind in Kind if kind.value and kind.value not in known
    ]  # fmt: skip
    return ours + rest


def family_choices() -> Choices:
    return list(names("families").items())


def theme_choices() -> Choices:
    return list(names("themes").items())


def region_choices() -> Choices:
    """Regions of the profile, then the others of its territory."""
    own = {region.code: region.name.text(language()) for region in profile().territory.regions}
    codes = territories.region_codes(territory()) if territory() else ()
    rest = [(code, territories.region_name(territory(), code, language())) for code in codes if code not in own]
    return [*own.items(), *sorted(rest, key=lambda pair: pair[1])]


def country_choices() -> Choices:
    return territories.countries(language())


def country_groups() -> list[tuple[str, Choices]]:
    """Countries by continent; those of the network come first."""
    lang = language()
    mine = set(profile().territory.partner_countries)
    groups: dict[str, Choices] = {str(_("Pays du réseau")): []}
    for code, name in territories.countries(lang):
        if code in mine:
            groups[str(_("Pays du réseau"))].append((code, name))
            continue
        group = territories.country_group(code)
        groups.setdefault(territories.group_name(group, lang) if group else str(_("Ailleurs")), []).append((code, name))
    return [(title, choices) for title, choices in groups.items() if choices]


def known_kind(code: str) -> bool:
    return not code or code in names("kinds") or code in KINDS
