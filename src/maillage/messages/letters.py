"""A letter from a template: its text first, in the reader's language, and the same text in a light layout.

A template (`<room>/letters/<name>.txt`) holds on its first line the subject, then an empty line, then the text.
Paragraphs are separated by empty lines; lines that begin with "- " are a list; an address alone on its line becomes
a button. The signature of the network is added. Nothing in it is fetched from afar: no image, no font, no tracking.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import get_template
from django.utils import translation

from maillage.core.registry import house

_PARAGRAPHS = re.compile(r"\n\s*\n")
_BEFORE, _AFTER = re.compile(r" (?=[:;!?»])"), re.compile(r"(?<=«) ")
_ADDRESS_ALONE = re.compile(r"https?://\S+")
BAND = ("#2e3192", "#f7b52c", "#9c1446", "#1c6444", "#ff86ab", "#14163f")


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str
    html: str


def network() -> dict[str, Any]:
    """What a letter says of the network, even before there is one."""
    shown = house.network() if house.network else None
    name = str(getattr(shown, "short_name", "") or "Maillage") if shown else "Maillage"
    contact = getattr(shown, "contact", None)
    return {
        "name": name,
        "address": str(getattr(contact, "email", "") or ""),
        "postal": " ".join(str(getattr(contact, "address", "") or "").split()),
        "url": settings.PUBLIC_URL,
    }


def render_text(template: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of a template in the active language; nothing is escaped, it is text."""
    values = {"site": settings.PUBLIC_URL, "sender": network(), **context}
    whole = get_template(template).template.render(Context(values, autoescape=False))  # type: ignore[attr-defined]
    subject, _, text = whole.strip().partition("\n")
    return " ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", text.strip())


def blocks(text: str) -> list[dict[str, Any]]:
    """The text as blocks to lay out: paragraphs, lists, buttons."""
    found: list[dict[str, Any]] = []
    for part in _PARAGRAPHS.split(text.strip()):
        lines = [line.strip() for line in part.strip().splitlines()]
        if lines and all(line.startswith("- ") for line in lines):
            found.append({"kind": "list", "lines": [line[2:] for line in lines]})
        elif len(lines) == 1 and _ADDRESS_ALONE.fullmatch(lines[0]):
            found.append({"kind": "button", "lines": lines})
        elif lines:
            found.append({"kind": "paragraph", "lines": lines})
    return found


def typeset(text: str, language: str) -> str:
    """In French, the spaces that must not break: « … », : ; ! ?"""
    return _AFTER.sub("\N{NO-BREAK SPACE}", _BEFORE.sub("\N{NO-BREAK SPACE}", text)) if language == "fr" else text


def compose(subject: str, text: str, language: str, note: str = "") -> Letter:
    """Lay out a text that someone wrote: signature at the end, the network's woven band above."""
    with translation.override(language):
        values = {"subject": subject, "text": text, "blocks": blocks(text), "sender": network(), "band": BAND,
                  "language": language, "note": note}  # fmt: skip
        signed = get_template("messages/letter.txt").template.render(Context(values, autoescape=False))  # type: ignore[attr-defined]
        html = get_template("messages/letter.html").render(values)
    return Letter(subject, typeset(signed.strip() + "\n", language), typeset(html, language))


def render(template: str, context: Mapping[str, Any], language: str) -> Letter:
    """The letter of a template in a language; `note` in the context says at the foot why one receives it."""
    with translation.override(language):
        subject, text = render_text(template, context)
        note = str(context.get("note", ""))
    return compose(subject, text, language, note)
