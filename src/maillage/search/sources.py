"""How a room says what is found of its things: a source for each kind, a document for each thing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

PUBLIC = "public"
NOBODY = ""  # only its owners
Url = tuple[str, Mapping[str, Any]]


def needs(*permissions: str) -> str:
    """The access of a document that asks for all these permissions."""
    return "+".join(sorted(str(permission) for permission in permissions))


@dataclass(frozen=True)
class Doc:
    """What is found of one thing, in one language, by one audience.

    A thing may give several: one for each language, and a fuller one for the team beside the public one (then the
    fuller one repeats what the public one says: all the words of a question are looked for in one document).
    Access is `PUBLIC`, a permission, `needs(…)` several, or `NOBODY`; whatever it is, owners find it too: they are
    "user:12" (that person) or "delegate:45" (who holds this role, by a fact, on object 45).
    """

    object_id: int
    title: str
    url: Url | Mapping[str, Url]  # (name, arguments), or one for each face: "public", "member", "manage"
    access: str = NOBODY
    language: str = "fr"
    subtitle: str = ""
    also: str = ""  # other names: searched as the title is, not shown
    body: str | tuple[str, ...] = ""  # a text, or its parts: a country's name, said a thousand times, is read once
    owners: tuple[str, ...] = ()

    def parts(self) -> tuple[str, ...]:
        """What is searched below the names, part by part."""
        body = (self.body,) if isinstance(self.body, str) else self.body
        return tuple(part for part in (self.subtitle, *body) if part)

    def urls(self) -> dict[str, list[Any]]:
        faces = self.url if isinstance(self.url, Mapping) else {"": self.url}
        return {face: [name, dict(arguments)] for face, (name, arguments) in faces.items()}


@dataclass(frozen=True)
class Source:
    """One kind of findable thing. `load(ids)` gives the documents of those that are found, nothing of the others."""

    kind: str  # the registry's key and the model's label: "organisations.organisation"
    load: Callable[[list[int]], Iterable[Doc]]
    all_ids: Callable[[], Iterable[int]]
    label: str | Promise  # plural: « Organisations »
    accesses: tuple[str, ...] = (PUBLIC,)  # every access its documents may have
    permission: str = ""  # who may open its page in Gestion; others are led to the public page
    icon: str = ""
    order: int = 50
    declared: frozenset[str] = field(init=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "declared", frozenset([*map(str, self.accesses), NOBODY]))

    def documents(self, ids: list[int]) -> list[Doc]:
        """The documents, refused when their access was not declared or they are of another thing."""
        wanted, found = set(ids), []
        for doc in self.load(ids):
            if doc.access not in self.declared:
                raise ValueError(f"{self.kind}: access “{doc.access}” is not declared")
            if doc.object_id in wanted:
                found.append(doc)
        return found
