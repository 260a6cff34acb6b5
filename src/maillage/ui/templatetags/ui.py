"""The components' tags. Built in: no template has to load them. Their gallery is at /ui/."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms, template
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.template import defaultfilters
from django.template.base import Node, NodeList, Parser, Token
from django.utils.formats import localize, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language

from maillage.ui import charts, maps, weight
from maillage.ui import qr as codes
from maillage.ui import weave as cloth
from maillage.ui.words import first_of_month

register = template.Library()
TONES = {"success": "ok", "warning": "al", "error": "er", "info": "", "debug": ""}


def language() -> str:
    return get_language() or "fr"


# Words and signs


@register.simple_tag
def tag(text: Any, tone: str = "nu") -> SafeString:
    """A state as a word: tone is "", "ok", "al", "er" or "nu"."""
    return format_html('<span class="tag {}">{}</span>', tone, text)


@register.simple_tag
def notice(text: Any, tone: str = "", title: str = "") -> SafeString:
    """A notice inside a page; tone is "", "ok", "al" or "er"."""
    head = format_html("<h2>{}</h2>", title) if title else ""
    return format_html('<div class="avis {}">{}<p>{}</p></div>', tone, head, text)


@register.simple_tag
def weave(name: str, size: int = 6) -> SafeString:
    """The woven tile of a name, in cells: decorative, and the same for ever."""
    return cloth.weave(str(name), size)


@register.simple_tag
def band(name: str, key: str = "") -> SafeString:
    """The woven band of the network; `key` tells apart two bands of one page."""
    return cloth.band(str(name), key=key)


@register.simple_tag
def copy(text: Any, label: Any) -> SafeString:
    """A button that copies a text; it shows only where scripts run, the text stays selectable beside it."""
    return format_html('<button type="button" class="btn second petit" data-copie="{}" hidden>{}</button>', text, label)


@register.simple_tag
def qr(text: Any, title: Any) -> SafeString:
    """A QR code; `title` says what it opens."""
    return format_html('<div class="code-qr">{}</div>', codes.qr_svg(str(text), title=str(title)))


# Structures


@register.inclusion_tag("ui/breadcrumb.html")
def breadcrumb(*steps: Any) -> dict[str, Any]:
    """`{% breadcrumb "Accueil" url_home "Membres" url_members title %}`: label, address, …, and the page itself."""
    pairs = list(zip(steps[:-1:2], steps[1::2], strict=False))
    return {"steps": pairs, "here": steps[-1]}


@register.filter
def grouped(value: Any) -> str:
    """« 2 575 »: thousands stand apart."""
    return number_format(value, force_grouping=True) if isinstance(value, int) else str(localize(value))


@register.inclusion_tag("ui/figures.html")
def figures(pairs: Iterable[tuple[Any, Any]], small: bool = False) -> dict[str, Any]:
    """A strip of figures: (number, what it counts)."""
    return {"figures": [(grouped(value), label) for value, label in pairs], "small": small}


@register.inclusion_tag("ui/sheet.html")
def sheet(pairs: Iterable[tuple[Any, Any]]) -> dict[str, Any]:
    """A sheet of facts: (label, value); an empty value is left out."""
    return {"facts": [(label, value) for label, value in pairs if value not in (None, "", [])]}


@register.inclusion_tag("ui/links.html")
def links(items: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """A list of links: (label, address) or (label, address, count)."""
    return {"items": [(*item, None)[:3] for item in items]}


@register.inclusion_tag("ui/pages.html")
def pagination(pages: Iterable[tuple[str, str, bool]]) -> dict[str, Any]:
    """Pages of results: (label, address, current); an empty address is a gap."""
    return {"pages": list(pages)}


@register.inclusion_tag("ui/steps.html")
def steps(labels: Iterable[Any], current: int) -> dict[str, Any]:
    """A path in steps; `current` counts from 1."""
    return {"steps": [(label, n < current, n == current) for n, label in enumerate(labels, 1)]}


@register.inclusion_tag("ui/difference.html")
def difference(changes: Iterable[tuple[Any, Any, Any]]) -> dict[str, Any]:
    """Before and after: (label, before, after)."""
    return {"changes": list(changes)}


@register.inclusion_tag("ui/empty.html")
def empty(title: Any, text: Any = "", url: str = "", label: Any = "") -> dict[str, Any]:
    """What an empty place teaches: what would be here, and the one thing to do."""
    return {"title": title, "text": text, "url": url, "label": label}


@register.inclusion_tag("ui/card.html")
def card(title: Any, text: Any = "", url: str = "", foot: Any = "") -> dict[str, Any]:
    """A card; the title is the link."""
    return {"title": title, "text": text, "url": url, "foot": foot}


# Charts and maps


@register.inclusion_tag("ui/chart.html")
def chart(kind: str, points: Any, title: str, **options: Any) -> dict[str, Any]:
    """`{% chart "bars" points title=… label="Année" value="Élèves" note="" csv=url %}`: drawing, then its table.

    `kind` is "bars" (years: `last=True` makes the last strong), "line" or "stacked" (with `parts`); points are
    (label, value), or (label, values).
    """
    lang = language()
    headers = [str(options.get("label", "")), *map(str, options.get("parts", [options.get("value", title)]))]
    if kind == "stacked":
        svg = charts.stacked_bars(points, headers[1:], title=title, lang=lang)
    elif kind == "bars":
        svg = charts.bars(points, title=title, lang=lang, highlight=-1 if options.get("last") else None)
    else:
        svg = charts.line(points, title=title, lang=lang)
    table = charts.chart_table(points, headers, caption=title, lang=lang, total=kind == "stacked")
    return {"svg": svg, "table": table, "note": options.get("note", ""), "csv": options.get("csv", "")}


@register.simple_tag
def sparkline(values: Any, title: str) -> SafeString:
    """A small line inside a sentence or a cell."""
    return format_html(
        '<span class="graphe etincelle">{}</span>', charts.sparkline(values, title=title, lang=language())
    )


@register.simple_tag
def region_map(territory: str, counts: Mapping[str, int], link: str = "", **options: Any) -> SafeString:
    """Regions coloured by count; `link` is the beginning of the address of a region ("?region=")."""
    svg = maps.region_map(territory, counts, lang=language(), link=(lambda code: link + code) if link else None,
                          selected=options.get("selected"), unit=options.get("unit", "organisation"))  # fmt: skip
    return format_html('<div class="region">{}</div>', svg)


@register.simple_tag
def world_map(counts: Mapping[str, int], link: str = "", **options: Any) -> SafeString:
    """The world with highlighted countries; `link` is the beginning of the address of a country."""
    svg = maps.world_map(counts, lang=language(), link=(lambda code: link + code) if link else None,
                         home=options.get("home"), unit=options.get("unit", "partner"),
                         base_url=options.get("base_url"))  # fmt: skip
    return format_html('<div class="monde">{}</div>', svg)


# Forms, notices, the whole page


@register.filter
def field_kind(bound: Any) -> str:
    """The kind of a form's field, for its markup: "checkbox", "choices", "file", "date" or "text"."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.FileInput):
        return "file"
    return "date" if isinstance(widget, forms.DateInput) else "text"


FULL_DAYS = {"es": (r"l j \d\e F \d\e Y", r"l j \d\e F")}


@register.filter(name="date", expects_localtime=True, is_safe=False)
def dated(value: Any, pattern: str | None = None) -> str:
    """Django's own filter, but that the first of a month is said « 1er avril 2026 » in French."""
    text: str = defaultfilters.date(value, pattern)
    first = getattr(value, "day", 0) == 1 and language().startswith("fr")
    return first_of_month(text) if first else text


@register.filter
def full_day(value: date | None, year: bool = True) -> str:
    """« mercredi 1er avril 2026 »; `|full_day:False` leaves the year out."""
    value = localtime(value) if isinstance(value, datetime) else value
    return dated(value, FULL_DAYS.get(language()[:2], ("l j F Y", "l j F"))[0 if year else 1])


@register.filter
def day(value: date | None) -> str:
    """A day in full, in a sentence: « 1er avril 2026 »."""
    return dated(localtime(value) if isinstance(value, datetime) else value, "DATE_FORMAT")


@register.filter
def notices(request: Any) -> Iterable[Message]:
    """The notices waiting for this person; read once."""
    return get_messages(request) if hasattr(request, "_messages") else []


@register.filter
def tone(message: Message) -> str:
    """The tone of a notice."""
    return TONES.get(message.level_tag, "")


@register.simple_tag
def attributes(**given: Any) -> SafeString:
    """Attributes that have a value, quoted: `{% attributes rel=… hreflang=… %}`."""
    pairs = [(name.replace("_", "-"), value) for name, value in given.items() if value not in (None, "", False)]
    return format_html_join("", ' {}="{}"', pairs)


@register.simple_tag
def page_weight() -> SafeString:
    """The place where the page writes its weight, in kilobytes."""
    return mark_safe(weight.PLACE)


class Weighed(Node):
    def __init__(self, nodes: NodeList) -> None:
        self.nodelist = nodes

    def render(self, context: Any) -> SafeString:
        return mark_safe(weight.weighed(self.nodelist.render(context)))


@register.tag
def weighed(parser: Parser, token: Token) -> Weighed:
    """The whole page, weighed when its foot asks for it."""
    nodes = parser.parse(("endweighed",))
    parser.delete_first_token()
    return Weighed(nodes)
