"""The small types of which a profile is made: texts, codes, days of the year."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated, NoReturn, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    Strict,
    model_validator,
)
from pydantic_core import PydanticCustomError

from maillage.core.text import french

Path = tuple[str | int, ...]
Flaw = tuple[Path, str]  # where, seen from the table that holds it, and what is wrong, in French


def refuse(message: str) -> NoReturn:
    """Refuse one value, with a sentence that a director understands."""
    raise PydanticCustomError("refused", "{message}", {"message": message})


class Frozen(BaseModel):
    """One immutable table of the profile; an unknown key is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def flaws(self) -> Iterator[Flaw]:
        """Yield what is wrong between the keys of this table."""
        yield from ()

    @model_validator(mode="after")
    def _without_flaw(self) -> Self:
        if found := list(self.flaws()):
            raise PydanticCustomError("flaws", "{first}", {"first": found[0][1], "flaws": found})
        return self


def _printable(value: str, *, longest: int) -> str:
    if not value.strip():
        refuse("texte vide")
    if len(value) > longest:
        refuse(f"texte trop long ({len(value)} signes, {longest} au plus)")
    if any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in value):
        refuse("signe invisible interdit dans un texte")
    return value


def _words(value: str) -> str:
    return _printable(value, longest=400)


def _prose(value: str) -> str:
    return _printable(value, longest=20_000)


def _code(value: str) -> str:
    if len(value) > 48 or not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value):
        refuse(f"code refusé « {value[:48]} » : lettres minuscules sans accent, chiffres et tirets")
    return value


def _email(value: str) -> str:
    if len(value) > 254 or not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", value):
        refuse("adresse de courriel attendue, par exemple info@reseau.example")
    return _words(value)


def _url(value: str) -> str:
    if not re.fullmatch(r"https?://[^\s]+", value):
        refuse("adresse de site attendue, qui commence par https://")
    return _words(value)


Words = Annotated[str, AfterValidator(_words)]
Prose = Annotated[str, AfterValidator(_prose)]
Code = Annotated[str, AfterValidator(_code)]
Email = Annotated[str, AfterValidator(_email)]
Url = Annotated[str, AfterValidator(_url)]
Flag = Annotated[bool, Strict()]
Count = Annotated[int, Strict(), Field(ge=0, le=10**12)]
Day = Annotated[date, Strict()]


class Text(Frozen):
    """The same words in the languages of the network; French is never absent."""

    fr: Prose
    en: Prose | None = None
    es: Prose | None = None

    def text(self, lang: str = "fr") -> str:
        """Return the words in `lang` ("en", "fr-CA"…), else in French."""
        found = {"en": self.en, "es": self.es}.get(lang.replace("_", "-").split("-")[0].lower())
        return found or french(self.fr)

    def __str__(self) -> str:
        return french(self.fr)


class Coded(Frozen):
    """A thing with a code that never changes and a name that may."""

    code: Code
    name: Text


def repeated_codes(name: str, things: Iterable[Coded]) -> Iterator[Flaw]:
    """Yield a flaw for each code already used in the same list."""
    seen: set[str] = set()
    for rank, thing in enumerate(things):
        if thing.code in seen:
            yield (name, rank, "code"), f"code « {thing.code} » déjà utilisé dans cette liste"
        seen.add(thing.code)


class MonthDay(Frozen):
    """A day that comes back every year."""

    month: Annotated[int, Strict(), Field(ge=1, le=12)]
    day: Annotated[int, Strict(), Field(ge=1, le=31)]

    def flaws(self) -> Iterator[Flaw]:
        try:
            date(2000, self.month, self.day)
        except ValueError:
            yield ("day",), f"le mois {self.month} n'a pas de jour {self.day}"
