"""The rooms' catalogues: `.po` files are kept, `.mo` files are compiled beside them when the house starts.

A French sentence is its own translation, save for one thing: French says « 0 ligne », gettext without a catalogue
says « 0 lignes ». So the compiled French holds the plural forms, with French's own rule, and
its short months; nobody keeps that file.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

SOURCE = "fr"
LANGUAGES = ("en", "es")
# Short months as French typography writes them; Django says « jan. » and « fév. ». Kept by the lowest room.
MONTHS = {"Jan.": "janv.", "Feb.": "févr."}
MONTHS_IN, MONTHS_CONTEXT = "core", "abbrev. month"
HOUSE = Path(__file__).resolve().parent.parent


def rooms() -> list[Path]:
    """The folders of the rooms, in the order of their names."""
    return sorted(path.parent for path in HOUSE.glob("*/__init__.py"))


def po_path(room: Path, language: str) -> Path:
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path, language: str) -> Catalog:
    """A catalogue as kept; an empty one when there is no file yet."""
    if not path.exists():
        return Catalog(locale=language, domain="django")
    with path.open("rb") as file:
        return read_po(file, locale=language, domain="django")


def messages(catalog: Catalog) -> Iterator[Message]:
    """The catalogue's sentences, without its header."""
    return (message for message in catalog if message.id)


def compile_all(force: bool = False) -> list[Path]:
    """Compile what is older than its source, and return what was written. A read-only house keeps what it has."""
    written = []
    for room in rooms():
        for language in LANGUAGES:
            written += compile_one(po_path(room, language), language, force)
        written += compile_plurals(room, force)
    return written


def compile_one(source: Path, language: str, force: bool = False) -> list[Path]:
    target = source.with_suffix(".mo")
    return write(target, read(source, language)) if force or is_stale(source, target) else []


def compile_plurals(room: Path, force: bool = False) -> list[Path]:
    """French plurals, taken from the sentences that another language translates."""
    source, target = po_path(room, LANGUAGES[0]), po_path(room, SOURCE).with_suffix(".mo")
    if not (force or is_stale(source, target) or is_stale(Path(__file__), target)):
        return []
    plurals = Catalog(locale=SOURCE, domain="django")
    for message in messages(read(source, LANGUAGES[0])):
        if message.pluralizable:
            plurals.add(message.id, message.id, context=message.context)
    if room.name == MONTHS_IN:
        for english, french in MONTHS.items():
            plurals.add(english, french, context=MONTHS_CONTEXT)
    return write(target, plurals)


def is_stale(source: Path, target: Path) -> bool:
    if not source.exists():
        return False
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def write(target: Path, catalog: Catalog) -> list[Path]:
    """Written beside, then moved: two processes that start together never read half a file."""
    if not catalog.locale:
        return []
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=target.parent, suffix=".tmp", delete=False) as file:
            write_mo(file, catalog)
        Path(file.name).chmod(0o644)
        os.replace(file.name, target)
    except OSError as error:
        print(f"{target}: {error.strerror}", file=sys.stderr)
        return []
    return [target]
