"""The chain's arithmetic, pure: salted digests, so that a value can be erased and the chain still verifies.

Each change of a field is digested with a salt of its own: sha256(salt | field | canonical JSON of [before, after]).
An entry's digest covers who, when, what, on what, and the digests of its fields, with the digest of the entry
before. Erasing a value removes the value and its salt: nobody can guess it back, and the digests stand.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
ERASED = None  # what stands in the place of an erased [before, after]


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str).encode


def canonical(value: Any) -> bytes:
    return _encode(value).encode()


def field_digest(name: str, pair: Any, salt: str) -> str:
    new = pair[1] if type(pair) is list and len(pair) == 2 and pair[0] is None else None
    # A text where nothing stood is most of what is ever written: encoded by itself, which is ten times faster.
    said = f"[null,{_encode(new)}]" if type(new) is str else _encode(pair)
    return hashlib.sha256(f"{salt}|{name}|{said}".encode()).hexdigest()[:32]


def seal(changes: Mapping[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Salts and digests of the changes {field: [before, after]}."""
    drawn = secrets.token_hex(8 * len(changes))  # drawn at once: asking the system costs more than digesting
    salts = {name: drawn[16 * place : 16 * place + 16] for place, name in enumerate(changes)}
    return salts, {name: field_digest(name, pair, salts[name]) for name, pair in changes.items()}


def entry_digest(previous: str, head: Iterable[Any], digests: Mapping[str, str]) -> str:
    """Digest of an entry: `head` is (number, at, actor, verb, kind, object id) as text."""
    return hashlib.sha256(canonical([previous, [str(part) for part in head], dict(digests)])).hexdigest()


@dataclass(frozen=True)
class Fault:
    number: int
    reason: str  # "gap", "digest", "field", "previous"
    detail: str = ""


def verify(entries: Iterable[Any], *, previous: str = GENESIS, expected: int | None = 1) -> Iterable[Fault]:
    """Walk entries in order of number; yield what does not hold. Erased fields are checked by their digest alone.

    `previous` and `expected` say where the walk begins: the start of the chain, or the entry after a known one.
    """
    for entry in entries:
        if expected is not None and entry.number != expected:
            yield Fault(entry.number, "gap", str(expected))
        if entry.previous != previous:
            yield Fault(entry.number, "previous")
        if entry_digest(entry.previous, entry.head(), entry.digests) != entry.digest:
            yield Fault(entry.number, "digest")
        yield from _field_faults(entry)
        previous, expected = entry.digest, entry.number + 1


def _field_faults(entry: Any) -> Iterable[Fault]:
    """Each value against its digest: none may be missing, added, or changed; an erased one has lost its salt."""
    values = entry.sealed()
    for name in values.keys() | entry.digests.keys():
        if name not in entry.digests or name not in values:
            yield Fault(entry.number, "field", name)
        elif name in entry.salts:
            if field_digest(name, values[name], entry.salts[name]) != entry.digests[name]:
                yield Fault(entry.number, "field", name)
        elif values[name] not in (ERASED, ""):
            yield Fault(entry.number, "field", name)
