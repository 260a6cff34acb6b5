"""Where: countries, regions, locations; and the codes that an activity bears."""

from dataclasses import dataclass, field
from decimal import Decimal

from maillage.iati.elements.binding import Attr, Form, Inside, Only, Rows, Said, Words
from maillage.iati.elements.narratives import Narratives
from maillage.iati.elements.values import decimal


@dataclass(slots=True)
class Coded:
    """`recipient-country`, `recipient-region`, `sector`, `tag`, `policy-marker`, `humanitarian-scope`."""

    code: str = ""
    vocabulary: str = ""
    uri: str = ""
    percentage: Decimal | None = None
    degree: str = ""  # significance of a marker; type of a humanitarian scope
    names: Narratives = field(default_factory=list)


@dataclass(slots=True)
class Location:
    ref: str = ""
    reach: str = ""
    ids: list[list[str]] = field(default_factory=list)
    names: Narratives = field(default_factory=list)
    descriptions: Narratives = field(default_factory=list)
    activity_words: Narratives = field(default_factory=list)
    administrative: list[list[str]] = field(default_factory=list)
    srs: str = ""
    position: str = ""
    exactness: str = ""
    location_class: str = ""
    feature: str = ""


COUNTRY = Form(Coded, Attr("code", "code"), Attr("percentage", "percentage", decimal), Words())
REGION = Form(
    Coded, Attr("code", "code"), Attr("vocabulary", "vocabulary"), Attr("uri", "vocabulary-uri"),
    Attr("percentage", "percentage", decimal), Words(),
)  # fmt: skip
SECTOR = REGION
TAG = Form(Coded, Attr("vocabulary", "vocabulary"), Attr("code", "code"), Attr("uri", "vocabulary-uri"), Words())
MARKER = Form(
    Coded, Attr("vocabulary", "vocabulary"), Attr("uri", "vocabulary-uri"), Attr("code", "code"),
    Attr("degree", "significance"), Words(),
)  # fmt: skip
SCOPE = Form(
    Coded, Attr("degree", "type"), Attr("vocabulary", "vocabulary"), Attr("uri", "vocabulary-uri"), Attr("code", "code"), Words()
)  # fmt: skip
LOCATION = Form(
    Location, Attr("ref", "ref"), Only("reach", "location-reach", "code"), Rows("ids", "location-id", ("vocabulary", "code")),
    Said("names", "name"), Said("descriptions", "description"), Said("activity_words", "activity-description"),
    Rows("administrative", "administrative", ("vocabulary", "level", "code")),
    Inside("point", Form(Location, Attr("srs", "srsName"), Only("position", "pos"))),
    Only("exactness", "exactness", "code"), Only("location_class", "location-class", "code"),
    Only("feature", "feature-designation", "code"),
)  # fmt: skip
