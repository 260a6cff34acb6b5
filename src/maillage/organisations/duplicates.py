"""Records that may be one organisation, found in sets and never by comparing each with each.

Every record has a few keys; those that share a key are looked at together, and large groups
only through their neighbours once sorted. Nothing is ever merged here: a group has a score,
reasons in words, and a person who decides.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from maillage.core.text import acronym_of, find_acronym, fold, normalise_name, word_set

#: From here two records are put in one group; chains hold only by such links.
STRONG = 0.8
#: From here two records are shown together, but carry nobody else along.
WEAK = 0.6


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


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """Records that are probably one; `score` is that of the weakest link holding them."""

    ids: tuple[Any, ...]
    reasons: tuple[str, ...]
    score: float


REASONS: dict[str, Any] = {
    "identifier": _("Même identifiant légal."),
    "identifier-names-differ": _("Même identifiant légal, mais des noms différents."),
    "name": _("Même nom, aux accents et aux formes juridiques près."),
    "name-close": _("Noms presque identiques : sans doute une faute de frappe."),
    "acronym": _("Le sigle de l’une correspond au nom de l’autre."),
    "email": _("Même adresse électronique."),
    "domain": _("Même site ou même domaine de courriel."),
    "city": _("Même ville."),
    "same-country": _("Même pays."),
    "countries-differ": _("Pays différents."),
    "cities-differ": _("Villes différentes."),
    "generic-name": _("Nom que portent de nombreuses institutions publiques."),
    "identifiers-differ": _("Identifiants légaux différents."),
}


def explain(reason: str) -> str:
    """The sentence of a reason."""
    return str(REASONS[reason])


# --- What a record is compared by ------------------------------------------------------------

_SHARED_DOMAINS = word_set(
    """
    gmail.com googlemail.com hotmail.com hotmail.fr hotmail.be hotmail.ca outlook.com
    outlook.fr live.com live.fr live.be msn.com yahoo.com yahoo.fr yahoo.ca yahoo.es
    yahoo.co.uk ymail.com icloud.com me.com mac.com aol.com gmx.com gmx.fr gmx.de web.de
    mail.com mail.ru yandex.ru orange.fr wanadoo.fr free.fr sfr.fr neuf.fr laposte.net bbox.fr
    numericable.fr club-internet.fr skynet.be telenet.be proximus.be scarlet.be voo.be
    videotron.ca sympatico.ca bell.net proton.me protonmail.com pm.me riseup.net tutanota.com
    zaclys.com mailo.com posteo.net qq.com 163.com orange.sn orange.ml orange.bf fasonet.bf
    facebook.com fb.com instagram.com linkedin.com twitter.com x.com youtube.com google.com
    sites.google.com wordpress.com wixsite.com wix.com blogspot.com blogger.com weebly.com
    jimdofree.com jimdo.com helloasso.com overblog.com over-blog.com e-monsite.com
    assoconnect.com github.io linktr.ee framasite.org hautetfort.com canalblog.com gouv.fr
    europa.eu un.org
    """
)
# Names that thousands of offices bear: they tell nobody apart without the country.
_PUBLIC = word_set(
    """
    ministry ministere ministerio ministries ministro government gouvernement gobierno governo
    department departement departamento municipality municipalite municipio mairie commune
    district embassy ambassade embajada council conseil prefecture secretariat secretaria
    direction directorate direccion agency agence office bureau state authority presidency
    presidence parliament region province city ville hospital school ecole army police
    university universite universidad committee comite
    """
)
# Words that name a category rather than anybody.
_NOBODY = re.compile(
    r"other|others|autres?|otros?|unknown|inconnue?|various|divers|multiple|n a|na|tbd|test"
    r"|government|gouvernement|private sector|secteur prive|enterprise|ngos?|ongs?"
    r"|not specified|unspecified|anonymous|anonyme|individual|donor|consultant|total"
)


@lru_cache(maxsize=16_384)
def _tokens(name: str) -> frozenset[str]:
    return frozenset(name.split())


@lru_cache(maxsize=16_384)
def _skeleton(name: str) -> str:
    """The consonants of the words, sorted: what survives most faults of spelling."""
    text = name.translate(_SOUNDS)
    words = []
    for word in text.split():
        bare = word[0] + re.sub(r"[aeiouyhw]", "", word[1:])
        words.append(re.sub(r"(.)\1+", r"\1", bare))
    return " ".join(sorted(words))


_SOUNDS = str.maketrans({"z": "s", "q": "c", "k": "c", "y": "i", "v": "f"})
_BARE_ACRONYM = re.compile(r"[^\W\d_][\w&.-]{1,9}")


def _acronyms(record: Record) -> set[str]:
    """The acronym that is written, or the name itself when it is nothing else."""
    found = {record.short_name, find_acronym(record.name)}
    if " " not in record.name and _BARE_ACRONYM.fullmatch(record.name) and record.name.isupper():
        found.add(record.name)
    return {fold(acronym).replace(".", "") for acronym in found if 2 <= len(acronym) <= 12}


def _initials(name: str) -> set[str]:
    return {fold(acronym_of(name)), fold(acronym_of(name, small_words=True))}


def _domains(record: Record) -> set[str]:
    found = set()
    hosts = [email.rpartition("@")[2] for email in record.emails]
    if record.website:
        hosts.append(re.sub(r"^[a-z]+://", "", record.website.lower()).split("/")[0].split(":")[0])
    for host in hosts:
        host = host.lower().removeprefix("www.").rstrip(".")
        parents = (host, host.partition(".")[2])
        if "." in host and not _SHARED_DOMAINS.intersection(parents):
            found.add(host)
    return found


class _Features(NamedTuple):
    record: Record
    name: str
    # Tuples of one or two: sets would take four times the room.
    acronyms: tuple[str, ...]
    domains: tuple[str, ...]
    emails: tuple[str, ...]
    city: str
    nobody: bool
    numbers: tuple[str, ...]


def _features(record: Record) -> _Features:
    name = normalise_name(record.name)
    return _Features(
        record,
        name,
        tuple(sorted(_acronyms(record))),
        tuple(sorted(_domains(record))),
        tuple(sorted({email.lower() for email in record.emails if email})),
        fold(record.city),
        _NOBODY.fullmatch(name) is not None,
        tuple(sorted(word for word in name.split() if word.isdigit())),
    )


def keys_for(record: Record) -> list[tuple[str, str]]:
    """The keys under which this record meets others: (kind, key), the surest kinds first."""
    return _keys(_features(record))


def _keys(features: _Features) -> list[tuple[str, str]]:
    record, name, acronyms = features.record, features.name, set(features.acronyms)
    keys = [("identifier", key) for key in record.identifiers if key]
    if name and not features.nobody:
        keys.append(("name", name))
        skeleton = _skeleton(name)
        if len(skeleton) > 5:
            keys.append(("spelling", skeleton))
    countries = dict.fromkeys(filter(None, (record.country, *record.countries[:6])))
    if not acronyms and " " in name:
        acronyms = {initials for initials in _initials(record.name) if 4 <= len(initials) <= 10}
    for acronym in sorted(acronyms):
        keys.extend(("acronym", f"{acronym}|{country}") for country in countries or ("",))
    keys.extend(("email", email) for email in features.emails)
    keys.extend(("domain", domain) for domain in features.domains)
    if features.city:
        words = sorted((w for w in _tokens(name) if len(w) > 3), key=lambda w: (-len(w), w))
        keys.extend(("place", f"{features.city}|{word}") for word in words[:2])
    return keys


# --- Two records -----------------------------------------------------------------------------


def within(one: str, other: str, limit: int) -> bool:
    """Whether at most `limit` letters separate two words (inserted, lost or replaced)."""
    if abs(len(one) - len(other)) > limit:
        return False
    if one == other:
        return True
    before = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        start, end = max(1, row - limit), min(len(other), row + limit)
        now = [row] + [limit + 1] * len(other)
        for column in range(start, end + 1):
            now[column] = min(
                before[column] + 1,
                now[column - 1] + 1,
                before[column - 1] + (letter != other[column - 1]),
            )
        if min(now[start - 1 : end + 1]) > limit:
            return False
        before = now
    return before[-1] <= limit


def _alike(one: str, other: str) -> bool:
    # Numbers are never misspelt: "lycée 12" is not "lycée 13".
    short = min(len(one), len(other))
    if short < 5 or abs(len(one) - len(other)) > 2:
        return False
    # A fault at both ends of a word is rare, and looking for it would cost the most.
    if (one[0] != other[0] and one[-3:] != other[-3:]) or one.isdigit() or other.isdigit():
        return False
    return within(one, other, 1 if short < 9 else 2)


def similarity(one: str, other: str) -> float:
    """The share of words, of two normalised names, that are the same or nearly so."""
    mine, theirs = _tokens(one), _tokens(other)
    if not mine or not theirs:
        return 0.0
    common = mine & theirs
    shared = float(len(common))
    left, right = mine - common, theirs - common
    if left and right and len(left) <= 4 and len(right) <= 4:
        free = sorted(right)
        for word in sorted(left):
            match = next((o for o in free if _alike(word, o)), None)
            if match is not None:
                free.remove(match)
                shared += 0.9
    return shared / max(len(mine), len(theirs))


# Registers that give one number to one legal person: two numbers mean two persons.
_PROVING = word_set(
    """
    siren bce bn neq che dk no se fi es abn ein kvk gb-coh gb-chc
    """
)


def _contradict(one: Record, other: Record) -> bool:
    mine = {key.partition(":")[0]: key for key in one.identifiers}
    for key in other.identifiers:
        register = key.partition(":")[0]
        if register in _PROVING and mine.get(register, key) != key:
            return True
    return False


def _meet(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any(one in theirs for one in mine)


def _by_acronym(one: _Features, other: _Features) -> bool:
    """Whether one is written as the acronym of the other: "UNHCR" and "… (UNHCR)"."""
    if not (one.acronyms or other.acronyms):
        return False
    for short, long in ((one, other), (other, one)):
        if short.name.replace(" ", "") in short.acronyms and " " in long.name:
            if _meet(short.acronyms, long.acronyms):
                return True
            if len(short.name) >= 3 and short.name in _initials(long.record.name):
                return True
    return False


def compare(one: _Features, other: _Features) -> tuple[float, tuple[str, ...]]:
    """How probable it is that two records are one, and why."""
    a, b = one.record, other.record
    same_name = bool(one.name) and one.name == other.name
    nobody = one.nobody or other.nobody
    if one.numbers != other.numbers and one.numbers and other.numbers:
        # Numbers are never misspelt: "lycée 12" is not "lycée 13", however much else they share.
        alike = 0.29
    else:
        alike = 1.0 if same_name else similarity(one.name, other.name)
    acronym = not same_name and _by_acronym(one, other)
    reasons: list[str] = []
    score = 0.0
    shared = set(a.identifiers).intersection(b.identifiers) if a.identifiers else set()
    mine, theirs = _tokens(one.name), _tokens(other.name)
    if shared:
        agree = alike >= 0.34 or acronym or mine <= theirs or theirs <= mine
        agree = agree or _meet(one.acronyms, other.acronyms)
        agree = agree and not nobody
        # An identifier of no known register may be a person's shorthand.
        proof = 0.82 if all(key.startswith("other:") for key in shared) else 0.95
        score = proof if agree else 0.65
        reasons.append("identifier" if agree else "identifier-names-differ")
    if same_name and not nobody:
        score = max(score, 0.86)
        reasons.append("name")
    elif nobody:
        pass
    elif alike >= 0.85 or (alike >= 0.6 and _skeleton(one.name) == _skeleton(other.name)):
        score = max(score, 0.8)
        reasons.append("name-close")
    elif acronym:
        score = max(score, 0.68)
        reasons.append("acronym")
    email = _meet(one.emails, other.emails)
    domain = _meet(one.domains, other.domains)
    neighbours = bool(one.city) and one.city == other.city
    # "Amis du Mali" and "Amis du Niger" of one town are neighbours, not one.
    inside = neighbours and len(mine & theirs) > 1 and (mine <= theirs or theirs <= mine)
    if not reasons and (alike < 0.3 or not (email or domain or inside)):
        return 0.0, ()
    if email:
        score = max(score + 0.08, 0.5 + 0.4 * alike)
        reasons.append("email")
    elif domain:
        score = max(score + 0.06, 0.35 + 0.5 * alike)
        reasons.append("domain")
    if inside:
        score = max(score, 0.7)
    score, more = _by_place(one, other, score, shared=bool(shared))
    reasons.extend(more)
    if not shared and _contradict(a, b):
        score -= 0.3
        reasons.append("identifiers-differ")
    return round(max(0.0, min(score, 0.99)), 3), tuple(reasons)


def _by_place(one: _Features, other: _Features, score: float, *, shared: bool) -> tuple[float, list[str]]:
    """Correct a score by what the places say; generic public names live by their country."""
    a, b = one.record, other.record
    reasons: list[str] = []
    words = _tokens(one.name) & _tokens(other.name)
    generic = not shared and bool(words & _PUBLIC) and len(words) <= 5
    mine = {a.country} if a.country else set(a.countries)
    theirs = {b.country} if b.country else set(b.countries)
    seats = bool(a.country and b.country)
    if mine and theirs:
        if mine & theirs:
            score += 0.05
            reasons.append("same-country")
        elif score >= 0.5 and not shared:
            # Seats in two countries are two bodies; action in two countries is one's daily life.
            score -= 0.5 if generic else 0.25 if seats else 0.04
            reasons.append("countries-differ")
    elif generic:
        # Nothing says of which country this ministry is.
        score -= 0.3
    if generic and not mine & theirs:
        reasons.append("generic-name")
    if one.city and other.city:
        if one.city == other.city:
            score += 0.05
            reasons.append("city")
        elif score >= 0.5:
            score -= 0.2
            reasons.append("cities-differ")
    return score, reasons


# --- All records -----------------------------------------------------------------------------

_KINDS = ("identifier", "name", "spelling", "acronym", "email", "domain", "place")
#: Up to here every pair of a block is compared; beyond, each with its next neighbours.
_SMALL = 12
_NEIGHBOURS = 5
#: A place only pairs a name with one that holds it: once sorted by name they stand side by side.
_NEAR = {"place": 2}
#: A key shared by more records than this says nothing, unless it is a name or an identifier.
_MEANINGLESS = {"spelling": 500, "acronym": 200, "email": 200, "domain": 200, "place": 100}


def _blocks(features: Sequence[_Features]) -> Iterator[tuple[str, list[int]]]:
    """The kind of a key, and the set of records that share it.

    Each (key, record) is one integer in a sorted list: half a million strings in a dictionary
    would take ten times the room. Two keys of one hash only cost a comparison.
    """
    shift = max(1, len(features).bit_length())
    entries: list[int] = []
    for index, one in enumerate(features):
        for kind, key in _keys(one):
            number = (hash(key) & 0xFFFFFFFFFF) * 8 + _KINDS.index(kind)
            entries.append(number << shift | index)
    entries.sort()
    mask = (1 << shift) - 1
    block: list[int] = []
    current = -1
    for entry in entries:
        if entry >> shift != current:
            if len(block) > 1:
                yield from _bounded(block, current)
            current, block = entry >> shift, []
        block.append(entry & mask)
    if len(block) > 1:
        yield from _bounded(block, current)


def _bounded(block: list[int], number: int) -> Iterator[tuple[str, list[int]]]:
    kind = _KINDS[number & 7]
    limit = _MEANINGLESS.get(kind)
    if limit is None or len(block) <= limit:
        yield kind, list(dict.fromkeys(block))


def _pairs(block: list[int], features: Sequence[_Features], neighbours: int) -> Iterator[tuple[int, int]]:
    if len(block) <= min(_SMALL, 2 * neighbours + 2):
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                yield (one, other) if one < other else (other, one)
        return

    def order(index: int) -> tuple[Any, ...]:
        f = features[index]
        return (f.name, f.record.country, f.record.countries, f.city, str(f.record.id))

    ordered = sorted(block, key=order)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 1 + neighbours]:
            yield (one, other) if one < other else (other, one)


def group(records: Iterable[Record]) -> list[DuplicateGroup]:
    """The groups of probable duplicates, the most certain first; the order of records is nothing.

    Strong links chain; a weak link only shows its two records side by side.
    """
    records = sorted(records, key=lambda record: str(record.id))
    features = [_features(record) for record in records]
    links: dict[tuple[int, int], tuple[float, tuple[str, ...]]] = {}
    for kind, block in _blocks(features):
        for pair in _pairs(block, features, _NEAR.get(kind, _NEIGHBOURS)):
            if pair not in links:
                found = compare(features[pair[0]], features[pair[1]])
                if found[0] >= WEAK:
                    links[pair] = found
    return _gather(records, links)


def _gather(
    records: Sequence[Record], links: dict[tuple[int, int], tuple[float, tuple[str, ...]]]
) -> list[DuplicateGroup]:
    parents: dict[int, int] = {}

    def root(index: int) -> int:
        while (parent := parents.get(index, index)) != index:
            parents[index] = parents.get(parent, parent)
            index = parent
        return index

    weakest: dict[int, float] = {}
    reasons: dict[int, set[str]] = {}
    ordered = sorted(links.items(), key=lambda item: (-item[1][0], item[0]))
    weak: list[tuple[int, int, float, tuple[str, ...]]] = []
    for (one, other), (score, why) in ordered:
        if score < STRONG:
            weak.append((one, other, score, why))
            continue
        first, second = sorted((root(one), root(other)))
        if first != second:
            parents[second] = first
            # The strongest links come first: this one is the weakest of the new group.
            weakest[first] = score
            reasons.setdefault(first, set()).update(reasons.pop(second, ()))
        reasons.setdefault(first, set()).update(why)
    members: dict[int, list[int]] = {}
    for index in sorted({index for pair in links for index in pair}):
        members.setdefault(root(index), []).append(index)
    groups = [_group(records, members[top], reasons[top], score) for top, score in weakest.items() if root(top) == top]
    shown: set[tuple[int, int]] = set()
    for one, other, score, why in weak:
        sides = (min(root(one), root(other)), max(root(one), root(other)))
        if sides[0] != sides[1] and sides not in shown:
            shown.add(sides)
            groups.append(_group(records, [one, other], set(why), score))
    return sorted(groups, key=lambda g: (-g.score, [str(member) for member in g.ids]))


def _group(records: Sequence[Record], members: list[int], reasons: set[str], score: float) -> DuplicateGroup:
    return DuplicateGroup(
        ids=tuple(records[index].id for index in sorted(members)),
        reasons=tuple(reason for reason in REASONS if reason in reasons),
        score=score,
    )
