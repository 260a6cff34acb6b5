"""A result as JSON, text, CSV and table. The words are given: French here, the visitor's language on the web."""

import csv
import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from maillage.ballots.counting.types import Outcome, Tie

Words = Mapping[str, Any]


def as_dict(outcome: "Outcome") -> dict[str, Any]:
    """The JSON that the command promises."""
    return {
        "method": outcome.method,
        "seats": outcome.seats,
        "valid": outcome.valid,
        "invalid": outcome.invalid,
        "quota": outcome.quota,
        "elected": list(outcome.elected),
        "stages": [
            {
                "stage": stage.number,
                "totals": {str(number): total for number, total in stage.totals.items()},
                "exhausted": stage.exhausted,
                "events": [{"candidate": one.candidate, "event": one.event} for one in stage.events],
            }
            for stage in outcome.stages
        ],
        "ties": [
            {
                "stage": tie.stage, "candidates": list(tie.candidates), "how": tie.how, "chosen": tie.chosen,
                "what": tie.what,
            }
            for tie in outcome.ties
        ],
    }  # fmt: skip


def as_table(outcome: "Outcome", words: Words) -> tuple[list[str], list[list[str]]]:
    """A row per candidate (number, name, a total per stage, what became of them), then what is exhausted."""
    headers = [str(words["number"]), str(words["candidate"])]
    headers += [words["stage"] % {"number": stage.number} for stage in outcome.stages]
    headers.append(str(words["result"]))
    fate: dict[int, str] = {}
    for stage in outcome.stages:
        for one in stage.events:
            fate[one.candidate] = f"{words[one.event]} ({stage.number})"
    rows = [
        [str(one.number), one.name, *(stage.totals.get(one.number, "") for stage in outcome.stages),
         fate.get(one.number, "")]
        for one in outcome.candidates
    ]  # fmt: skip
    rows.append(["", str(words["exhausted"]), *(stage.exhausted for stage in outcome.stages), ""])
    return headers, rows


def as_csv(outcome: "Outcome", words: Words) -> str:
    """The stage table; a cell that a spreadsheet would take for a formula is quoted by an apostrophe."""
    headers, rows = as_table(outcome, words)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([[safe(cell) for cell in row] for row in rows])
    return file.getvalue()


def safe(cell: str) -> str:
    """A name that begins as a formula is text."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def sentences(outcome: "Outcome", words: Words) -> list[str]:
    """Notes, then ties."""
    said = [note(outcome, words, key, params) for key, params in outcome.notes]
    return said + [tie_sentence(outcome, words, tie) for tie in outcome.ties]


def note(outcome: "Outcome", words: Words, key: str, params: Mapping[str, Any]) -> str:
    worded = {name: called(outcome, value) if name == "names" else value for name, value in params.items()}
    return str(words[key]) % worded if worded else str(words[key])


def tie_sentence(outcome: "Outcome", words: Words, tie: "Tie") -> str:
    return str(words[f"tie_{tie.how}"]) % {
        "stage": tie.stage,
        "names": called(outcome, tie.candidates),
        "what": words[f"what_{tie.what}"],
        "chosen": called(outcome, (tie.chosen,)),
    }


def called(outcome: "Outcome", numbers: tuple[int, ...]) -> str:
    """Names with commas."""
    by_number = {one.number: one.name or str(one.number) for one in outcome.candidates}
    return ", ".join(by_number.get(number, str(number)) for number in numbers)


def as_text(outcome: "Outcome", words: Words) -> str:
    """Heads, stage table, further tables, notes and ties."""
    lines = [
        words["method"] % {"method": words[outcome.method]},
        words["ballots"] % {"valid": outcome.valid, "invalid": outcome.invalid, "seats": outcome.seats},
    ]
    if outcome.quota is not None:
        lines.append(words["quota"] % {"quota": outcome.quota})
    elected = called(outcome, outcome.elected) or str(words["nobody"])
    lines += [words["elected_list"] % {"names": elected}, ""]
    headers, rows = as_table(outcome, words)
    lines += columns([headers, *rows])
    for table in outcome.tables:
        lines += ["", str(words[table.title])]
        lines += columns([list(table.headers), *(list(row) for row in table.rows)])
    said = sentences(outcome, words)
    return "\n".join(lines + (["", *said] if said else [])) + "\n"


def columns(rows: list[list[str]]) -> list[str]:
    """Aligned text: words to the left, numbers to the right; control characters of a name are shown as a space."""
    shown = [["".join(c if c.isprintable() else " " for c in cell) for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in shown) for column in range(len(shown[0]))]
    return [
        "  ".join(
            cell.rjust(width) if cell.replace(".", "").isdigit() else cell.ljust(width)
            for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in shown
    ]
