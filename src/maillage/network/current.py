"""The profile in force. Parsed once in each process; read again when the house's generation says it may have changed."""

from zoneinfo import ZoneInfo

from django.http import Http404
from django.utils.translation import get_language

from maillage.core import generation
from maillage.network.base import Text
from maillage.network.loader import parse_profile
from maillage.network.models import ProfileVersion
from maillage.network.profile import Profile


class NoNetwork(LookupError):
    """There is no network in this install yet: `maillage init`, or the first-start page."""


class _Known:
    generation = -1
    number = 0
    profile: Profile | None = None


def forget() -> None:
    """Read everything again at the next question (a new version in this process, or a test)."""
    _Known.generation, _Known.number, _Known.profile = -1, 0, None


def _look() -> Profile | None:
    seen = generation.current()
    if seen != _Known.generation or _Known.profile is None:
        number = ProfileVersion.last_number()
        if number != _Known.number or _Known.profile is None:
            _Known.profile = parse_profile(ProfileVersion.read(number)) if number else None
            _Known.number = number
        _Known.generation = seen
    return _Known.profile


def exists() -> bool:
    """Is there a network yet?"""
    return _look() is not None


def profile() -> Profile:
    """The profile in force. Raises NoNetwork when there is none."""
    found = _look()
    if found is None:
        raise NoNetwork
    return found


def zone() -> ZoneInfo:
    """The zone in which the network tells its days and hours; UTC before there is one."""
    return ZoneInfo(profile().timezone if exists() else "UTC")


def or_404() -> None:
    """A page that says something of the network does not exist before it."""
    if not exists():
        raise Http404


class Shown:
    """The network as pages name it, in the reader's language."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.contact = profile.contact
        self.languages = profile.languages

    def _text(self, text: Text) -> str:
        return text.text(get_language() or "fr")

    @property
    def name(self) -> str:
        return self._text(self.profile.names.name)

    @property
    def short_name(self) -> str:
        return self._text(self.profile.names.short_name)

    @property
    def tagline(self) -> str:
        return self._text(self.profile.names.tagline)

    @property
    def mission(self) -> str:
        return self._text(self.profile.texts.mission)

    @property
    def description(self) -> str:
        return self._text(self.profile.texts.description)

    @property
    def colours(self) -> dict[str, str]:
        """The network's own colours, by CSS custom property; empty when it keeps the house's."""
        return self.profile.colours.model_dump(exclude_none=True)


def shown() -> Shown | None:
    """What the page context calls `network`; None before the first start."""
    found = _look()
    return Shown(found) if found else None
