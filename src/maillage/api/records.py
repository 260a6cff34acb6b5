"""Organisations as the API gives them: plain values, a fixed number of queries whatever the length of the page."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse

from maillage.api import sight as seeing
from maillage.api.problems import not_found
from maillage.api.schemas import Asked
from maillage.api.sight import Sight
from maillage.directory.feeds import absolute
from maillage.directory.rows import Rows
from maillage.files.models import Image
from maillage.organisations import beside
from maillage.organisations.enums import PlaceKind, State
from maillage.organisations.models import ActionCountry, Description, OrganisationTheme, Place

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
COLUMNS = ("id", "name", "short_name", "kind", "family", "zones", "website", "social", "email", "phone", "logo",
           "updated_at", "hidden_fields", "state", "is_public", "withheld", "founded", "languages", "other_names",
           "created_at")  # fmt: skip
INTERNAL = ("state", "is_public", "withheld", "hidden_fields", "founded", "languages", "other_names", "created_at")
Shows = Callable[[str], bool]


def cursor_of(pk: int) -> str:
    """Where the next page begins: after the last organisation that was shown."""
    text = ""
    while pk:
        pk, digit = divmod(pk, 36)
        text = DIGITS[digit] + text
    return f"c{text or '0'}"


def narrowed(sight: Sight, asked: Asked) -> Rows:
    rows = sight.rows()
    if asked.q is not None:
        rows = seeing.named(rows, asked.q)
    if asked.country:
        rows = sight.by(rows, "countries", seeing.acting_in(asked.country))
    if asked.region:
        rows = sight.by(rows, "region", seeing.seated(asked.region))
    if asked.theme:
        rows = sight.by(rows, "themes", seeing.about(asked.theme))
    if asked.family:
        rows = sight.by(rows, "kind", Q(family=asked.family))
    if asked.kind:
        rows = sight.by(rows, "kind", Q(kind=asked.kind))
    if asked.updated_since:
        rows = rows.filter(updated_at__gte=asked.updated_since)
    return rows


def page(sight: Sight, asked: Asked) -> dict[str, Any]:
    """One page, in the order of their numbers: what is added or renamed meanwhile doubles nothing, skips nothing."""
    rows = narrowed(sight, asked)
    if asked.cursor:
        rows = rows.filter(pk__gt=int(asked.cursor[1:], 36))
    found = list(rows.order_by("pk").values(*COLUMNS)[: asked.limit + 1])
    shown = found[: asked.limit]
    more = len(found) > asked.limit
    return {"items": told(sight, shown), "next_cursor": cursor_of(shown[-1]["id"]) if more else None}


def one(sight: Sight, pk: int) -> dict[str, Any]:
    """One organisation; raises a 404 when this request may not see it."""
    found = list(sight.rows().filter(pk=pk).values(*COLUMNS))
    if not found:
        raise not_found()
    return told(sight, found)[0]


def told(sight: Sight, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ids = [row["id"] for row in rows]
    if not ids:
        return []
    seats = {seat["organisation_id"]: seat for seat in Place.objects.filter(
        kind=PlaceKind.SEAT, organisation__in=ids).values("organisation_id", "street", "postal_code", "city", "region",
                                                          "country")}  # fmt: skip
    parts = Parts(
        seats, _texts(ids), _codes(OrganisationTheme, "theme", ids), _codes(ActionCountry, "country", ids), _logos(rows)
    )
    return [_told(sight, row, parts) for row in rows]


class Parts:
    """What stands in other rows, by organisation."""

    def __init__(self, seats: dict[int, Any], texts: dict[int, dict[str, str]], themes: dict[int, list[str]],
                 countries: dict[int, list[str]], logos: dict[str, dict[str, str]]) -> None:  # fmt: skip
        self.seats, self.texts, self.themes, self.countries, self.logos = seats, texts, themes, countries, logos


def _texts(ids: Iterable[int]) -> dict[int, dict[str, str]]:
    said = beside.values(Description.objects.order_by("language"), ids, "language", "text")
    return {pk: dict(texts) for pk, texts in said.items()}


def _codes(model: Any, column: str, ids: Iterable[int]) -> dict[int, list[str]]:
    return beside.values(model.objects.order_by(column), ids, column)


def _logos(rows: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    wanted = [row["logo"] for row in rows if row["logo"]]
    found = {}
    for image in Image.objects.filter(public_id__in=wanted):
        files = image.sources()
        found[image.public_id] = {"png": absolute(files["png"]), "webp": absolute(files["webp"]), "alt": files["alt"]}
    return found


def _told(sight: Sight, row: dict[str, Any], parts: Parts) -> dict[str, Any]:
    shows, pk = sight.fields(row["hidden_fields"]), row["id"]

    def text(field: str, value: Any) -> Any:
        return (value or None) if shows(field) else None

    public = row["is_public"] and not row["withheld"] and row["state"] != State.MERGED
    return {
        "id": pk, "name": row["name"], "short_name": row["short_name"] or None,
        "kind": text("kind", row["kind"]), "family": text("kind", row["family"]),
        "descriptions": parts.texts.get(pk, {}) if shows("description") else {},
        "themes": parts.themes.get(pk, []) if shows("themes") else [],
        "countries": parts.countries.get(pk, []) if shows("countries") else [],
        "zones": text("countries", row["zones"]),
        **_place(parts.seats.get(pk), shows),
        "website": text("website", row["website"]),
        "social": [str(one) for one in row["social"] if str(one).startswith("http")] if shows("website") else [],
        "email": text("email", row["email"]), "phone": text("phone", row["phone"]),
        "logo": text("logo", parts.logos.get(row["logo"])),
        "url": absolute(reverse("site:organisation", args=[pk])) if public else None,
        "updated_at": row["updated_at"],
        "internal": None if sight.is_public else {name: row[name] for name in INTERNAL},
    }  # fmt: skip


def _place(seat: dict[str, Any] | None, shows: Shows) -> dict[str, Any]:
    if seat is None:
        return {"city": None, "region": None, "country": None, "address": None}
    written = seat["street"] or seat["postal_code"]
    return {
        "city": (seat["city"] or None) if shows("city") else None,
        "region": (seat["region"] or None) if shows("region") else None,
        "country": (seat["country"] or None) if shows("city") or shows("region") else None,
        "address": {"street": seat["street"], "postal_code": seat["postal_code"]}
        if written and shows("address") else None,
    }  # fmt: skip
