"""What the network is for: axes, themes, frameworks, movements, allies, charter."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from maillage.network.base import (
    Code,
    Coded,
    Count,
    Day,
    Flag,
    Flaw,
    Frozen,
    MonthDay,
    Text,
    Url,
    Words,
    repeated_codes,
)


class Axis(Coded):
    """A line of work, or one that crosses them all."""

    description: Text | None = None


class Theme(Coded):
    """A subject, with the points of attention that cross every fact."""

    description: Text | None = None
    attention_points: tuple[Coded, ...] = ()

    def flaws(self) -> Iterator[Flaw]:
        yield from repeated_codes("attention_points", self.attention_points)


class Framework(Coded):
    """A norm or an orientation to which activities and projects are aligned."""

    kind: Literal["norm", "policy", "funder-orientation", "sector-orientation", "goals"]
    funder: Words | None = None
    headings: tuple[Coded, ...] = ()

    def flaws(self) -> Iterator[Flaw]:
        yield from repeated_codes("headings", self.headings)
        if self.kind == "funder-orientation" and self.funder is None:
            yield (), "une orientation de bailleur nomme son bailleur (clé « funder »)"


class Movement(Coded):
    """A movement or an event that comes back and gathers activities over the years."""

    kind: Literal["movement", "event", "forum", "campaign"] = "event"
    months: tuple[Annotated[Count, Field(ge=1, le=12)], ...] = ()
    starts: MonthDay | None = None
    ends: MonthDay | None = None
    every_years: Annotated[Count, Field(ge=1, le=50)] | None = None

    def flaws(self) -> Iterator[Flaw]:
        if self.ends is not None and self.starts is None:
            yield ("ends",), "une fin sans début"


class ActivityForm(Coded):
    """A form of activity, and how it is usually built (`activities.enums.Structure`)."""

    structure: Literal["sessions", "cycle", "tour", "dinner", "placement"] = "sessions"


class Family(Coded):
    """A family of actors; when it votes apart, it is a college."""

    description: Text | None = None
    college: Flag = True


class OrganisationKind(Coded):
    """A kind of organisation that the directory admits."""

    family: Code | None = None


class Ally(Frozen):
    """An organisation or a platform with which the network acts."""

    code: Code
    name: Words
    kind: Literal["ally", "platform", "umbrella", "funder"]
    long_name: Text | None = None
    website: Url | None = None


class Table(Coded):
    """A table inside the network, with a mission of its own."""

    short_name: Words | None = None
    mission: Text


class Value(Coded):
    """A value that the network declares."""

    description: Text


class Principle(Frozen):
    """One numbered principle of the charter."""

    number: Annotated[Count, Field(ge=1, le=99)]
    title: Text
    text: Text


class Charter(Frozen):
    """One version of the text that actors sign."""

    version: Words
    adopted_on: Day | None = None
    title: Text
    preamble: Text | None = None
    principles: Annotated[tuple[Principle, ...], Field(min_length=1)]
    excluded_interests: tuple[Coded, ...] = ()
    commitment: Text | None = None

    def flaws(self) -> Iterator[Flaw]:
        for rank, principle in enumerate(self.principles):
            if principle.number != rank + 1:
                yield (
                    ("principles", rank, "number"),
                    f"numéro {rank + 1} attendu, {principle.number} reçu",
                )
        yield from repeated_codes("excluded_interests", self.excluded_interests)
