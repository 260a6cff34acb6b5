"""The page `docs/registre.md`: each kind of the registry, and who registers what today. Read by a test; needs Django."""

import re
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

from django.conf import settings

from maillage.core.registry import House, Registry, house

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "registre.md"
HEAD = """# The registry

Imports point down. When a page of a lower room must show something from above, the higher room registers it in its
`registrations.py`, in the one place below both: `house` of `core/registry.py`. The loop of the page does the rest.

    house.panels.add("billing.organisation", Panel("organisation", "manage", panel, 60))

Keys are unique in a kind and begin with the room that registers (old ones apart). A new kind is a frozen dataclass with
a docstring, a line of `House`, and this page written again: `MAILLAGE_WRITE_DOCS=1 .venv/bin/python -m pytest
tests/core/test_registry_page.py`.

| Kind | What one is | Registered by |
|---|---|---|
"""
# Kinds whose items have no class of their own, or that say less than they should.
WORDS = {
    "verbs": "The French label of a verb of the journal, by its code.",
    "codes": "Says in words the code that a field of a model holds, `room.model.field`, for the journal.",
    "search_sources": "How a room's things are found: `Source` of `search/sources.py`.",
    "attachments": "Opens a file joined to a letter: `kind:id` becomes an `Attachment` when the letter leaves.",
}


def rooms_of(name: str) -> list[str]:
    """The rooms whose modules call `house.<name>.add(`."""
    call = re.compile(rf"house\.{name}\.add\(")
    source = ROOT / "src" / "maillage"
    return [
        room for room in settings.ROOMS
        if any(call.search(path.read_text(encoding="utf-8")) for path in (source / room).rglob("*.py"))
    ]  # fmt: skip


def meaning(name: str, annotation: Any) -> str:
    """What one item of the kind is: the first sentence of its class."""
    if name in WORDS:
        return WORDS[name]
    (kind,) = get_args(annotation)
    said = " ".join(kind.__doc__.strip().split("\n\n")[0].split())
    return f"`{kind.__name__}`: {said}"


def page() -> str:
    lines = []
    for one in fields(House):
        if not isinstance(getattr(house, one.name), Registry):
            continue
        words = meaning(one.name, one.type).replace("|", "\\|")
        lines.append(f"| `{one.name}` | {words} | {', '.join(rooms_of(one.name)) or '–'} |")
    return (
        HEAD
        + "\n".join(lines)
        + "\n\n`house.network` is one function, given by `network`: the network as pages name it.\n"
    )
