"""Finds every French sentence of a room, in Python and in templates, for its catalogues (`scripts/messages`)."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from django.utils.translation.template import templatize

from maillage.core import catalogues

KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
KEPT_HEADERS = ('"MIME-Version', '"Content-Type', '"Content-Transfer-Encoding', '"Plural-Forms', '"Language:')
RENAMED = re.compile(r"\b(\w+) as (\w+)")
ASSIGNED = re.compile(r"^(\w+) = (\w*gettext\w*)$", re.M)
IMPORT = re.compile(r"^from django\.utils\.translation import (\([^)]*\)|.*)", re.M)
Key = tuple[str, str]  # context and (singular) sentence


def key(message: Message) -> Key:
    sentence = message.id[0] if isinstance(message.id, tuple | list) else message.id
    return (message.context or "", sentence)


def named(place: Key) -> str:
    """How people call a sentence: with its context before it, when it has one."""
    return "|".join(filter(None, place))


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return bool(strings) and all(strings)


def sources(room: Path) -> Iterator[tuple[Path, str]]:
    """Each file of the room as Python text: templates are turned into calls to gettext."""
    for path in sorted(room.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8")
    for suffix in ("html", "txt", "xml", "typ"):
        for path in sorted((room / "templates").rglob(f"*.{suffix}")):
            code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
            # What is not a sentence is blanked out; its indentation would not be Python's.
            yield path, "\n".join(line.strip() for line in code.splitlines())


def keywords(code: str) -> dict[str, Any]:
    """What this file calls gettext and its kin: their own names, and those it gave them."""
    renamed = {new: old for names in IMPORT.findall(code) for old, new in RENAMED.findall(names)}
    renamed |= dict(ASSIGNED.findall(code))
    return KEYWORDS | {new: KEYWORDS[old] for new, old in renamed.items() if old in KEYWORDS}


def sentences(room: Path) -> dict[Key, str | tuple[str, str]]:
    """{(context, sentence): sentence or (singular, plural)} of a room; the plural form wins over the lone one."""
    found: dict[Key, str | tuple[str, str]] = {}
    for _path, code in sources(room):
        for _line, ids, _comments, context in extract("python", io.BytesIO(code.encode()), keywords(code)):
            if not ids or (isinstance(ids, tuple) and not all(ids)):
                continue
            place = (context or "", ids[0] if isinstance(ids, tuple) else ids)
            if isinstance(ids, tuple):
                found[place] = (ids[0], ids[1])
            else:
                found.setdefault(place, ids)
    return found


def updated(room: Path, language: str, memory: dict[Key, Message]) -> Catalog:
    """The room's catalogue with its sentences of today: its own translations, else another room's, else none."""
    old = {
        key(message): message
        for message in catalogues.messages(catalogues.read(catalogues.po_path(room, language), language))
    }
    new = Catalog(locale=language, domain="django", fuzzy=False)
    for place, ids in sorted(sentences(room).items(), key=lambda item: (item[0][1], item[0][0])):
        message = next((m for m in (old.get(place), memory.get(place)) if m and fits(m, ids)), None)
        new.add(ids, message.string if message else None, context=place[0] or None)
    return new


def fits(message: Message, ids: str | tuple[str, str]) -> bool:
    return is_translated(message) and tuple_of(message.id) == tuple_of(ids)


def has_shape(given: str | list[str], message: Message) -> bool:
    """A list of forms for a plural message, one sentence for a lone one: rooms may differ for the same sentence."""
    if isinstance(message.id, tuple | list):
        return isinstance(given, list) and len(given) == len(message.id)
    return isinstance(given, str)


def tuple_of(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def memory(language: str) -> dict[Key, Message]:
    """What any room has translated already."""
    known: dict[Key, Message] = {}
    for room in catalogues.rooms():
        for message in catalogues.messages(catalogues.read(catalogues.po_path(room, language), language)):
            if is_translated(message):
                known.setdefault(key(message), message)
    return known


def text_of(catalog: Catalog) -> str:
    """The file, without dates, places or names: it changes when a sentence changes, and only then."""
    file = io.BytesIO()
    write_po(file, catalog, width=100, no_location=True, sort_output=False, ignore_obsolete=True)
    lines = file.getvalue().decode().splitlines()
    lines = [line for line in lines if not line.startswith("#") or line.startswith("#,")]
    end = lines.index("") if "" in lines else len(lines)
    header = [line for line in lines[:end] if not line.startswith('"') or line.startswith(KEPT_HEADERS)]
    return "\n".join([*header, *lines[end:]]).strip() + "\n"


def problems(room: Path, language: str) -> list[str]:
    """What is missing, obsolete or broken in a room's catalogue."""
    catalog = catalogues.read(catalogues.po_path(room, language), language)
    kept = {key(message): message for message in catalogues.messages(catalog)}
    wanted = sentences(room)
    lines = [
        f"missing: {named(place)}" for place, ids in wanted.items() if place not in kept or not fits(kept[place], ids)
    ]
    lines += [f"obsolete: {named(place)}" for place in kept if place not in wanted]
    for place, message in kept.items():
        lines += [f"broken: {named(place)} ({error})" for error in message.check(catalog)]
        lines += [f"fuzzy: {named(place)}" for _ in range(message.fuzzy)]
    return sorted(lines)
