"""A whole row: its cells by field, its identifiers, its place, and the key of its organisation."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from maillage.core.text import clean, normalise_name
from maillage.organisations import identifiers
from maillage.organisations.columns import IDENTIFIER_FIELDS, Field
from maillage.organisations.parsing.choices import parse_boolean, parse_kind, parse_languages, parse_state
from maillage.organisations.parsing.figures import parse_amount, parse_date, parse_year
from maillage.organisations.parsing.places import (
    checked_place,
    parse_coordinate,
    parse_coordinates,
    parse_country,
    parse_country_list,
)
from maillage.organisations.parsing.problems import (
    ERROR,
    NOTE,
    NOTHING_PARSED,
    WARNING,
    Parsed,
    Problem,
    refused,
    shortened,
)
from maillage.organisations.parsing.texts import (
    parse_email,
    parse_line,
    parse_list,
    parse_name,
    parse_phone,
    parse_prose,
    parse_short,
    parse_url,
)


def _noted(identifier: identifiers.Identifier) -> Parsed:
    if identifier.notes:
        note = identifier.notes[0]
        return identifier, Problem(f"identifier.{note.code}", note.params, NOTE)
    return identifier, None


def parse_identifier(text: str, kind: str = "", country: str = "") -> Parsed:
    """An Identifier of the kind that the column announces, or of the one recognised."""
    raw = clean(text)
    if identifiers.is_placeholder(raw):
        return NOTHING_PARSED
    if raw.endswith(".0") and raw[:-2].isdigit():
        raw = raw[:-2]
    if len(raw) > 200:
        return refused("identifier-unknown", raw)
    if kind:
        try:
            return _noted(identifiers.check(kind, raw))
        except identifiers.IdentifierError as error:
            if kind == "iati" and error.code == "format" and re.search(r"\d|\w-\w", raw):
                return _noted(identifiers.check("other", raw))
            return None, Problem(f"identifier.{error.code}", error.params)
    found = identifiers.recognise(raw, country=country)
    if not found:
        return _noted(identifiers.check("other", raw))
    identifier, problem = _noted(identifiers.check(*found[0]))
    if len(found) > 1:
        kinds = ", ".join(kind.upper() for kind, _value in found)
        problem = Problem("identifier-ambiguous", {"text": raw, "kinds": kinds})
    return identifier, problem


_PARSERS: dict[Field, Callable[[str], Parsed]] = {
    Field.NAME: parse_name,
    Field.SHORT_NAME: parse_short,
    Field.KIND: parse_short,  # in the network's own words: `importing.values` looks it up
    Field.IATI_TYPE: parse_kind,
    Field.FAMILY: parse_short,
    Field.FOUNDED: parse_year,
    Field.BUDGET: parse_amount,
    Field.STAFF: parse_amount,
    Field.REPRESENTED: parse_amount,
    Field.STREET: parse_line,
    Field.POSTAL_CODE: parse_short,
    Field.CITY: parse_short,
    Field.REGION: parse_short,
    Field.COUNTRY: parse_country,
    Field.LATITUDE: parse_coordinate,
    Field.LONGITUDE: parse_coordinate,
    Field.COORDINATES: parse_coordinates,
    Field.COUNTRIES_OF_ACTION: parse_country_list,
    Field.THEMES: parse_list,
    Field.LANGUAGES: parse_languages,
    Field.WEBSITE: parse_url,
    Field.EMAIL: parse_email,
    Field.PHONE: parse_phone,
    Field.DESCRIPTION: parse_prose,
    Field.DESCRIPTION_FR: parse_prose,
    Field.DESCRIPTION_EN: parse_prose,
    Field.DESCRIPTION_ES: parse_prose,
    Field.PUBLIC: parse_boolean,
    Field.WITHHELD: parse_boolean,
    Field.STATE: parse_state,
    Field.VERIFIED_ON: parse_date,
    Field.NOTE: parse_prose,
    Field.CATEGORY: parse_short,
    Field.MEMBER_SINCE: parse_date,
    Field.EXTERNAL_KEY: parse_short,
}


@dataclass(slots=True)
class ParsedRow:
    """The values of a row by field, what there is to say, and the key of its organisation.

    `key` tells two rows of one file apart, or not: the external key, else the first proven
    identifier, else the name and the country.
    """

    values: dict[str, Any]
    identifiers: list[identifiers.Identifier]
    problems: list[Problem]
    key: str

    @property
    def is_valid(self) -> bool:
        return all(problem.severity != ERROR for problem in self.problems)


def parse_row(row: Sequence[str], mapping: Mapping[int, Field | str]) -> ParsedRow:
    """Read a row by the fields of its columns; never raises, whatever the cells hold."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    raw_identifiers: list[tuple[int, str, str]] = []
    width = len(row)
    for column, name in mapping.items():
        if column >= width:
            continue
        cell = row[column]
        if not cell or cell.isspace():
            continue
        parser = _PARSERS.get(name)  # type: ignore[arg-type]
        if parser is None:
            if name in IDENTIFIER_FIELDS:
                raw_identifiers.append((column, name, cell))
            continue
        value, problem = parser(cell)
        if problem is not None:
            problems.append(replace(problem, column=column, field=str(name)))
        if value is None or value == ():
            continue
        before = values.get(name)
        if before is None:
            values[name] = value
        elif isinstance(value, tuple) and name is not Field.COORDINATES:
            values[name] = tuple(dict.fromkeys(before + value))
        elif before != value:
            params = {"value": shortened(str(before))}
            problems.append(Problem("two-values", params, WARNING, column, str(name)))
    found = _parse_identifiers(raw_identifiers, values.get(Field.COUNTRY, ""), problems)
    if Field.NAME not in values and not any(problem.severity == ERROR for problem in problems):
        if short := values.get(Field.SHORT_NAME):
            values[Field.NAME] = short
            problems.append(Problem("name-from-acronym", {}, NOTE, None, Field.NAME))
        else:
            problems.append(Problem("name-missing", {}, ERROR, None, Field.NAME))
    if values.keys() & {Field.LATITUDE, Field.LONGITUDE, Field.COORDINATES}:
        _place(values, problems)
    return ParsedRow(values, found, problems, _key(values, found))


def _parse_identifiers(
    cells: list[tuple[int, str, str]], country: str, problems: list[Problem]
) -> list[identifiers.Identifier]:
    found: dict[tuple[str, str], identifiers.Identifier] = {}
    for column, name, cell in cells:
        kind = "" if name == Field.IDENTIFIER else str(name)
        identifier, problem = parse_identifier(cell, kind, country)
        if problem is not None:
            problems.append(replace(problem, column=column, field=str(name)))
        if identifier is not None:
            found.setdefault((identifier.kind, identifier.value), identifier)
    return list(found.values())


def _place(values: dict[str, Any], problems: list[Problem]) -> None:
    """Bring one or two columns of coordinates to a latitude and a longitude that make sense."""
    both = values.pop(Field.COORDINATES, None)
    latitude, longitude = values.pop(Field.LATITUDE, None), values.pop(Field.LONGITUDE, None)
    if both is None:
        if latitude is None or longitude is None:
            problems.append(Problem("coordinates-incomplete", {}, WARNING, None, Field.LATITUDE))
            return
        both = (latitude, longitude)
    checked, problem = checked_place(*both)
    if problem is not None:
        problems.append(replace(problem, field=Field.LATITUDE))
    if checked is not None:
        values[Field.LATITUDE], values[Field.LONGITUDE] = checked


def _key(values: dict[str, Any], found: list[identifiers.Identifier]) -> str:
    if external := values.get(Field.EXTERNAL_KEY):
        return f"external:{external}"
    for identifier in found:
        if identifier.key:
            return identifier.key
    name = values.get(Field.NAME)
    return f"name:{normalise_name(name)}|{values.get(Field.COUNTRY, '')}" if name else ""
