"""What goes in and out of the API: the description of OpenAPI is made from these."""

import re
from datetime import UTC, date, datetime, time
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

CODE = r"^[a-z0-9][a-z0-9_-]{0,47}$"
CURSOR = r"^c[0-9a-z]{1,12}$"
BIGGEST = 2**63 - 1
EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}):(\d{2})(?:\.(\d+))?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)", re.ASCII
)


def read_moment(value: Any) -> datetime:
    """A day, or a moment of RFC 3339; what is before computers or after us is brought back within reach."""
    text = str(value)
    if _DAY.fullmatch(text):
        moment = datetime.combine(date.fromisoformat(text), time(), UTC)
    elif found := _MOMENT.fullmatch(text):
        day, minute, second, fraction, zone = found.groups()
        if second > "60":
            raise ValueError("second")
        moment = datetime.fromisoformat(f"{day}T{minute}:{min(second, '59')}.{(fraction or '0')[:6]:0<6}"
                                        f"{'+00:00' if zone in 'Zz' else zone}")  # fmt: skip
    else:
        raise ValueError("moment")
    if moment.year < EARLIEST.year:
        return EARLIEST
    # Databases know few offsets: an instant is asked of them in UTC.
    return LATEST if moment.year >= LATEST.year else moment.astimezone(UTC)


Moment = Annotated[
    datetime,
    BeforeValidator(read_moment),
    WithJsonSchema({"type": "string", "anyOf": [{"format": "date-time"}, {"format": "date"}]}),
]


class Common(Schema):
    langue: Literal["fr", "en", "es"] = "fr"


class Asked(Common):
    """What narrows the list."""

    q: Annotated[str | None, Field(min_length=1, max_length=200, pattern=r"^[^\x00]+$")] = None
    country: Annotated[str | None, Field(pattern=r"^[A-Z]{2}$")] = None
    region: Annotated[str | None, Field(pattern=r"^[A-Za-z0-9-]{1,12}$")] = None
    theme: Annotated[str | None, Field(pattern=CODE)] = None
    family: Annotated[str | None, Field(pattern=CODE)] = None
    kind: Annotated[str | None, Field(pattern=CODE)] = None
    updated_since: Moment | None = None
    cursor: Annotated[str | None, Field(pattern=CURSOR)] = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class Fault(Schema):
    code: str
    message: str


class Refusal(Schema):
    error: Fault


class Address(Schema):
    street: str
    postal_code: str


class Logo(Schema):
    png: str
    webp: str
    alt: str


class Internal(Schema):
    """What the network keeps for itself: given to keys that may read it."""

    state: str
    is_public: bool
    withheld: bool
    hidden_fields: list[str]
    founded: int | None
    languages: list[str]
    other_names: list[str]
    created_at: datetime


class OrganisationOut(Schema):
    """An organisation; what is not shown is null or empty, as what is not known."""

    id: int
    name: str
    short_name: str | None
    kind: str | None
    family: str | None
    descriptions: dict[str, str]
    themes: list[str]
    countries: list[str]
    zones: str | None
    city: str | None
    region: str | None
    country: str | None
    address: Address | None
    website: str | None
    social: list[str]
    email: str | None
    phone: str | None
    logo: Logo | None
    url: str | None
    updated_at: datetime
    internal: Internal | None


class OrganisationsOut(Schema):
    items: list[OrganisationOut]
    next_cursor: str | None


class CountOut(Schema):
    code: str
    count: int


class FiguresOut(Schema):
    """Public numbers; nothing is said of fewer than five people."""

    organisations: int
    by_region: list[CountOut]
    by_country: list[CountOut]
    by_theme: list[CountOut]
    by_family: list[CountOut]
    members_by_category: list[CountOut]


class TextOut(Schema):
    fr: str
    en: str | None
    es: str | None


class CodedOut(Schema):
    code: str
    name: TextOut


class KindOut(CodedOut):
    family: str | None


class CategoryOut(CodedOut):
    who: Literal["organisation", "individual", "both"]
    family: str | None
    description: TextOut


class TerritoryOut(Schema):
    kind: str
    regions: list[CodedOut]
    partner_countries: list[str]


class NetworkOut(Schema):
    """What the codes of the other addresses mean."""

    code: str
    name: TextOut
    short_name: TextOut
    tagline: TextOut
    languages: list[str]
    country: str
    currency: str
    territory: TerritoryOut
    axes: list[CodedOut]
    cross_cutting_axes: list[CodedOut]
    themes: list[CodedOut]
    families: list[CodedOut]
    kinds: list[KindOut]
    categories: list[CategoryOut]
    public_fields: list[str]
