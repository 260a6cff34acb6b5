"""From a hit to its page; and the words found, marked in what is shown."""

import re
from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from maillage.search import analyser
from maillage.search.analyser import Group

_PIECES = re.compile(r"([^\W_]+)")
NEXT_BEST = {"manage": ("manage", "", "public"), "member": ("member", "", "public"), "public": ("public", "")}


def link_to(urls: dict[str, Any], face: str) -> str:
    for name in NEXT_BEST[face]:
        if name in urls:
            route, arguments = urls[name]
            try:
                return reverse(route, kwargs=arguments)
            except NoReverseMatch:
                continue
    return ""


def mark(text: str, groups: Iterable[Group], language: str = "fr") -> SafeString:
    """The text with <mark> around the words that were asked for."""
    groups, code = list(groups), analyser.language_of(language)
    pieces = []
    for piece in _PIECES.split(text):
        if piece and _PIECES.fullmatch(piece):
            terms = {term for word in analyser.split(analyser.plain(piece)) for term in analyser.terms_of(word, code)}
            if any(group.found_in(terms) for group in groups):
                pieces.append(format_html("<mark>{}</mark>", piece))
                continue
        pieces.append(conditional_escape(piece))
    return mark_safe("".join(pieces))  # each piece is escaped
