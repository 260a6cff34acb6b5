"""Does a facilitator suit a class? Skills, languages, region, background check at that date. Pure: no Django."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Wanted:
    """What a class asks: its animation, theme, language, region, its day."""

    on: date
    animation: int | None = None
    themes: frozenset[str] = frozenset()
    language: str = ""
    region: str = ""


@dataclass(frozen=True)
class Offered:
    """What a facilitator offers; an empty set of regions or of skills says nothing, and stands in nobody's way."""

    animations: frozenset[int] = frozenset()
    themes: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    check_on: date | None = None
    check_until: date | None = None
    is_active: bool = True


@dataclass(frozen=True)
class Mismatch:
    """`code` is stable; `grave` is what needs a written reason."""

    code: str
    grave: bool = False
    on: date | None = field(default=None)


def suits(wanted: Wanted, offered: Offered) -> list[Mismatch]:
    """What does not fit, the gravest first."""
    return sorted(_mismatches(wanted, offered), key=lambda one: not one.grave)


def _mismatches(wanted: Wanted, offered: Offered) -> Iterable[Mismatch]:
    if not offered.is_active:
        yield Mismatch("inactive", grave=True)
    if offered.check_on is None or offered.check_on > wanted.on:
        yield Mismatch("no_check", grave=True)
    elif offered.check_until is not None and offered.check_until < wanted.on:
        yield Mismatch("check_ended", grave=True, on=offered.check_until)
    says_skills = bool(offered.animations or offered.themes)
    knows = wanted.animation in offered.animations or bool(wanted.themes & offered.themes)
    if says_skills and (wanted.animation is not None or wanted.themes) and not knows:
        yield Mismatch("skill")
    if wanted.language and wanted.language not in offered.languages:
        yield Mismatch("language")
    if wanted.region and offered.regions and wanted.region not in offered.regions:
        yield Mismatch("region")


def school_year_end(day: date) -> date:
    """The last day of the school year that holds this one: 31 August."""
    return date(day.year if day.month <= 8 else day.year + 1, 8, 31)
