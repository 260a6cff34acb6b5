"""Where the network is and how it looks: languages, territory, contact, colours."""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from babel import Locale, UnknownLocaleError
from pydantic import AfterValidator
from stdnum import iban

from maillage.network.base import Email, Flaw, Frozen, Text, Url, Words, refuse
from maillage.ui.weave import contrast

_ENGLISH = Locale("en")


def _country(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", value) or value not in _ENGLISH.territories:
        refuse(f"code de pays inconnu « {value[:20]} » : deux lettres majuscules (ISO 3166)")
    return value


def _locale(value: str) -> str:
    try:
        Locale.parse(value, sep="-")
    except (UnknownLocaleError, ValueError):
        refuse(f"langue régionale inconnue « {value[:20]} », par exemple fr-CA")
    return value


def _colour(value: str) -> str:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", value):
        refuse(f"couleur refusée « {value[:20]} » : écrire par exemple #1b3a57")
    return value.lower()


Country = Annotated[str, AfterValidator(_country)]
Colour = Annotated[str, AfterValidator(_colour)]


class Language(Frozen):
    """A language of the site, in its regional form."""

    code: Literal["fr", "en", "es"]
    locale: Annotated[Words, AfterValidator(_locale)]

    def flaws(self) -> Iterator[Flaw]:
        if self.locale.split("-")[0] != self.code:
            yield ("locale",), f"« {self.locale} » n'est pas une forme de « {self.code} »"


class Region(Frozen):
    """A part of the territory; its code is the official one."""

    code: Words
    name: Text


class Territory(Frozen):
    """What the network covers here, and where it works there."""

    kind: Literal["quebec", "occitanie", "belgique", "france", "none"]
    regions: tuple[Region, ...] = ()
    map: Literal["quebec", "occitanie", "belgique", "france", "world", "none"] = "none"
    partner_countries: tuple[Country, ...] = ()
    partner_continents: tuple[
        Literal["africa", "asia", "latin-america", "europe", "north-america", "oceania"], ...
    ] = ()

    def flaws(self) -> Iterator[Flaw]:
        seen: set[str] = set()
        for rank, region in enumerate(self.regions):
            if region.code in seen:
                yield ("regions", rank, "code"), f"région « {region.code} » écrite deux fois"
            seen.add(region.code)


class Contact(Frozen):
    """How to reach the network."""

    address: Words
    email: Email
    phone: Words | None = None
    website: Url | None = None


def _iban(value: str) -> str:
    if not iban.is_valid(value, check_country=False):  # lists of banks age; the check digits do not
        refuse("IBAN refusé : sa clé de contrôle ne tombe pas juste")
    return iban.compact(value)


class Bank(Frozen):
    """The account that members pay into; shown on invoices, and in their QR code in euros."""

    holder: Words
    iban: Annotated[Words, AfterValidator(_iban)] | None = None
    bic: Words | None = None
    instructions: Text | None = None  # where there is no IBAN: how to pay


_LEGIBLE = (("text", "background"), ("text", "surface"), ("on_accent", "accent"),
            ("link", "background"), ("muted", "background"))  # fmt: skip


class Colours(Frozen):
    """The colours of the network; those absent keep the values of the style sheet."""

    accent: Colour | None = None
    on_accent: Colour | None = None
    accent_strong: Colour | None = None
    accent_soft: Colour | None = None
    second: Colour | None = None
    background: Colour | None = None
    surface: Colour | None = None
    text: Colour | None = None
    muted: Colour | None = None
    border: Colour | None = None
    link: Colour | None = None
    focus: Colour | None = None

    def flaws(self) -> Iterator[Flaw]:
        for ink, paper in _LEGIBLE:
            one, other = getattr(self, ink), getattr(self, paper)
            if one and other and (ratio := contrast(one, other)) < 4.5:
                said = f"« {ink} » se lit mal sur « {paper} » : contraste {ratio:.1f}"
                yield (ink,), f"{said}, il faut 4,5 au moins"

    def properties(self) -> dict[str, str]:
        """Return the custom properties of the style sheet that the network sets."""
        return {
            f"--net-{name.replace('_', '-')}": colour for name, colour in self.model_dump(exclude_none=True).items()
        }
