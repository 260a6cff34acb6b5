"""How a list is narrowed: each filter reads its own parameters of the address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.functional import Promise

Choices = Iterable[tuple[Any, Any]]


@dataclass(frozen=True)
class Filter:
    """A filter named `name` in the address; `apply(rows, value)` narrows the rows."""

    name: str
    label: str | Promise
    choices: Choices | Callable[[], Choices] = ()
    lookup: str = ""
    apply: Callable[[QuerySet[Any], str], QuerySet[Any]] | None = None
    kind: str = "choice"  # "choice", "search", "date"

    def options(self) -> list[tuple[str, str]]:
        choices = self.choices() if callable(self.choices) else self.choices
        return [(str(value), str(label)) for value, label in choices]

    def narrow(self, rows: QuerySet[Any], value: str) -> QuerySet[Any]:
        """Rows narrowed by a value; a value that is not among the choices leaves nothing."""
        if not value:
            return rows
        if self.kind == "choice" and value not in {option for option, _label in self.options()}:
            return rows.none()
        if self.apply:
            return self.apply(rows, value)
        try:
            return rows.filter(Q(**{self.lookup or self.name: value}))
        except (ValidationError, ValueError, OverflowError):  # a date that is not one, a number with letters
            return rows.none()
