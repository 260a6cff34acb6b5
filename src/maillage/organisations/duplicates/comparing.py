"""Two records side by side: how probable it is that they are one organisation, and why."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.organisations.duplicates.common import PROVING, PUBLIC
from maillage.organisations.duplicates.features import Features, Record, initials_of, spelling_of, words_in

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
    mine, theirs = words_in(one), words_in(other)
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


def _contradict(one: Record, other: Record) -> bool:
    mine = {key.partition(":")[0]: key for key in one.identifiers}
    for key in other.identifiers:
        register = key.partition(":")[0]
        if register in PROVING and mine.get(register, key) != key:
            return True
    return False


def _meet(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return any(one in theirs for one in mine)


def _by_acronym(one: Features, other: Features) -> bool:
    """Whether one is written as the acronym of the other: "UNHCR" and "… (UNHCR)"."""
    if not (one.acronyms or other.acronyms):
        return False
    for short, long in ((one, other), (other, one)):
        if short.name.replace(" ", "") in short.acronyms and " " in long.name:
            if _meet(short.acronyms, long.acronyms):
                return True
            if len(short.name) >= 3 and short.name in initials_of(long.record.name):
                return True
    return False


def compare(one: Features, other: Features) -> tuple[float, tuple[str, ...]]:
    """How probable it is that two records are one, and why."""
    a, b = one.record, other.record
    numbered = one.numbers != other.numbers and bool(one.numbers and other.numbers)
    if numbered and not (_meet(a.identifiers, b.identifiers) or _by_acronym(one, other)):
        return 0.0, ()
    same_name = bool(one.name) and one.name == other.name
    nobody = one.nobody or other.nobody
    if numbered:
        # Numbers are never misspelt: "lycée 12" is not "lycée 13", however much else they share.
        alike = 0.29
    else:
        alike = 1.0 if same_name else similarity(one.name, other.name)
    acronym = not same_name and _by_acronym(one, other)
    reasons: list[str] = []
    score = 0.0
    shared = set(a.identifiers).intersection(b.identifiers) if a.identifiers else set()
    mine, theirs = words_in(one.name), words_in(other.name)
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
    elif alike >= 0.85 or (alike >= 0.6 and spelling_of(one.name) == spelling_of(other.name)):
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


def _by_place(one: Features, other: Features, score: float, *, shared: bool) -> tuple[float, list[str]]:
    """Correct a score by what the places say; generic public names live by their country."""
    a, b = one.record, other.record
    reasons: list[str] = []
    words = words_in(one.name) & words_in(other.name)
    generic = not shared and bool(words & PUBLIC) and len(words) <= 5
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
