"""What every page knows: the network, the face's menu, the person. Lazy: a page pays for what it shows."""

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, get_urlconf, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, override

from maillage.core.generation import remembered
from maillage.core.registry import MenuEntry, house
from maillage.ui.critical import STYLE

CRITICAL = mark_safe(STYLE)


SHORT_MENU = 16  # entries: as many as a small screen shows at once


def other_languages(request: HttpRequest) -> list[dict[str, Any]]:
    """The same page in the other languages (public pages alone carry the language in their address)."""
    here, full, match = get_language(), request.get_full_path(), request.resolver_match
    query = full.partition("?")[1:]

    def address(code: str) -> str:
        if code == here or match is None:
            return full
        with override(code):
            try:
                return reverse(match.view_name, args=match.args, kwargs=match.kwargs) + "".join(query)
            except NoReverseMatch:
                return full

    return [
        {"code": code, "name": name, "url": address(code), "current": code == here} for code, name in settings.LANGUAGES
    ]


def may(wanted: Any, user: Any) -> bool:
    """A permission, or a rule that answers for itself (a role that follows from a fact)."""
    allows = getattr(wanted, "allows", None)
    return bool(allows(user)) if allows else bool(user.can(wanted))


def stem_of(request: HttpRequest) -> str:
    """What the names of a room's pages share: « site:calendar » of « site:calendar_ics »."""
    return request.resolver_match.view_name.rsplit("_", 1)[0] if request.resolver_match else ""


def menu(request: HttpRequest, face: str) -> list[dict[str, Any]]:
    """The face's menu in sections, with what this person may open and the counts that wait."""
    sections: dict[str, list[dict[str, Any]]] = {}
    stem = stem_of(request)
    for entry, section, label, url in told_menu(face, get_language(), get_urlconf(), len(house.menu)):
        if entry.permission and not may(entry.permission, request.user):
            continue
        sections.setdefault(section, []).append({
            "label": label, "url": url, "current": stem == entry.url_name.rsplit("_", 1)[0],
            "near": stem.partition(":")[0] == entry.url_name.partition(":")[0],
            "count": entry.count(request.user) if entry.count else None,
        })  # fmt: skip
    return [{"title": title, "entries": entries} for title, entries in sections.items()]


@lru_cache(maxsize=32)
def told_menu(face: str, language: str, routes: str | None, size: int) -> list[tuple[MenuEntry, str, str, str]]:
    """Each entry with its section, its words and its address: the same for everyone who reads this language."""
    return [(one, str(one.section), str(one.label), reverse(one.url_name)) for one in house.menu_of(face)]


def public_part(request: HttpRequest, template: str, stem: str = "") -> str:
    """The menu or the foot of the public pages: drawn once for everyone, where every entry is open to everyone."""
    if not open_to_all(len(house.menu)):
        return _public_part(request, template)
    return remembered(("ui", template, stem), lambda: _public_part(request, template))


@lru_cache(maxsize=8)
def open_to_all(size: int) -> bool:
    """Is every entry of the public menu the same for everyone?"""
    return not any(one.permission or one.count for face in ("public", "foot") for one in house.menu_of(face))


def _public_part(request: HttpRequest, template: str) -> str:
    return render_to_string(template, {
        "network": house.network() if house.network else None, "enter_url": reverse("web:after_login"),
        "public_menu": menu(request, "public"), "foot_menu": menu(request, "foot"),
    })  # fmt: skip


def public_nav(request: HttpRequest) -> str:
    """The public menu, which the page holds twice; the entry of this page is told."""
    return public_part(request, "ui/nav.html", stem_of(request))


def manage_menu(request: HttpRequest) -> str:
    """The menu of Gestion, drawn once: the page holds it twice. A long one shows the section where one is (of this
    page, else of its room); the others unfold, with what waits in them."""
    sections = menu(request, "manage")
    short = sum(len(section["entries"]) for section in sections) <= SHORT_MENU
    here = "current" if any(entry["current"] for section in sections for entry in section["entries"]) else "near"
    for section in sections:
        section["open"] = short or any(entry[here] for entry in section["entries"])
        section["count"] = sum(entry["count"] or 0 for entry in section["entries"])
    return render_to_string("ui/menu.html", {"sections": sections, "path": request.path})


def house_context(request: HttpRequest) -> dict[str, Any]:
    return {
        "network": SimpleLazyObject(lambda: house.network() if house.network else None),
        "critical_style": CRITICAL,
        "save_data": request.META.get("HTTP_SAVE_DATA") == "on",
        "languages": SimpleLazyObject(lambda: other_languages(request)),
        "manage_menu": SimpleLazyObject(lambda: manage_menu(request)),
        "member_menu": SimpleLazyObject(lambda: menu(request, "member")),
        "act_menu": SimpleLazyObject(lambda: menu(request, "act")),
        "public_nav": SimpleLazyObject(lambda: public_nav(request)),
        "public_foot": SimpleLazyObject(lambda: public_part(request, "ui/foot.html")),
        "demo": settings.DEMO,
    }
