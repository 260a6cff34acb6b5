"""A chain of digests: each link holds the digest of the one before, so that nothing is changed or removed unseen.

Pure: SHA-256 (FIPS 180-4) of canonical JSON (UTF-8, keys sorted, no spaces). Twenty lines of any language say it again.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

START = "0" * 64
FIELDS = ("number", "kind", "ref", "on", "content", "previous")


@dataclass(frozen=True, slots=True)
class Link:
    """`on` is an ISO date, `content` the SHA-256 (hexadecimal) of what is recorded, `number` counts from 1."""

    number: int
    kind: str
    ref: str
    on: str
    content: str
    previous: str
    digest: str = ""

    def sealed(self) -> "Link":
        """The same with its digest."""
        return replace(self, digest=digest_of(self))

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def canonical(value: Any) -> bytes:
    """JSON that has one way to be written."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def loads(content: bytes) -> Any:
    """JSON, where a number stays whole (an amount of votes is never a float) and a name is said once. Raises ValueError."""
    return json.loads(content, parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_once)


def _no_float(text: str) -> Any:
    raise ValueError(f"not a whole number: {text}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name said twice would show one value to a reader and count another."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name is said twice")
    return found


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def digest_of(link: Link) -> str:
    return sha256(canonical({name: getattr(link, name) for name in FIELDS}))


def read(rows: Iterable[Mapping[str, Any]]) -> list[Link]:
    """Links from JSON. Raises ValueError when one is not of this shape."""
    links = []
    for row in rows:
        if not isinstance(row, Mapping) or set(row) != {*FIELDS, "digest"}:
            raise ValueError("shape")
        if type(row["number"]) is not int or not all(isinstance(row[name], str) for name in (*FIELDS[1:], "digest")):
            raise ValueError("shape")
        links.append(Link(**row))
    return links


def faults(links: Iterable[Link]) -> Iterator[tuple[int, str]]:
    """(number, code) of each link that does not hold: number (a gap), previous (it does not follow), digest (changed)."""
    previous, expected = START, 1
    for link in links:
        if link.number != expected:
            yield link.number, "number"
        if link.previous != previous:
            yield link.number, "previous"
        if link.digest != digest_of(link):
            yield link.number, "digest"
        previous, expected = link.digest, link.number + 1
