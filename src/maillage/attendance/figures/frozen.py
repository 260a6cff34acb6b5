"""A year's figures gathered whole, to be frozen: every dimension, the main crossings, with the words of that day."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import override

from maillage.attendance.figures import assembly, reading, showing
from maillage.attendance.figures.assembly import Tally
from maillage.attendance.figures.dimensions import DIMENSIONS, MEASURES, Dimension, shown
from maillage.attendance.figures.years import Years
from maillage.core.periods import FiscalCalendar
from maillage.network import current

FORMAT = 1
CROSSED = (("sexe", "age"), ("presents", "age"), ("presents", "sexe"), ("origine", "age"), ("cadres", "age"), ("cadres", "sexe"),
           ("publics", "formes"))  # fmt: skip
Data = dict[str, Any]


def build(years: Years) -> Data:
    """Numbers are whole, so that the digest is the same on every database."""
    with override("fr"):
        return _build(years)


def _build(years: Years) -> Data:
    year, profile = years.chosen, current.profile()
    plain = [one for one in shown() if one.level != "people"]
    facts = reading.read([year], plain)
    found: Data = {
        "format": FORMAT, "network": profile.names.name.text("fr"), "taken": localtime(now()).isoformat(timespec="minutes"),
        "year": {"label": year.label, "start": year.start.isoformat(), "end": year.end.isoformat(),
                 "calendar": "civil" if years.civil else "fiscal"},
        "definitions": {one.slug: {"label": str(one.label), "text": str(one.definition)} for one in MEASURES.values()},
        "totals": asdict(assembly.totals(facts)[0]),
        "dimensions": [_lines(facts, one) for one in plain], "crossings": [],
    }  # fmt: skip
    for one in shown():
        if one.level == "people":
            found["dimensions"].append(_lines(reading.read([year], [one]), one))
    names = {one.slug for one in shown()}
    for row, column in CROSSED:
        if row in names and column in names:
            found["crossings"].append(_grid(years, DIMENSIONS[row], DIMENSIONS[column]))
    return found


def _lines(facts: reading.Facts, dimension: Dimension) -> Data:
    lines = assembly.lines(facts, dimension)
    return {
        "slug": dimension.slug, "label": str(dimension.label), "overlapping": lines.overlapping,
        "of_people": dimension.level == "people",
        "lines": [{"code": code, "name": name, "values": asdict(lines.by_code[code][-1])}
                  for code, name in showing.ordered(dimension, set(lines.by_code))],
    }  # fmt: skip


def _grid(years: Years, row: Dimension, column: Dimension) -> Data:
    facts = reading.read([years.chosen], [row, column])
    grid = assembly.grid(facts, row, column, "presences", 0)
    rows = showing.ordered(row, {code for code, _other in grid.cells} | set(grid.rows))
    columns = showing.ordered(column, {code for _code, code in grid.cells} | set(grid.columns))
    return {
        "label": f"{row.label} × {column.label}", "measure": "presences", "total": grid.total,
        "rows": [[code, name, grid.rows.get(code, 0)] for code, name in rows if code],
        "columns": [[code, name, grid.columns.get(code, 0)] for code, name in columns if code],
        "cells": [[code, other, people] for (code, other), people in sorted(grid.cells.items()) if code and other],
    }  # fmt: skip


def digest(data: Mapping[str, Any]) -> str:
    """The fingerprint of what is frozen, the same whatever order a database gives keys in."""
    return sha256(json.dumps(data, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def years_of(data: Mapping[str, Any]) -> Years:
    """The year that was frozen, for the same figures today."""
    start = date.fromisoformat(data["year"]["start"])
    year = FiscalCalendar(start.month, start.day).year_of(start)
    return Years(year, (year,), data["year"]["calendar"] == "civil")


def shown_values(dimension: Mapping[str, Any]) -> list[str]:
    """The measures that a frozen dimension shows: those of people are presences alone."""
    if dimension["of_people"]:
        return ["presences"]
    return [one.field for one in MEASURES.values()]


def value(values: Mapping[str, int], name: str) -> int:
    return round(values["minutes"] / 60) if name == "hours" else int(values.get(name, 0))


def measure_names(data: Mapping[str, Any]) -> dict[str, str]:
    """{field: name} as they read that day."""
    fields = {one.slug: one.field for one in MEASURES.values()}
    return {fields[slug]: said["label"] for slug, said in data["definitions"].items() if slug in fields}


def differences(kept: Mapping[str, Any], live: Mapping[str, Any]) -> list[tuple[str, str, str, int, int]]:
    """(dimension, line, measure, frozen, now) of all that is no longer so."""
    found = []
    names = measure_names(kept)
    for name, label in names.items():
        before, after = value(kept["totals"], name), value(live["totals"], name)
        if before != after:
            found.append((_("Ensemble"), "", label, before, after))
    now_by = {one["slug"]: {line["code"]: line for line in one["lines"]} for one in live["dimensions"]}
    for dimension in kept["dimensions"]:
        mine = {line["code"]: line for line in dimension["lines"]}
        others = now_by.get(dimension["slug"], {})
        for code in [*mine, *(code for code in others if code not in mine)]:
            line = mine.get(code) or others[code]
            nothing = asdict(Tally())
            for name in shown_values(dimension):
                pair = [value(lines.get(code, {}).get("values", nothing), name) for lines in (mine, others)]
                if pair[0] != pair[1]:
                    found.append((dimension["label"], line["name"], names.get(name, name), pair[0], pair[1]))
    return found


def lines(data: Mapping[str, Any]) -> list[list[Any]]:
    """The frozen figures as a file: one number a line."""
    names = measure_names(data)
    found: list[list[Any]] = [["", "", label, value(data["totals"], name)] for name, label in names.items()]
    for dimension in data["dimensions"]:
        for line in dimension["lines"]:
            found += [[dimension["label"], line["name"], names[name], value(line["values"], name)]
                      for name in shown_values(dimension)]  # fmt: skip
    for grid in data["crossings"]:
        rows, columns = ({code: name for code, name, _sum in grid[side]} for side in ("rows", "columns"))
        found += [[grid["label"], f"{rows[row]} × {columns[column]}", names["presences"], people]
                  for row, column, people in grid["cells"]]  # fmt: skip
    return found
