"""Levels of a mandate as the network's country names them: « MRC » in Québec, « département » in France."""

from django.utils.translation import gettext_lazy as _

from maillage.advocacy.enums import Level
from maillage.network import current

L = Level
SAID = {
    "CA": {L.LOCAL: _("Municipalité"), L.DISTRICT: _("MRC ou canton"), L.REGION: _("Province"), L.STATE: _("Fédéral")},
    "BE": {L.LOCAL: _("Commune"), L.DISTRICT: _("Province"), L.REGION: _("Région ou communauté"), L.STATE: _("Fédéral")},
    "FR": {L.LOCAL: _("Commune"), L.DISTRICT: _("Département"), L.REGION: _("Région"), L.STATE: _("National")},
}  # fmt: skip


def label(code: str) -> str:
    """The level in the words of the country, else in words for all; the code when nobody knows it."""
    if code not in Level.values:
        return code
    country = current.profile().country if current.exists() else ""
    level = Level(code)
    return str(SAID.get(country, {}).get(level, level.label))


def choices() -> list[tuple[str, str]]:
    """Those that the country has: no European Union in Canada."""
    there = current.exists() and current.profile().country == "CA"
    return [(one.value, label(one.value)) for one in Level if not (there and one is Level.EUROPE)]
