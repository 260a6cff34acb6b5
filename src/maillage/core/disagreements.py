"""One French sentence, two translations: all catalogues merge when the product runs, and the first room wins.

So a word translated in two ways is wrong in one of its rooms, and nobody sees it in the rooms' own files. The same
goes for a sentence that a library has too: the rooms come first and hide it. Settle one by agreeing on a translation,
with a more precise French word, or with a context (`pgettext`, `{% translate "…" context "…" %}`).
"""

from importlib.util import find_spec
from itertools import combinations
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo

from maillage.core import catalogues
from maillage.core.extraction import Key, is_translated, key, named, tuple_of

LIBRARIES = (
    "django.conf", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    "django.contrib.humanize", "allauth", "django_q",
)  # fmt: skip
Said = dict[str, Message]  # who says it: a room, or a library


def library(name: str, language: str) -> Catalog:
    """A library's sentences. Its English files are empty: English is what it is written in, and stays as it is."""
    spec = find_spec(name)
    kept = "es" if language == "en" else language
    path = Path(spec.origin if spec and spec.origin else name).parent / "locale" / kept / "LC_MESSAGES" / "django.mo"
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        catalog = read_mo(file)
    for message in catalogues.messages(catalog):
        message.string = message.id if language == "en" else message.string
    return catalog


def told(message: Message) -> tuple[str, ...]:
    return tuple_of(message.string or "")


def agree(one: Message, other: Message) -> bool:
    """A lone sentence agrees with a plural one that has it as first form: gettext keeps them side by side."""
    ours, theirs = told(one), told(other)
    if len(tuple_of(one.id)) != len(tuple_of(other.id)):
        return ours[0] == theirs[0]
    return ours == theirs and tuple_of(one.id) == tuple_of(other.id)


def disagreements(language: str, rooms: list[Path] | None = None, libraries: tuple[str, ...] = LIBRARIES) -> list[str]:
    """Each sentence that two rooms, or a room and a library, do not say alike, with both names and both texts."""
    said: dict[Key, Said] = {}
    for room in catalogues.rooms() if rooms is None else rooms:
        for message in catalogues.messages(catalogues.read(catalogues.po_path(room, language), language)):
            if is_translated(message):
                said.setdefault(key(message), {})[room.name] = message
    ours = {place: set(by) for place, by in said.items()}
    for name in libraries:
        for message in catalogues.messages(library(name, language)):
            if key(message) in said:
                said[key(message)][name] = message
    return [
        f"two meanings: {named(place)} "
        f"({one} « {' / '.join(told(by[one]))} », {other} « {' / '.join(told(by[other]))} »)"
        for place, by in sorted(said.items())
        for one, other in combinations(by, 2)
        if {one, other} & ours[place] and not agree(by[one], by[other])
    ]
