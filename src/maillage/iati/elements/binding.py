"""How an element and a dataclass correspond. A family says each attribute and child once; reading and writing follow.

What an element holds and no part names is counted by its path in `lost`. The order of parts is the order of the standard.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from maillage.core.later import later
from maillage.iati.elements.narratives import (
    Lost,
    Narratives,
    count_foreign,
    narrative,
    narratives,
    put_narratives,
    short,
)
from maillage.iati.elements.values import Conversion, exact, text

etree = later("lxml.etree")


class Part:
    """One thing that an element holds: what its name is there, and the field that keeps it."""

    field: str  # the field that keeps it; it reads an `attribute`, or a child of a `tag`

    def empty(self) -> Any:
        return ""

    def take(self, into: Any, found: Any, lost: Lost, path: str) -> None:
        raise NotImplementedError

    def put(self, element: Any, value: Any) -> None:
        raise NotImplementedError


@dataclass(frozen=True)
class Attr(Part):
    field: str
    attribute: str
    kind: Conversion = text

    def empty(self) -> Any:
        return self.kind.empty

    def put(self, element: Any, value: Any) -> None:
        if value != self.kind.empty:
            element.set(self.attribute, self.kind.write(value))


@dataclass(frozen=True)
class Body(Part):
    """The text of the element itself."""

    field: str
    kind: Conversion = text
    of_text = True

    def empty(self) -> Any:
        return self.kind.empty

    def put(self, element: Any, value: Any) -> None:
        if value != self.kind.empty:
            element.text = self.kind.write(value)


@dataclass(frozen=True)
class Words(Part):
    """The narratives that stand in the element itself."""

    field: str = "names"
    tag: str = "narrative"

    def empty(self) -> Any:
        return []

    def take(self, into: Any, found: Any, lost: Lost, path: str) -> None:
        getattr(into, self.field).append(narrative(found, lost, path))

    def put(self, element: Any, value: Narratives) -> None:
        put_narratives(element, value)


@dataclass(frozen=True)
class Said(Part):
    """A child that holds narratives alone (`title`)."""

    field: str
    tag: str

    def empty(self) -> Any:
        return []

    def take(self, into: Any, found: Any, lost: Lost, path: str) -> None:
        if getattr(into, self.field):
            lost[path] += 1  # a second one
            return
        setattr(into, self.field, narratives(found, lost, path))

    def put(self, element: Any, value: Narratives) -> None:
        if value:
            put_narratives(etree.SubElement(element, self.tag), value)


@dataclass(frozen=True)
class SaidEach(Said):
    """Several children of narratives alone."""

    def take(self, into: Any, found: Any, lost: Lost, path: str) -> None:
        getattr(into, self.field).append(narratives(found, lost, path))

    def put(self, element: Any, value: list[Narratives]) -> None:
        for one in value:
            put_narratives(etree.SubElement(element, self.tag), one)


@dataclass(frozen=True)
class Only(Part):
    """A child that holds one value: in an attribute, or in its text where no attribute is named."""

    field: str
    tag: str
    inner: str = ""
    kind: Conversion = text

    def empty(self) -> Any:
        return self.kind.empty

    def read(self, found: Any, lost: Lost, path: str) -> Any:
        count_foreign(found, lost, path, {self.inner} if self.inner else set())
        said = found.get(self.inner) if self.inner else found.text
        if said is None or not said.strip():
            lost[f"{path}/@{self.inner}" if self.inner else path] += 1
            return self.kind.empty
        return self.kind.read(said)

    def take(self, into: Any, found: Any, lost: Lost, path: str) -> None:
        if getattr(into, self.field) != self.kind.empty:
            lost[path] += 1
            return
        setattr(into, self.field, self.read(found, lost, path))

    def put(self, element: Any, value: Any) -> None:
        if value == self.kind.empty:
            return
        child = etree.SubElement(element, self.tag)
        if self.inner:
            child.set(self.inner, self.kind.write(value))
        else:
            child.text = self.kind.write(value)


@dataclass(frozen=True)
class Each(Only):
    """Several children of one value."""

    def empty(self) -> Any:
        return []

    def take(self, into: Any, found: Any, lost: Lost, path: str) -> None:
        value = self.read(found, lost, path)
        if value != self.kind.empty:
            getattr(into, self.field).append(value)

    def put(self, element: Any, value: list[Any]) -> None:
        for one in value:
            super().put(element, one)


@dataclass(frozen=True)
class Rows(Part):
    """Several children of a few attributes each, as lists: `default-aid-type` → [[vocabulary, code]]."""

    field: str
    tag: str
    inner: tuple[str, ...]
    absent: Any = ""

    def empty(self) -> Any:
        return []

    def take(self, into: Any, found: Any, lost: Lost, path: str) -> None:
        count_foreign(found, lost, path, set(self.inner))
        row = [found.get(name) or self.absent for name in self.inner]
        for name in self.inner:
            if found.get(name) == "":
                lost[f"{path}/@{name}"] += 1
        getattr(into, self.field).append(row)

    def put(self, element: Any, value: list[list[Any]]) -> None:
        for row in value:
            child = etree.SubElement(element, self.tag)
            for name, one in zip(self.inner, row, strict=False):
                if one not in ("", None):
                    child.set(name, str(one))


@dataclass(frozen=True)
class Sub(Part):
    """A child told by its own form: one, or `many`."""

    field: str
    tag: str
    form: "Form"
    many: bool = False

    def empty(self) -> Any:
        return [] if self.many else None

    def take(self, into: Any, found: Any, lost: Lost, path: str) -> None:
        if self.many:
            getattr(into, self.field).append(self.form.read(found, lost, path))
        elif getattr(into, self.field) is None:
            setattr(into, self.field, self.form.read(found, lost, path))
        else:
            lost[path] += 1

    def put(self, element: Any, value: Any) -> None:
        for one in value if self.many else ([] if value is None else [value]):
            self.form.write(one, element, self.tag)


@dataclass(frozen=True)
class Inside(Part):
    """Children of one wrapping child, told as fields of the element itself (`point/pos`)."""

    tag: str
    form: "Form"
    field: str = ""

    def take(self, into: Any, found: Any, lost: Lost, path: str) -> None:
        self.form.fill(into, found, lost, path)

    def put(self, element: Any, value: Any) -> None:
        child = etree.SubElement(element, self.tag)
        self.form.put(value, child)
        if not len(child) and not child.attrib and not child.text:
            element.remove(child)


class Form:
    """What an element holds, for a dataclass made by `make`."""

    def __init__(self, make: Callable[[], Any], *parts: Part) -> None:
        self.make, self.parts = make, parts
        self.attributes = {one.attribute: one for one in parts if isinstance(one, Attr)}
        self.children = {one.tag: one for one in parts if hasattr(one, "tag")}
        self.body = next((one for one in parts if isinstance(one, Body)), None)

    def read(self, element: Any, lost: Lost, path: str) -> Any:
        into = self.make()
        self.fill(into, element, lost, path)
        return into

    def fill(self, into: Any, element: Any, lost: Lost, path: str) -> None:
        for name, said in element.attrib.items():
            part = self.attributes.get(name)
            if part is None or (not said.strip() and part.kind is not exact):
                lost[f"{path}/@{short(name)}"] += 1
            else:
                setattr(into, part.field, part.kind.read(said))
        if self.body is not None and element.text and element.text.strip():
            setattr(into, self.body.field, self.body.kind.read(element.text))
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                continue
            found = self.children.get(tag)
            if found is None:
                lost[f"{path}/{short(tag)}"] += 1
            else:
                found.take(into, child, lost, f"{path}/{tag}")

    def write(self, value: Any, parent: Any, tag: str) -> Any:
        element = etree.SubElement(parent, tag)
        self.put(value, element)
        return element

    def put(self, value: Any, element: Any) -> None:
        for part in self.parts:
            part.put(element, getattr(value, part.field) if part.field else value)
