"""Results, their indicators, what is aimed at and what was reached."""

from dataclasses import dataclass, field
from datetime import date

from maillage.iati.elements.binding import Attr, Form, Only, Rows, Said, Sub
from maillage.iati.elements.documents import DOCUMENT, Document
from maillage.iati.elements.narratives import Narratives
from maillage.iati.elements.values import day, exact, flag, whole


@dataclass(slots=True)
class Value:
    """`baseline`, `target` or `actual`; the value is text, exactly as written."""

    value: str | None = None
    year: int | None = None
    on: date | None = None
    locations: list[list[str | None]] = field(default_factory=list)
    dimensions: list[list[str | None]] = field(default_factory=list)
    comments: Narratives = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)


@dataclass(slots=True)
class Period:
    start: date | None = None
    end: date | None = None
    targets: list[Value] = field(default_factory=list)
    actuals: list[Value] = field(default_factory=list)


@dataclass(slots=True)
class Indicator:
    measure: str = ""
    ascending: bool | None = None
    aggregation: bool | None = None
    titles: Narratives = field(default_factory=list)
    descriptions: Narratives = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    references: list[list[str | None]] = field(default_factory=list)
    baselines: list[Value] = field(default_factory=list)
    periods: list[Period] = field(default_factory=list)


@dataclass(slots=True)
class Result:
    type: str = ""
    aggregation: bool | None = None
    titles: Narratives = field(default_factory=list)
    descriptions: Narratives = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    references: list[list[str | None]] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)


WHERE = (Rows("locations", "location", ("ref",), None), Rows("dimensions", "dimension", ("name", "value"), None))
COMMENT, LINKS = Said("comments", "comment"), Sub("documents", "document-link", DOCUMENT, many=True)
# The standard puts a baseline's documents before its comment, those of a target or an actual after.
BASELINE = Form(
    Value,
    Attr("on", "iso-date", day),
    Attr("year", "year", whole),
    Attr("value", "value", exact),
    *WHERE,
    LINKS,
    COMMENT,
)
VALUE = Form(Value, Attr("value", "value", exact), *WHERE, COMMENT, LINKS)
PERIOD = Form(
    Period, Only("start", "period-start", "iso-date", day), Only("end", "period-end", "iso-date", day),
    Sub("targets", "target", VALUE, many=True), Sub("actuals", "actual", VALUE, many=True),
)  # fmt: skip
INDICATOR = Form(
    Indicator, Attr("measure", "measure"), Attr("ascending", "ascending", flag), Attr("aggregation", "aggregation-status", flag),
    Said("titles", "title"), Said("descriptions", "description"), Sub("documents", "document-link", DOCUMENT, many=True),
    Rows("references", "reference", ("vocabulary", "code", "indicator-uri"), None),
    Sub("baselines", "baseline", BASELINE, many=True), Sub("periods", "period", PERIOD, many=True),
)  # fmt: skip
RESULT = Form(
    Result, Attr("type", "type"), Attr("aggregation", "aggregation-status", flag), Said("titles", "title"),
    Said("descriptions", "description"), Sub("documents", "document-link", DOCUMENT, many=True),
    Rows("references", "reference", ("vocabulary", "code", "vocabulary-uri"), None),
    Sub("indicators", "indicator", INDICATOR, many=True),
)  # fmt: skip
