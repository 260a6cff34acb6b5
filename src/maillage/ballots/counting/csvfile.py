"""Reading ballots from CSV: the first row names the candidates (numbered from 1, left to right), each row is a ballot.

A column `weight` (or `poids`) holds a whole number of votes. A name in brackets, « [Dina] », has withdrawn. The cells are
grades for majority judgement, 0 or 1 for approval and plurality; an empty cell is no grade, or 0. Commas, semicolons or
tabs; UTF-8 with or without its mark, or else Windows-1252. Every refusal gives its line.

Grades are a scale that is given (best first), or whole numbers (the higher the better), or letters A to G (A the best),
or the usual French, English and Spanish words below. Capitals make no other grade.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from maillage.ballots.counting.blt import CANDIDATES, LINE, WEIGHT
from maillage.ballots.counting.render import safe
from maillage.ballots.counting.types import Candidate, ChoiceBallots, CountError, GradedBallots

WEIGHTS = ("weight", "poids", "peso")
USUAL = (
    ("excellent", "excelente"),
    ("très bien", "tres bien", "very good", "muy bien", "muy bueno"),
    ("bien", "good", "bueno"),
    ("assez bien", "fairly good", "quite good", "fair", "bastante bien"),
    ("passable", "acceptable", "aceptable", "sufficient", "suffisant", "suficiente"),
    ("insuffisant", "poor", "mediocre", "médiocre", "insufficient", "insuficiente", "inadequate"),
    ("à rejeter", "a rejeter", "rejeter", "reject", "to reject", "rejected", "bad", "rechazar", "a rechazar"),
)
GONE = re.compile(r"\[(.+)\]$")
WHOLE = re.compile(r"-?[0-9]{1,4}$")
POINT = re.compile(r"[.,]0+$")  # « 3,0 », as a spreadsheet may write 3
GIVEN = {"0": False, "": False, "1": True}


def read_grades(path: Path, grades: Sequence[str] = ()) -> GradedBallots:
    """Grades from a file; `grades` is the scale, best first (found from the cells when it is not given)."""
    with path.open("rb") as file:
        candidates, rows = read(file)
        return graded(candidates, rows, tuple(grades))


def read_choices(path: Path) -> ChoiceBallots:
    """Choices from a file."""
    with path.open("rb") as file:
        candidates, rows = read(file)
        return chosen(candidates, rows)


def graded(
    candidates: tuple[Candidate, ...], rows: Iterator[tuple[int, int, list[str]]], scale: tuple[str, ...]
) -> GradedBallots:
    counted: Counter[tuple[str, ...]] = Counter()
    lines: dict[str, int] = {}
    spelled = {grade.casefold(): grade for grade in scale}
    for line, weight, row in rows:
        cells = [cell if cell in scale else spelled.setdefault(cell.casefold(), cell) for cell in row]
        for cell in cells:
            lines.setdefault(cell, line)
            if scale and cell and cell not in scale:
                raise CountError(f"« {cell[:40]} » n’est pas une mention de l’échelle ({', '.join(scale)}).", line)
        counted[tuple(cells)] += weight
    scale = scale or found(lines)
    numbers = [one.number for one in candidates]
    ballots = tuple(
        (weight, {number: cell for number, cell in zip(numbers, cells, strict=True) if cell})
        for cells, weight in counted.items()
    )
    return GradedBallots(candidates, ballots, scale)


def found(lines: dict[str, int]) -> tuple[str, ...]:
    """The scale of the cells, best first; `lines` says where each was first seen."""
    cells = [cell for cell in lines if cell]
    if not cells:
        raise CountError("Aucune mention dans le fichier : donnez l’échelle.")
    if all(WHOLE.match(cell) for cell in cells):
        values = [int(cell) for cell in cells]
        canonical(cells, lines)
        return tuple(str(value) for value in range(max(1, *values), min(0, *values) - 1, -1))
    letters = {cell.upper(): cell for cell in cells}
    if set(letters) <= set("ABCDEFG"):
        last = max("B", *letters)
        return tuple(letters.get(letter, letter) for letter in "ABCDEFG" if letter <= last)
    place = {word: level for level, words in enumerate(USUAL) for word in words}
    levels: dict[int, str] = {}
    for cell in cells:
        level = place.get(cell.casefold().replace("_", " "))  # « very_good », as Maillage writes it
        if level is None:
            raise CountError(
                f"mention inconnue : « {cell[:40]} ». Donnez l’échelle, de la meilleure à la pire.", lines[cell]
            )
        if levels.setdefault(level, cell) != cell:
            raise CountError(f"« {cell[:40]} » et « {levels[level][:40]} » disent la même mention.", lines[cell])
    return tuple(levels.get(level, words[0]) for level, words in enumerate(USUAL))


def canonical(cells: list[str], lines: dict[str, int]) -> None:
    """Refuse « 03 », which would not be the grade 3."""
    for cell in cells:
        if str(int(cell)) != cell:
            raise CountError(f"note attendue sans zéro devant ; lu : « {cell} ».", lines[cell])


def chosen(candidates: tuple[Candidate, ...], rows: Iterator[tuple[int, int, list[str]]]) -> ChoiceBallots:
    counted: Counter[frozenset[int]] = Counter()
    for line, weight, cells in rows:
        for cell in cells:
            if cell not in GIVEN:
                raise CountError(f"0 ou 1 attendu ; lu : « {cell[:40]} ».", line)
        counted[frozenset(one.number for one, cell in zip(candidates, cells, strict=True) if GIVEN[cell])] += weight
    return ChoiceBallots(candidates, tuple((weight, choice) for choice, weight in counted.items()))


def read(file: BinaryIO) -> tuple[tuple[Candidate, ...], Iterator[tuple[int, int, list[str]]]]:
    """The candidates, then the rows as (line, weight, cells of the candidates)."""
    text = texts(file)
    first = next(text, "")
    mark = max(",;\t", key=first.count)
    reader = csv.reader(guard(first, text), delimiter=mark, strict=True)
    heads = [cell.strip() for cell in following(reader) or []]
    at = [place for place, head in enumerate(heads) if head.casefold() in WEIGHTS]
    names = [head for place, head in enumerate(heads) if place not in at]
    if len(at) > 1:
        raise CountError("deux colonnes de poids.", 1)
    if not names or not all(names):
        raise CountError("la première ligne nomme chaque candidature, une par colonne.", 1)
    if len(names) > CANDIDATES:
        raise CountError(f"plus de {CANDIDATES} candidatures.", 1)
    if len(set(names)) != len(names):
        raise CountError("deux colonnes portent le même nom.", 1)
    candidates = tuple(candidate(number, name) for number, name in enumerate(names, 1))
    return candidates, rows(reader, len(heads), at[0] if at else None)


def candidate(number: int, head: str) -> Candidate:
    """A name; the apostrophe that keeps a spreadsheet from taking it for a formula is not of it."""
    gone = GONE.match(head)
    if head[:1] == "'" and safe(head[1:]) == head:
        head = head[1:]
    return Candidate(number, gone[1] if gone else head, withdrawn=bool(gone))


def rows(reader: "csv._reader", width: int, at: int | None) -> Iterator[tuple[int, int, list[str]]]:  # type: ignore[name-defined]
    while (row := following(reader)) is not None:
        cells = [cell.strip() for cell in row]
        if not any(cells) and len(cells) <= 1 and width > 1:
            continue  # an empty line, as spreadsheets leave at the end
        if len(cells) != width:
            raise CountError(f"{len(cells)} cases pour {width} colonnes.", reader.line_num)
        weight = 1 if at is None else whole(cells.pop(at), reader.line_num)
        yield reader.line_num, weight, cells


def whole(cell: str, line: int) -> int:
    cell = POINT.sub("", cell)
    if not (cell.isascii() and cell.isdigit()) or len(cell) > 13 or not 1 <= int(cell) <= WEIGHT:
        raise CountError(f"poids attendu, un nombre entier de 1 à {WEIGHT} ; lu : « {cell[:40]} ».", line)
    return int(cell)


def following(reader: "csv._reader") -> list[str] | None:  # type: ignore[name-defined]
    try:
        return next(reader, None)
    except csv.Error as error:
        raise CountError(f"ce n’est pas une ligne de CSV ({error}).", reader.line_num) from error


def guard(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def texts(file: BinaryIO) -> Iterator[str]:
    """The lines as text, each bounded."""
    line, encoding = 0, "utf-8"
    while row := file.readline(LINE + 1):
        line += 1
        if b"\0" in row:
            raise CountError("octet nul : ceci n’est pas un fichier CSV (ou il est en UTF-16).", line)
        if len(row) > LINE:
            raise CountError(f"plus de {LINE} octets sur une ligne.", line)
        try:
            yield row.removeprefix(b"\xef\xbb\xbf" if line == 1 else b"").decode(encoding)
        except UnicodeDecodeError:
            encoding = "cp1252"
            yield row.decode(encoding, "replace")


def write(candidates: Sequence[Candidate], rows: Sequence[tuple[int, dict[int, str]]]) -> str:
    """Ballots as this module reads them: cells by candidate's number, a weight first; withdrawn names in brackets."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    heads = [f"[{one.name}]" if one.withdrawn else safe(GONE.sub(r"(\1)", one.name)) for one in candidates]
    writer.writerow(["weight", *heads])
    writer.writerows([[weight, *(cells.get(one.number, "") for one in candidates)] for weight, cells in rows])
    return file.getvalue()
