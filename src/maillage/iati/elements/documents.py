"""Documents that an activity, a result, a value links to."""

from dataclasses import dataclass, field
from datetime import date

from maillage.iati.elements.binding import Attr, Each, Form, Only, Said
from maillage.iati.elements.narratives import Narratives
from maillage.iati.elements.values import day


@dataclass(slots=True)
class Document:
    url: str = ""
    format: str = ""
    titles: Narratives = field(default_factory=list)
    descriptions: Narratives = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    on: date | None = None


DOCUMENT = Form(
    Document, Attr("format", "format"), Attr("url", "url"), Said("titles", "title"), Said("descriptions", "description"),
    Each("categories", "category", "code"), Each("languages", "language", "code"), Only("on", "document-date", "iso-date", day),
)  # fmt: skip
