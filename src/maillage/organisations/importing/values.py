"""A parsed row as a record (`record.FIELDS`), by the codes of the network's profile."""

from dataclasses import replace
from datetime import date
from typing import Any

from maillage.core import territories
from maillage.core.text import fold
from maillage.network.profile import Profile
from maillage.organisations import words
from maillage.organisations.columns import Field
from maillage.organisations.enums import State
from maillage.organisations.parsing import NOTE, ParsedRow, Problem, parse_kind

F = Field
TEXTS = {  # field: (name in the record, longest)
    F.NAME: ("name", 300), F.SHORT_NAME: ("short_name", 60), F.WEBSITE: ("website", 300), F.EMAIL: ("email", 254),
    F.PHONE: ("phone", 40), F.STREET: ("street", 300), F.POSTAL_CODE: ("postal_code", 20), F.CITY: ("city", 120),
    F.COUNTRY: ("country", 2), F.FOUNDED: ("founded", 0), F.LATITUDE: ("latitude", 0), F.LONGITUDE: ("longitude", 0),
}  # fmt: skip
MEASURES = {F.BUDGET: "budget", F.STAFF: "staff", F.REPRESENTED: "represented_members"}
DESCRIPTIONS = {F.DESCRIPTION_FR: "fr", F.DESCRIPTION_EN: "en", F.DESCRIPTION_ES: "es"}
# Recognised, shown to the person, and left to the room of members: an import of the directory admits nobody.
LEFT_OUT = (F.CATEGORY, F.MEMBER_SINCE, F.NOTE)


class Reader:
    """Turns parsed rows into records; looks the profile up once."""

    def __init__(self, profile: Profile, today: date) -> None:
        self.today = today
        self.language = profile.language.code
        self.territory = words.territory()
        self.themes = self._index(profile.themes)
        self.families = self._index(profile.families)
        self.kinds = self._index((*profile.organisation_kinds, *profile.partner_types))
        self.digits = profile.digits
        self._regions: dict[str, str | None] = {}

    @staticmethod
    def _index(things: Any) -> dict[str, str]:
        """{folded code or name in any language: code}."""
        found: dict[str, str] = {}
        for thing in things:
            for text in (thing.code, thing.name.fr, thing.name.en, thing.name.es):
                if text:
                    found.setdefault(fold(text), thing.code)
        return found

    def values(self, row: ParsedRow) -> dict[str, Any]:
        """The record that a row gives: only what it says. Adds to the row's problems what cannot be kept."""
        raw = row.values
        found: dict[str, Any] = {}
        for field, (name, longest) in TEXTS.items():
            if field in raw:
                found[name] = raw[field][:longest] if longest else raw[field]
        if row.identifiers:
            found["identifiers"] = [[str(one.kind)[:20], one.value[:80]] for one in row.identifiers]
        self._codes(raw, found, row)
        self._texts(raw, found)
        sizes = [[name, self.today.year, int(raw[field] * self.unit(name)), ""]
                 for field, name in MEASURES.items() if field in raw]  # fmt: skip
        if sizes:
            found["sizes"] = sizes
        return found

    def unit(self, measure: str) -> int:
        """A file says a budget in dollars; it is kept in cents."""
        return 10**self.digits if measure == "budget" else 1

    def _codes(self, raw: dict[str, Any], found: dict[str, Any], row: ParsedRow) -> None:
        if (kind := raw.get(F.IATI_TYPE)) or raw.get(F.KIND):
            self._kind(str(raw.get(F.KIND) or ""), kind, found, row)
        if family := raw.get(F.FAMILY):
            self._coded("family", family, self.families, found, row, F.FAMILY)
        if F.THEMES in raw:
            known = [self.themes[fold(text)] for text in raw[F.THEMES] if fold(text) in self.themes]
            unknown = [text for text in raw[F.THEMES] if fold(text) not in self.themes]
            if known:
                found["themes"] = known
            if unknown:
                row.problems.append(Problem("theme-unknown", {"text": ", ".join(unknown)[:80]}, field=F.THEMES))
        if F.COUNTRIES_OF_ACTION in raw:
            found["countries"] = list(raw[F.COUNTRIES_OF_ACTION])
        self._region(raw, found, row)

    def _kind(self, text: str, iati: str | None, found: dict[str, Any], row: ParsedRow) -> None:
        """In the network's own words first, then in those of the IATI list."""
        code = self.kinds.get(fold(text))
        if code is None and text:
            code, problem = parse_kind(text)
            if problem is not None and iati is None:
                row.problems.append(replace(problem, field=F.KIND))
        code = code or iati
        if code:
            found["kind"] = self.kinds.get(fold(code), code)

    @staticmethod
    def _coded(
        name: str, text: str, index: dict[str, str], found: dict[str, Any], row: ParsedRow, field: Field
    ) -> None:
        code = index.get(fold(text))
        if code:
            found[name] = code
        else:
            row.problems.append(Problem(f"{name}-unknown", {"text": text[:80]}, field=field))

    def _region(self, raw: dict[str, Any], found: dict[str, Any], row: ParsedRow) -> None:
        if not self.territory:
            return
        said, postal = raw.get(F.REGION, ""), raw.get(F.POSTAL_CODE, "")
        if (said and (code := self._find_region(said))) or (
            postal and found.get("country", "") in ("", "FR", "BE") and (code := self._find_region(postal))
        ):
            found["region"] = code
        elif said:
            row.problems.append(Problem("region-unknown", {"text": said[:80]}, field=F.REGION))

    def _find_region(self, text: str) -> str | None:
        if text not in self._regions:
            if len(self._regions) > 20_000:
                self._regions.clear()
            self._regions[text] = territories.find_region(self.territory, text)
        return self._regions[text]

    def _texts(self, raw: dict[str, Any], found: dict[str, Any]) -> None:
        if F.LANGUAGES in raw:
            found["languages"] = list(raw[F.LANGUAGES])
        descriptions = {language: raw[field][:5000] for field, language in DESCRIPTIONS.items() if field in raw}
        if F.DESCRIPTION in raw:
            descriptions.setdefault(self.language, raw[F.DESCRIPTION][:5000])
        if descriptions:
            found["descriptions"] = descriptions
        for field, name in ((F.PUBLIC, "is_public"), (F.WITHHELD, "withheld"), (F.VERIFIED_ON, "verified_on")):
            if field in raw:
                found[name] = raw[field]
        if F.STATE in raw and raw[F.STATE] in (State.ACTIVE, State.DORMANT, State.CLOSED):
            found["state"] = str(raw[F.STATE])


def notes_of(row: ParsedRow, headers: list[str]) -> list[dict[str, Any]]:
    """The row's problems as they are kept: severity, column, code and parameters."""
    kept = []
    for problem in row.problems:
        column = headers[problem.column] if problem.column is not None and problem.column < len(headers) else ""
        kept.append({"severity": problem.severity, "column": column or problem.field, "code": problem.code,
                     "params": {name: str(value) for name, value in problem.params.items()}})  # fmt: skip
    return kept


def remark(code: str, **params: Any) -> Problem:
    return replace(Problem(code, params), severity=NOTE)
