"""The codes of activities as people read them, in the active language: the profile's, and the house's own."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from babel.dates import format_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.activities.enums import Access, Kind, Structure
from maillage.network.current import profile
from maillage.network.mission import ActivityForm

Choices = list[tuple[str, str]]
_LANGUAGES = ("fr", "en", "es", "ar", "pt", "ht", "wo", "bm", "nl", "de", "it", "oc", "eu", "ca")


def language() -> str:
    return (get_language() or "fr").split("-")[0]


def _named(things: Iterable[object]) -> dict[str, str]:
    return {one.code: one.name.text(language()) for one in things}  # type: ignore[attr-defined]


def forms() -> dict[str, str]:
    """{code: name} of the profile's forms of activity."""
    return _named(profile().activity_forms)


def form_label(code: str) -> str:
    return forms().get(code, code)


def form_of(code: str) -> ActivityForm | None:
    return next((one for one in profile().activity_forms if one.code == code), None)


def short_day(day: date) -> str:
    """« ven. 19 mars 2027 »."""
    return _short_day(day, language())


@lru_cache(maxsize=4096)
def _short_day(day: date, lang: str) -> str:
    return str(format_date(day, "EEE d MMM y", locale=lang))


def structure_of(code: str) -> str:
    """How activities of this form are usually built."""
    form = form_of(code)
    return form.structure if form else Structure.SESSIONS.value


def movements() -> dict[str, str]:
    return _named(profile().movements)


def movement_label(code: str, year: int | None = None) -> str:
    """« Journées de la solidarité internationale 2027 »."""
    name = movements().get(code, code)
    return f"{name} {year}" if year else name


def language_names() -> dict[str, str]:
    """Languages in which an activity can be held."""
    said = {
        "fr": _("français"), "en": _("anglais"), "es": _("espagnol"), "ar": _("arabe"), "pt": _("portugais"),
        "ht": _("créole haïtien"), "wo": _("wolof"), "bm": _("bambara"), "nl": _("néerlandais"), "de": _("allemand"),
        "it": _("italien"), "oc": _("occitan"), "eu": _("basque"), "ca": _("catalan"),
    }  # fmt: skip
    return {code: said[code] for code in _LANGUAGES}


def names(kind: str) -> dict[str, str]:
    """{code: name} of one kind of classification; `attention` and `heading` are « whole/part »."""
    network = profile()
    match kind:
        case Kind.AUDIENCE:
            return _named(network.audiences)
        case Kind.THEME:
            return _named(network.themes)
        case Kind.AXIS:
            return _named(network.cross_cutting_axes)
        case Kind.LANGUAGE:
            return language_names()
        case Kind.ACCESS:
            return {one.value: str(one.label) for one in Access}
    return {code: name for _group, pairs in groups(kind) for code, name in pairs}


def groups(kind: str) -> list[tuple[str, Choices]]:
    """Points of attention by theme, headings by framework: what a picker shows in groups."""
    network, lang = profile(), language()
    if kind == Kind.ATTENTION:
        return [
            (theme.name.text(lang), [(f"{theme.code}/{p.code}", p.name.text(lang)) for p in theme.attention_points])
            for theme in network.themes
            if theme.attention_points
        ]
    return [
        (frame.name.text(lang), [(f"{frame.code}/{h.code}", h.name.text(lang)) for h in frame.headings])
        for frame in network.frameworks
        if frame.headings
    ]


def label(kind: str, code: str) -> str:
    """One code, named; the bare code when the profile no longer knows it."""
    return names(kind).get(code, code)
