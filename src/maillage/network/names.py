"""What the network is called and says, what it shows by default, how big its demonstration is."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from maillage.network.base import Count, Flag, Flaw, Frozen, Text

# What the network may show of an organisation to anyone, by default.
PublicField = Literal[
    "name", "logo", "description", "kind", "website", "city", "region", "address", "email",
    "phone", "themes", "countries", "projects", "people",
]  # fmt: skip


class Names(Frozen):
    """What the network is called."""

    name: Text
    short_name: Text
    tagline: Text


class Texts(Frozen):
    """What the network says of itself at length."""

    mission: Text
    description: Text


class Visibility(Frozen):
    """What is shown by default."""

    partners_abroad_withheld: Flag
    public_fields: tuple[PublicField, ...] = ("name", "description", "website", "city")
    moderate_member_edits: Flag


class Demo(Frozen):
    """The size of the demonstration."""

    organisations: Count
    individuals: Count
    actors: Count
    partners: Count
    partner_countries: Count
    activities_per_year: Count
    years: Annotated[Count, Field(ge=1, le=20)] = 3

    def flaws(self) -> Iterator[Flaw]:
        if self.partner_countries > self.partners:
            yield ("partner_countries",), "plus de pays que de partenaires"
        if self.actors < self.organisations:
            yield ("actors",), "l'annuaire compte au moins les organisations membres"
