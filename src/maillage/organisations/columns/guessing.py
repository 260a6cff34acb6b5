"""A field proposed for each column from its header, then from its content, with the reason why."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.core.territories import parse_countries
from maillage.core.text import words_of
from maillage.organisations.columns.content import evidence
from maillage.organisations.columns.fields import IDENTIFIER_FIELDS, LABELS, REPEATABLE, Field
from maillage.organisations.columns.synonyms import EMPTY, SYNONYMS

# "salarié·e·s" is "salariés" for us.
_INCLUSIVE = re.compile(r"[·•](?:e|ne|le|rice|trice|euse)?[·•]?s?\b")


def _header_key(header: str) -> str:
    header = _INCLUSIVE.sub("s", header[:200])
    header = re.sub(r"\((fr|en|es)\)", r" \1", header, flags=re.IGNORECASE)
    words = words_of(re.sub(r"\([^()]*\)|[*:?°º]", " ", re.sub(r"[nN]\s*[°º]", "numero ", header)))
    # "en" is a small word, but at the end of "description_en", where it is English.
    last = len(words) - 1
    kept = [word for at, word in enumerate(words) if word not in EMPTY or (word == "en" and at == last)]
    return " ".join(kept or words)


_FIELD_OF_HEADER: dict[str, Field] = {}
for _field, _words in SYNONYMS.items():
    for _word in _words.split("|"):
        _key = _header_key(_word)
        _FIELD_OF_HEADER.setdefault(_key, _field)
# Our own exports name columns by their label or by their code.
for _field, _label in LABELS.items():
    _FIELD_OF_HEADER.setdefault(_header_key(_label._args[0]), _field)
    _FIELD_OF_HEADER.setdefault(_header_key(_field.value), _field)


@dataclass(frozen=True, slots=True)
class Guess:
    """A field for a column, from 0 to 1, and why: "header", "header-part", "content", …"""

    field: Field
    confidence: float
    reason: str


REASONS: dict[str, Any] = {
    "header": _("Le titre de la colonne le dit."),
    "header-part": _("Le titre de la colonne contient ce mot."),
    "header-and-content": _("Le titre de la colonne le dit et son contenu le confirme."),
    "content": _("Le contenu de la colonne y ressemble."),
    "content-corrects": _("Le contenu de la colonne contredit son titre."),
    "taken": _("Une autre colonne correspond mieux à ce champ."),
    "unknown": _("Rien ne dit ce que contient cette colonne."),
    "empty": _("La colonne est vide."),
}


def explain(guess: Guess) -> str:
    """Why this field was proposed."""
    return str(REASONS[guess.reason])


def guess_mapping(headers: Sequence[str], sample_rows: Iterable[Sequence[str]]) -> dict[int, Guess]:
    """Propose a field for every column; each field once, but for those that can repeat.

    A header that is known wins, unless the content proves otherwise ("Contact" full of e-mails).
    """
    columns: list[list[str]] = [[] for _header in headers]
    for row in sample_rows:
        for index, cell in enumerate(row[: len(headers)]):
            cell = cell.strip()
            if cell and len(columns[index]) < 200 and not _is_nothing(cell):
                columns[index].append(cell)
    guesses = {index: _guess(header, columns[index]) for index, header in enumerate(headers)}
    _settle_countries(guesses, columns)
    _keep_best(guesses)
    return guesses


def _is_nothing(cell: str) -> bool:
    # "NA" may be Namibia: only what cannot be a value is left aside here.
    return cell.upper() in {"N/A", "-", "?", "#N/A", "NÉANT", "NULL"}


def _guess(header: str, cells: list[str]) -> Guess:
    if header.startswith("(") and header.endswith(")"):
        return Guess(Field.IGNORE, 0.9, "header")  # our exports tell so what no field holds
    key = _header_key(header)
    named, reason, confidence = _FIELD_OF_HEADER.get(key), "header", 0.9
    if named is None:
        named, reason, confidence = _by_part(key), "header-part", 0.6
    shown = evidence(cells) if cells else None
    if named is None:
        if shown:
            return Guess(shown[0], round(0.5 + 0.3 * shown[1], 2), "content")
        return Guess(Field.IGNORE, 0.5, "unknown" if cells else "empty")
    if shown is None:
        if named is Field.EXTERNAL_KEY and cells and len(set(cells)) < len(cells):
            # A key that repeats is no key.
            return Guess(Field.IGNORE, 0.5, "content-corrects")
        return Guess(named, confidence, reason)
    return _reconciled(named, reason, confidence, shown)


def _reconciled(named: Field, reason: str, confidence: float, shown: tuple[Field, float]) -> Guess:
    seen, share = shown
    if seen is named or {seen, named} <= {Field.COUNTRY, Field.COUNTRIES_OF_ACTION}:
        return Guess(named, 0.98, "header-and-content")
    if {seen, named} == {Field.KIND, Field.IATI_TYPE}:
        return Guess(named, 0.98, "header-and-content")
    if named in (Field.IDENTIFIER, Field.EXTERNAL_KEY) and seen in IDENTIFIER_FIELDS:
        return Guess(seen, 0.9, "header-and-content")
    if named is Field.IATI and seen is Field.KIND:
        return Guess(Field.IATI_TYPE, 0.8, "content-corrects")
    strong = seen in IDENTIFIER_FIELDS or seen in (Field.EMAIL, Field.WEBSITE)
    if strong and share >= 0.8 and named not in IDENTIFIER_FIELDS:
        return Guess(seen, 0.8, "content-corrects")
    return Guess(named, confidence, reason)


def _by_part(key: str) -> Field | None:
    """A known header inside a longer one: "Courriel du siège", "Pays d'intervention en 2023"."""
    words = key.split()
    best: tuple[int, Field] | None = None
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            part = " ".join(words[start:end])
            field = _FIELD_OF_HEADER.get(part)
            if field is None or len(part) < 3 or field in (Field.EXTERNAL_KEY, Field.IGNORE):
                continue
            # "Nombre" is a name in Spanish and a number in French, where more words follow.
            if part == "nombre":
                continue
            if best is None or end - start > best[0]:
                best = (end - start, field)
    return best[1] if best else None


def _settle_countries(guesses: dict[int, Guess], columns: list[list[str]]) -> None:
    """A column "Pays" is the seat, unless its cells hold several countries."""
    for index, guess in guesses.items():
        if guess.field not in (Field.COUNTRY, Field.COUNTRIES_OF_ACTION) or not columns[index]:
            continue
        several = sum(len(parse_countries(cell[:300])[0]) > 1 for cell in columns[index])
        share = several / len(columns[index])
        if guess.field is Field.COUNTRY and share > 0.1:
            guesses[index] = Guess(Field.COUNTRIES_OF_ACTION, 0.8, "content-corrects")
        elif guess.reason == "content" and share == 0:
            guesses[index] = Guess(Field.COUNTRY, guess.confidence, "content")


def _keep_best(guesses: dict[int, Guess]) -> None:
    best: dict[Field, int] = {}
    for index, guess in guesses.items():
        if guess.field in REPEATABLE:
            continue
        held = best.get(guess.field)
        if held is None or guess.confidence > guesses[held].confidence:
            if held is not None:
                guesses[held] = Guess(Field.IGNORE, 0.5, "taken")
            best[guess.field] = index
        else:
            guesses[index] = Guess(Field.IGNORE, 0.5, "taken")
