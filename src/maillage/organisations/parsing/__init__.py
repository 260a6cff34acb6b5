"""One cell of somebody's spreadsheet into one value, forgiving and never silent.

Every function takes the raw text and returns the value and, when there is something to say, a
Problem. Severities: an *error* keeps the row out; a *warning* leaves the cell out; a *note*
tells that the value was understood in a way worth checking.
"""

from maillage.organisations.parsing.choices import IATI_KINDS, parse_boolean, parse_kind, parse_languages, parse_state
from maillage.organisations.parsing.figures import parse_amount, parse_date, parse_year
from maillage.organisations.parsing.places import parse_coordinate, parse_coordinates, parse_country, parse_country_list
from maillage.organisations.parsing.problems import ERROR, MESSAGES, NOTE, WARNING, Parsed, Problem, explain
from maillage.organisations.parsing.rows import ParsedRow, parse_identifier, parse_row
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

__all__ = [
    "ERROR",
    "IATI_KINDS",
    "MESSAGES",
    "NOTE",
    "WARNING",
    "Parsed",
    "ParsedRow",
    "Problem",
    "explain",
    "parse_amount",
    "parse_boolean",
    "parse_coordinate",
    "parse_coordinates",
    "parse_country",
    "parse_country_list",
    "parse_date",
    "parse_email",
    "parse_identifier",
    "parse_kind",
    "parse_languages",
    "parse_line",
    "parse_list",
    "parse_name",
    "parse_phone",
    "parse_prose",
    "parse_row",
    "parse_short",
    "parse_state",
    "parse_url",
    "parse_year",
]
