"""The directory as data: tables, Atom, sitemap. Only what a page shows, field by field."""

from collections.abc import Iterable, Iterator
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.activities.models import Activity
from maillage.core.public import absolute
from maillage.directory import rows
from maillage.directory.rows import Entry, Rows
from maillage.network import current

BATCH = 500
NEWEST = 30
MOST_PAGES = 12_000  # three languages, and activities besides: under the 50 000 addresses of a sitemap
MOST_ACTIVITIES = 4_000


def all_entries(found: Rows) -> Iterator[Entry]:
    """Every entry, batch after batch: the memory stays the same however many there are."""
    last: list[Any] = []
    for organisation in found.order_by("sort_name", "pk").iterator(chunk_size=BATCH):
        last.append(organisation.pk)
        if len(last) == BATCH:
            yield from _batch(last)
            last = []
    yield from _batch(last)


def _batch(ids: list[int]) -> list[Entry]:
    if not ids:
        return []
    return rows.entries(rows.with_details(rows.public().filter(pk__in=ids).order_by("sort_name", "pk")))


def headers() -> list[str]:
    return [_("Numéro"), _("Nom"), _("Sigle"), _("Genre"), _("Famille"), _("Adhésion"), _("Ville"), _("Région"),
            _("Adresse"), _("Site web"), _("Courriel"), _("Téléphone"), _("Thèmes"), _("Pays d’action"),
            _("Description"), _("Page")]  # fmt: skip


def table(found: Iterable[Entry]) -> Iterator[list[Any]]:
    for one in found:
        yield [one.id, one.name, one.short_name, one.kind, one.family, ", ".join(map(str, one.tags)), one.city,
               one.region, one.address, one.website, one.email, one.phone, ", ".join(label for _c, label in one.themes),
               ", ".join(label for _c, label in one.countries), one.description, absolute(one.url)]  # fmt: skip


def plain(one: Entry) -> dict[str, Any]:
    """An entry as JSON; what is not shown is not there."""
    values = {
        "id": one.id, "name": one.name, "short_name": one.short_name, "kind": one.kind, "family": one.family,
        "membership": [str(tag) for tag in one.tags], "city": one.city, "region": one.region_code,
        "region_name": one.region, "address": one.address, "website": one.website, "email": one.email,
        "phone": one.phone, "themes": [code for code, _label in one.themes],
        "countries": [code for code, _label in one.countries], "description": one.description,
        "language": one.language, "url": absolute(one.url),
    }  # fmt: skip
    return {name: value for name, value in values.items() if value not in ("", [], None)}


def atom(lang: str) -> str:
    """The organisations that came last, as an Atom feed."""
    network, self_url = current.profile(), absolute(reverse("site:directory_atom"))
    found = list(rows.with_details(rows.public().order_by("-created_at", "-pk")[:NEWEST]))
    updated = max((one.created_at for one in found), default=None)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>', f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(lang)}>',
        "<title>" + escape(_("Nouvelles organisations")) + f" – {escape(network.names.short_name.text(lang))}</title>",
        f"<id>{escape(self_url)}</id>", f'<link rel="self" href={quoteattr(self_url)}/>',
        f'<link href={quoteattr(absolute(reverse("site:directory")))}/>',
        f"<updated>{updated.isoformat() if updated else '1970-01-01T00:00:00+00:00'}</updated>",
        f"<author><name>{escape(network.names.name.text(lang))}</name></author>",
    ]  # fmt: skip
    for row, one in zip(found, rows.entries(found, tags=False), strict=True):
        stable = absolute(reverse("site:organisation", args=[one.id]))
        lines.append(
            f"<entry><title>{escape(one.name)}</title><id>{escape(stable)}</id>"
            f"<link href={quoteattr(absolute(one.url))}/><updated>{row.created_at.isoformat()}</updated>"
            f"<summary>{escape(one.excerpt)}</summary></entry>"
        )
    return "\n".join([*lines, "</feed>"])


PAGES = (
    "site:home",
    "site:calendar",
    "site:directory",
    "site:world",
    "site:about",
    "site:accessibility",
    "site:privacy",
)


def sitemap() -> Iterator[str]:
    """Every public page, in every language of the site, with its other languages."""
    yield ('<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
           'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n')  # fmt: skip
    languages = [language.code for language in current.profile().languages]
    for name in PAGES:
        yield from _addresses(languages, name, [], "")
    found = rows.public().order_by("pk").values_list("pk", "name", "updated_at")[:MOST_PAGES]
    for pk, name, updated in found.iterator(chunk_size=2000):
        yield from _addresses(languages, "site:organisation", [pk, rows.slug_of(name)], updated.date().isoformat())
    told = Activity.objects.public().order_by("-starts_at", "-pk").only("title", "updated_at")[:MOST_ACTIVITIES]
    for activity in told.iterator(chunk_size=2000):
        yield from _addresses(
            languages, "site:activity", [activity.pk, activity.slug], activity.updated_at.date().isoformat()
        )
    yield "</urlset>\n"


def _addresses(languages: list[str], name: str, args: list[Any], day: str) -> Iterator[str]:
    found = {}
    for language in languages:
        with translation.override(language):
            found[language] = escape(absolute(reverse(name, args=args)))
    others = "".join(f'<xhtml:link rel="alternate" hreflang="{lang}" href="{url}"/>' for lang, url in found.items())
    for url in found.values():
        yield f"<url><loc>{url}</loc>{f'<lastmod>{day}</lastmod>' if day else ''}{others}</url>\n"
