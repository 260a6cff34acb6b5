"""How the codes of a project are said in the reader's language: of the profile, or of IATI's lists."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from maillage.core.codelists import codelist, label
from maillage.core.narratives import said
from maillage.desk.columns import tag
from maillage.network.current import profile
from maillage.organisations.words import country_choices, country_groups, country_label, kind_label, theme_label
from maillage.projects.enums import CodeKind, Level, PlaceKind, ProjectState
from maillage.projects.models import Code, Place, Project

__all__ = ["country_choices", "country_groups", "country_label", "kind_label", "theme_label"]
Choices = list[tuple[str, str]]
# The list of each vocabulary that we know.
LISTS = {
    (CodeKind.SECTOR, "1"): "Sector", (CodeKind.SECTOR, "2"): "SectorCategory", (CodeKind.GOAL, "2"): "UNSDG-Goals",
    (CodeKind.GOAL, "3"): "UNSDG-Targets", (CodeKind.MARKER, "1"): "PolicyMarker", (CodeKind.MARKER, ""): "PolicyMarker",
    (CodeKind.SECTOR, ""): "Sector",
}  # fmt: skip
# Codes of the profile, as one picks them in a form; what the list of each is called in the profile.
PROFILE = (CodeKind.THEME, CodeKind.ATTENTION, CodeKind.AXIS, CodeKind.HEADING, CodeKind.POPULATION)
NAMES = {"fr": "français", "en": "English", "es": "español", "nl": "Nederlands", "de": "Deutsch", "pt": "português"}


def lang() -> str:
    return get_language() or "fr"


@lru_cache(maxsize=4096)
def _listed(name: str, code: str, language: str) -> str:
    return label(name, code, language)


def code_label(kind: str, vocabulary: str, code: str, names: Any = ()) -> str:
    """One code in words: its list's, the profile's, else what the source wrote, else the code itself."""
    if kind in PROFILE:
        return profile_names(kind).get(code, code)
    listed = LISTS.get((kind, vocabulary))  # type: ignore[call-overload]
    found = _listed(listed, code, lang()) if listed else code
    return said(list(names), lang(), code) if found == code and names else found


def of_code(row: Code) -> str:
    return code_label(row.kind, row.vocabulary, row.code, row.names)


def goal_label(code: str) -> str:
    """« 8. Promouvoir une croissance… » instead of « Objectif 8. Promouvoir… »."""
    found = code_label(CodeKind.GOAL, "2", code)
    head, _space, rest = found.partition(f"{code}.")
    return rest.strip() if rest and head.strip() in ("Objectif", "Goal", "Objetivo") else found


def of_place(row: Place) -> str:
    if row.kind == PlaceKind.COUNTRY:
        return country_label(row.code) or said(row.names, lang(), row.code)
    if row.kind == PlaceKind.REGION and row.vocabulary in ("", "1"):
        found = _listed("Region", row.code, lang())
        return said(row.names, lang(), row.code) if found == row.code else found
    return said(row.names, lang(), row.code)


def profile_names(kind: str) -> dict[str, str]:
    """{code: name} of the profile's list for a kind."""
    return {code: name for _group, choices in profile_groups(kind) for code, name in choices}


def profile_groups(kind: str) -> list[tuple[str, Choices]]:
    """The profile's list for a kind, in groups where it has wholes (points by theme, headings by framework)."""
    network, language = profile(), lang()

    def named(things: Iterable[Any], before: str = "") -> Choices:
        return [(f"{before}{one.code}", one.name.text(language)) for one in things]

    if kind == CodeKind.ATTENTION:
        found = [(one.name.text(language), named(one.attention_points, f"{one.code}/")) for one in network.themes]
    elif kind == CodeKind.HEADING:
        found = [(one.name.text(language), named(one.headings, f"{one.code}/")) for one in network.frameworks]
    else:
        whole = {CodeKind.THEME: network.themes, CodeKind.POPULATION: network.audiences,
                 CodeKind.AXIS: (*network.axes, *network.cross_cutting_axes)}[CodeKind(kind)]  # fmt: skip
        found = [("", named(whole))]
    return [(group, choices) for group, choices in found if choices]


# IATI gives no French name for the weight of a marker.
SIGNIFICANCE = {"0": _("non visé"), "1": _("objectif important"), "2": _("objectif principal"),
                "3": _("objectif principal, d’un programme d’action"), "4": _("objectif premier et explicite")}  # fmt: skip


def choices_of(name: str) -> Choices:
    """What may be chosen today in one of IATI's lists."""
    if name == "PolicySignificance":
        return [(code, str(label)) for code, label in SIGNIFICANCE.items()]
    return [(code, one.name(lang())) for code, one in codelist(name).codes.items() if not one.withdrawn]


def languages() -> Choices:
    """The network's languages, each in its own name."""
    return [(one.code, NAMES.get(one.code, one.code)) for one in profile().languages]


def state_tag(row: Project) -> Any:
    return tag(row.get_state_display(), ProjectState(row.state).tone)


def level_label(row: Project) -> str:
    return str(Level(row.level).label)


def title(row: Project) -> str:
    return row.title_in(lang())


def code_name(name: str, code: str) -> str:
    """One code of one of IATI's lists, in words."""
    if name == "PolicySignificance":
        return str(SIGNIFICANCE.get(code, code))
    return _listed(name, code, lang()) if code else ""
