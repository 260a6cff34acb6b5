"""Refusals that carry a code and parameters, so that pure code needs no wording of its own."""

from collections.abc import Mapping
from typing import Any, ClassVar


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
        return self.code if wording is None else str(wording) % self.params


class Refused(Exception):
    """A command refuses as a whole: the reasons are sentences for people."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(*reasons)
        self.reasons = list(reasons)
