"""A list of mandates as people send it: which column holds what, and what each line says. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.advocacy import levels
from maillage.advocacy.enums import Level
from maillage.core.text import clean, fold

FIELDS = {
    "last_name": _("Nom de famille"), "first_name": _("Prénom"), "title": _("Fonction"), "level": _("Échelon"),
    "institution": _("Institution"), "territory": _("Territoire"), "region": _("Région"),
    "postal_codes": _("Codes postaux"), "email": _("Courriel"), "phone": _("Téléphone"),
    "started_on": _("Début du mandat"), "ended_on": _("Fin du mandat"), "key": _("Identifiant dans la liste"),
}  # fmt: skip
_WORDS = {
    "last_name": "nom|nom de famille|nom de l'elu|nom elu|last name|surname|apellido|apellidos|name",
    "first_name": "prenom|prenom de l'elu|first name|given name|nombre",
    "title": "fonction|titre|mandat|poste|role|title|office|cargo|libelle de la fonction|libelle de fonction",
    "level": "echelon|niveau|palier|level|nivel",
    "institution": "institution|organisation|assemblee|conseil|ministere|parlement|institution name",
    "territory": "territoire|commune|ville|municipalite|circonscription|libelle de la commune|municipality|city|"
    "district|canton|arrondissement",
    "region": "region|code region|departement|code departement|code du departement|region administrative|province",
    "postal_codes": "code postal|codes postaux|cp|postal code|prefixe postal|prefixes|codigo postal",
    "email": "courriel|email|e-mail|mail|adresse courriel|adresse electronique|correo",
    "phone": "telephone|tel|phone|telefono",
    "started_on": "debut|debut du mandat|date de debut du mandat|date de debut de la fonction|depuis|depuis le|start|started",
    "ended_on": "fin|fin du mandat|date de fin|jusqu'au|end|ended|fin de mandat",
    "key": "identifiant|id|cle|numero|key|uid",
}
_FIELD_OF = {word: name for name, words in _WORDS.items() for word in words.split("|")}
_LEVELS = (
    (Level.EUROPE, "europe|europeen|parlement europeen"),
    (Level.STATE, "federal|national|etat|assemblee nationale|senat|chambre|parlement federal|state|depute|senateur"),
    (Level.REGION, "region|regional|conseil regional|communaute|provincial quebec|mna"),
    (Level.DISTRICT, "departement|departemental|canton|mrc|district|arrondissement|intercommunal|prefet"),
    (Level.LOCAL, "municipal|commune|communal|local|ville|mairie|maire|mairesse|bourgmestre|echevin|conseil municipal"),
)
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
LONGEST = {"last_name": 100, "first_name": 100, "title": 160, "institution": 200, "territory": 160, "region": 12,
           "postal_codes": 500, "email": 254, "phone": 40, "key": 120}  # fmt: skip
PROBLEMS = {
    "no_name": _("Il manque le nom de famille."), "no_title": _("Il manque la fonction."),
    "email": _("Ce courriel n’en est pas un : laissé vide."), "date": _("Cette date ne se lit pas : laissée vide."),
    "days": _("La fin du mandat précède son début."), "level": _("Échelon inconnu : « Autre »."),
    "twice": _("Cette ligne redit la même chose qu’une autre."), "long": _("Un texte trop long est coupé."),
}  # fmt: skip
REJECTED = {"no_name", "no_title", "days", "twice"}


def guess(headers: Sequence[str]) -> dict[str, int]:
    """{field: column} from the titles of columns; each field once, the first column that bears its name."""
    found: dict[str, int] = {}
    for at, header in enumerate(headers):
        name = _FIELD_OF.get(fold(re.sub(r"[*:?°()]", " ", header)))
        if name and name not in found:
            found[name] = at
    return found


@dataclass
class Line:
    """What a line says, and what is odd in it."""

    number: int
    values: dict[str, Any]
    problems: list[str] = field(default_factory=list)

    @property
    def rejected(self) -> bool:
        return bool(REJECTED.intersection(self.problems))

    @property
    def level(self) -> str:
        return levels.label(self.values["level"])

    @property
    def key(self) -> tuple[str, ...]:
        """Two lines of one key say the same mandate."""
        v = self.values
        who = v["key"] or fold(f"{v['last_name']} {v['first_name']}")
        return (who, fold(v["title"]), fold(v["territory"]), fold(v["institution"]))


def read(rows: Sequence[Sequence[Any]], mapping: Mapping[str, int]) -> list[Line]:
    """Each line of the list; the first cell of a row is its number in the file."""
    lines, seen = [], set()
    for number, *cells in rows:
        line = _line(int(number), cells, mapping)
        if not line.rejected:
            if line.key in seen:
                line.problems.append("twice")
            seen.add(line.key)
        lines.append(line)
    return lines


def _line(number: int, cells: Sequence[str], mapping: Mapping[str, int]) -> Line:
    problems: list[str] = []
    values: dict[str, Any] = {}
    for name in FIELDS:
        at = mapping.get(name)
        text = clean(str(cells[at])) if at is not None and 0 <= at < len(cells) else ""
        most = LONGEST.get(name, 500)
        if len(text) > most:
            problems.append("long")
            text = text[:most].rstrip()
        values[name] = text
    if not values["last_name"]:
        problems.append("no_name")
    if not values["title"]:
        problems.append("no_title")
    if values["email"] and not _EMAIL.fullmatch(values["email"]):
        problems.append("email")
        values["email"] = ""
    for name in ("started_on", "ended_on"):
        text = values[name]
        values[name] = day(text)
        if text and values[name] is None:
            problems.append("date")
    if values["started_on"] and values["ended_on"] and values["ended_on"] < values["started_on"]:
        problems.append("days")
    values["level"], known = level(values["level"], f"{values['title']} {values['institution']}")
    if not known:
        problems.append("level")
    values["postal_codes"] = " ".join(prefixes(values["postal_codes"]))
    return Line(number, values, problems)


def day(text: str) -> date | None:
    """« 2024-11-02 », « 2/11/2024 »: the day before the month, as here."""
    text = text.split(" ")[0].split("T")[0]
    parts = None
    if found := _ISO.fullmatch(text):
        parts = (int(found[1]), int(found[2]), int(found[3]))
    elif found := _DAY.fullmatch(text):
        parts = (int(found[3]), int(found[2]), int(found[1]))
    if parts is None or not 1900 <= parts[0] <= 2200:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def level(said: str, beside: str) -> tuple[str, bool]:
    """The level said, else what the title and the institution let one understand; False when nothing does."""
    for text in (said, beside):
        words = fold(text)
        if words in Level.values:
            return words, True
        for one, names in _LEVELS:
            if any(re.search(rf"\b{name}\b", words) for name in names.split("|")):
                return one.value, True
    return Level.OTHER.value, False


def prefixes(text: str) -> list[str]:
    """Beginnings of postal codes, as they are compared: capitals, without spaces within one."""
    parts = re.split(r"[,;|/]+", text) if re.search(r"[,;|/]", text) else text.split("  ")
    found = [re.sub(r"[^0-9A-Za-z]", "", part).upper()[:8] for part in parts]
    return list(dict.fromkeys(part for part in found if part))
