"""What a record is compared by, and the keys under which it meets others."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from maillage.core.text import acronym_of, find_acronym, fold, normalise_name
from maillage.organisations.duplicates.common import NOBODY, SHARED_DOMAINS


class Record(NamedTuple):
    """What is compared of an organisation. `identifiers` are keys of `identifiers.Identifier`."""

    id: Any
    name: str
    short_name: str = ""
    country: str = ""
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    website: str = ""
    city: str = ""


@lru_cache(maxsize=2_048)
def words_in(name: str) -> frozenset[str]:
    return frozenset(name.split())


def spelling_of(name: str) -> str:
    """The consonants of the words, sorted: what survives most faults of spelling."""
    return " ".join(sorted([_consonants(word) for word in name.split()]))


@lru_cache(maxsize=8_192)
def _consonants(word: str) -> str:
    word = word.translate(_SOUNDS)
    return re.sub(r"(.)\1+", r"\1", word[0] + re.sub(r"[aeiouyhw]", "", word[1:]))


_SOUNDS = str.maketrans({"z": "s", "q": "c", "k": "c", "y": "i", "v": "f"})
_BARE_ACRONYM = re.compile(r"[^\W\d_][\w&.-]{1,9}")


def _acronyms(record: Record) -> set[str]:
    """The acronym that is written, or the name itself when it is nothing else."""
    found = {record.short_name, find_acronym(record.name)}
    if " " not in record.name and _BARE_ACRONYM.fullmatch(record.name) and record.name.isupper():
        found.add(record.name)
    return {fold(acronym).replace(".", "") for acronym in found if 2 <= len(acronym) <= 12}


def initials_of(name: str) -> set[str]:
    return {fold(acronym_of(name)), fold(acronym_of(name, small_words=True))}


def _domains(record: Record) -> set[str]:
    found = set()
    hosts = [email.rpartition("@")[2] for email in record.emails]
    if record.website:
        hosts.append(re.sub(r"^[a-z]+://", "", record.website.lower()).split("/")[0].split(":")[0])
    for host in hosts:
        host = host.lower().removeprefix("www.").rstrip(".")
        parents = (host, host.partition(".")[2])
        if "." in host and not SHARED_DOMAINS.intersection(parents):
            found.add(host)
    return found


class Features(NamedTuple):
    record: Record
    name: str
    # Tuples of one or two: sets would take four times the room.
    acronyms: tuple[str, ...]
    domains: tuple[str, ...]
    emails: tuple[str, ...]
    city: str
    nobody: bool
    numbers: tuple[str, ...]


def features_of(record: Record) -> Features:
    name = normalise_name(record.name)
    return Features(
        record,
        name,
        tuple(sorted(_acronyms(record))),
        tuple(sorted(_domains(record))),
        tuple(sorted({email.lower() for email in record.emails if email})),
        fold(record.city),
        NOBODY.fullmatch(name) is not None,
        tuple(sorted(word for word in name.split() if word.isdigit())),
    )


def keys_for(record: Record) -> list[tuple[str, str]]:
    """The keys under which this record meets others: (kind, key), the surest kinds first."""
    return keys_of(features_of(record))


def keys_of(features: Features) -> list[tuple[str, str]]:
    record, name, acronyms = features.record, features.name, set(features.acronyms)
    keys = [("identifier", key) for key in record.identifiers if key]
    if name and not features.nobody:
        keys.append(("name", name))
        skeleton = spelling_of(name)
        if len(skeleton) > 5:
            keys.append(("spelling", skeleton))
    countries = dict.fromkeys(filter(None, (record.country, *record.countries[:6])))
    if not acronyms and " " in name:
        acronyms = {initials for initials in initials_of(record.name) if 4 <= len(initials) <= 10}
    for acronym in sorted(acronyms):
        keys.extend(("acronym", f"{acronym}|{country}") for country in countries or ("",))
    keys.extend(("email", email) for email in features.emails)
    keys.extend(("domain", domain) for domain in features.domains)
    if features.city:
        words = sorted({w for w in name.split() if len(w) > 3}, key=lambda w: (-len(w), w))
        keys.extend(("place", f"{features.city}|{word}") for word in words[:2])
    return keys
