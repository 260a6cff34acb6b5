"""What a teller types: totals of hands, or paper ballots line by line. Pure.

Content: {"yes": 12, "no": 3, "abstain": 1, "blank": 0, "invalid": 0}, or {"ballots": [[count, choice], …], "invalid": 0}
in one writing, so that two sheets that say the same are equal.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from maillage.ballots.choices import BLANK, ChoiceError, Form, check

TOTALS = ("yes", "no", "abstain", "blank", "invalid")
LINE = re.compile(r"^\s*(?:(?P<count>\d{1,7})\s*[×x*]\s*)?(?P<ballot>\S.*?)\s*$")


class LineError(ValueError):
    """A line that cannot be read; `why` is a ChoiceError, or None."""

    def __init__(self, line: int, why: ChoiceError | None = None) -> None:
        super().__init__(line)
        self.line, self.why = line, why


def totals(said: Mapping[str, Any]) -> dict[str, int]:
    """Totals of a yes/no vote, all five. Raises ValueError for what is not a whole number from 0."""
    found = {}
    for name in TOTALS:
        value = said.get(name) or 0
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 10_000_000:
            raise ValueError(name)
        found[name] = value
    return found


def lines(form: Form, text: str, invalid: int = 0) -> dict[str, Any]:
    """Ballots typed a line each: « 3 × 2>1=3 » (ranks), « 5 × 1,4 » (choices), « 2 × 1:good 2:fair » (grades), « 4 × blanc ».

    Raises LineError with the number of the line.
    """
    found: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = LINE.match(line)
        if match is None or match["count"] == "0":
            raise LineError(number)
        try:
            choice = check(form, _choice(form, match["ballot"]))
        except ChoiceError as error:
            raise LineError(number, error) from error
        except ValueError as error:
            raise LineError(number) from error
        key = json.dumps(choice)
        found[key] = found.get(key, 0) + int(match["count"] or 1)
    return {"ballots": [[count, json.loads(key)] for key, count in sorted(found.items())], "invalid": invalid}


def _choice(form: Form, said: str) -> Any:
    said = said.strip()
    if said.casefold() in ("blanc", BLANK, "blanco"):
        return BLANK
    if form.shape == "ranked":
        return [[int(one) for one in rank.split("=")] for rank in re.split(r"[>,\s]+", said) if rank]
    if form.shape == "graded":
        pairs = (one.split(":", 1) for one in re.split(r"[,\s]+", said) if one)
        return dict(pairs)
    return [int(one) for one in re.split(r"[,+\s]+", said) if one]


def written(content: Mapping[str, Any]) -> str:
    """The lines of a sheet, to be corrected."""
    return "\n".join(f"{count} × {_said(choice)}" for count, choice in content.get("ballots", ()))


def _said(choice: Any) -> str:
    if choice == BLANK:
        return "blanc"
    if isinstance(choice, dict):
        return " ".join(f"{number}:{grade}" for number, grade in choice.items())
    if choice and isinstance(choice[0], list):
        return ">".join("=".join(str(one) for one in rank) for rank in choice)
    return ",".join(str(one) for one in choice)


def total(content: Mapping[str, Any]) -> int:
    """How many votes or ballots a sheet holds, invalid ones too."""
    if "ballots" in content:
        return sum(count for count, _choice in content["ballots"]) + int(content.get("invalid") or 0)
    return sum(content.get(name, 0) for name in TOTALS)
