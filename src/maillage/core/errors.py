"""Refusals that carry a code and parameters, so that pure code needs no wording of its own."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from babel.dates import format_date
from django.utils.translation import get_language


class Refusal(ValueError):
    """A rule said no: `code` is stable for programs and tests, `message()` is for people.

    A subclass lists its French messages in `MESSAGES` (code to lazy msgid with %(name)s places).
    """

    MESSAGES: ClassVar[Mapping[str, Any]] = {}

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code

    def message(self) -> str:
        """Return the wording in the active language; the bare code when none was written."""
        wording = self.MESSAGES.get(self.code)
        if wording is None:
            return self.code
        return str(wording) % {name: _worded(value) for name, value in self.params.items()}


def _worded(value: Any) -> Any:
    """A date, an amount of money or another refusal as people read it."""
    if isinstance(value, Refusal):
        return value.message()
    language = get_language() or "fr"
    if isinstance(value, date):
        return format_date(value, "long", locale=language.replace("-", "_"))
    # An amount (core.money is built upon this module, so it is known by what it offers).
    return value.format(language) if hasattr(value, "minor") else value


class Refused(Exception):
    """A command refuses as a whole: the reasons are sentences for people."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)
