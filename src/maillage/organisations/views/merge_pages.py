"""What the pages of duplicates and merges say, ready to be drawn."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.files.models import Image
from maillage.organisations import combining, duplicates, record, relations, words
from maillage.organisations.actions import merging
from maillage.organisations.models import DuplicateGroup, Merge, NotDuplicate, Organisation

FACTS = ("short_name", "other_names", "kind", "family", "founded", "identifiers", "countries", "themes", "website", "email",
         "phone")  # fmt: skip


def place(row: Organisation) -> str:
    seat = record.seat_of(row)
    if seat is None:
        return ""
    return ", ".join(
        part for part in (seat.city, words.region_label(seat.region), words.country_label(seat.country)) if part
    )


def groups(rows: list[DuplicateGroup], allowed: QuerySet[Any]) -> list[dict[str, Any]]:
    """Groups with their members of today, without those that this person may not see or that were set apart."""
    wanted = {pk for row in rows for pk in row.ids}
    seen = {one.pk: one for one in allowed.filter(pk__in=wanted).prefetch_related(*record.WITH_EVERYTHING)}
    pairs = NotDuplicate.objects.filter(low__in=wanted, high__in=wanted).values_list("low", "high")
    apart = set(pairs)
    found = []
    for row in rows:
        members = [seen[pk] for pk in row.ids if pk in seen]
        alike = [one for one in members if any(one.pk != two.pk and _pair(one, two) not in apart for two in members)]
        if len(alike) > 1:
            found.append(group(row, alike))
    return found


def _pair(one: Organisation, two: Organisation) -> tuple[int, int]:
    return min(one.pk, two.pk), max(one.pk, two.pk)


def group(row: DuplicateGroup, members: list[Organisation]) -> dict[str, Any]:
    columns = [facts(one) for one in members]
    lines = [(label, [column[label] for column in columns]) for label in columns[0]]
    return {
        "row": row, "members": members, "strong": row.score >= duplicates.STRONG, "percent": round(row.score * 100),
        "reasons": [duplicates.explain(reason) for reason in row.reasons if reason in duplicates.REASONS],
        "lines": [(label, list(zip([one.pk for one in members], cells, strict=True)), len(set(cells)) > 1)
                  for label, cells in lines if any(cells)],
    }  # fmt: skip


def facts(one: Organisation) -> dict[str, str]:
    """What tells two records apart, on a line each."""
    values = record.read(one)
    found = {_("Siège"): place(one)}
    found |= {record.label(name): record.shown(name, values[name])[:300] for name in FACTS}
    found[_("Modifiée le")] = date_format(one.updated_at, "SHORT_DATE_FORMAT")
    return found


# The preview of a merge


def label(name: str) -> str:
    if name == "seat":
        return _("Siège")
    if name.startswith("description_"):
        return _("Description (%(language)s)") % {"language": name.removeprefix("description_")}
    return record.label(name)


def shown(values: Mapping[str, Any], name: str) -> str:
    value = combining.part(values, name)
    if name == "seat":
        texts = {key: record.shown(key, part) for key, part in value.items() if key not in ("latitude", "longitude")}
        return ", ".join(text for text in texts.values() if text)
    if name == "logo":
        image = Image.objects.filter(public_id=value).first() if value else None
        return str(image.alt) if image else ""
    return str(value) if name.startswith("description_") else record.shown(name, value)


def preview(kept: Organisation, absorbed: Organisation, choices: Mapping[str, str]) -> dict[str, Any]:
    mine, theirs = merging.values_of(kept), merging.values_of(absorbed)
    asked = combining.questions(mine, theirs)
    after = combining.combined(mine, theirs, choices)
    questions = [
        (name, label(name), shown(mine, name), shown(theirs, name), choices.get(name, combining.KEPT)) for name in asked
    ]
    gained = record.difference(mine, after)
    gained = {name: pair for name, pair in gained.items() if name not in asked and name not in ("withheld_reason",)}
    return {
        "questions": questions, "moving": moving(kept, absorbed), "withheld": "withheld" in gained,
        "gained": [(record.label(name), record.shown(name, after[name]))
                   for name in gained if name in record.LABELS and name not in (*combining.SEAT, "descriptions")],
    }  # fmt: skip


def moving(kept: Organisation, absorbed: Organisation) -> list[tuple[str, int]]:
    """(what, how many) of everything that will point at the one that stays."""
    stay = merging.staying(kept, absorbed)
    found: dict[str, set[Any]] = {}
    for pointer in relations.pointers():
        if numbers := relations.ids(pointer, absorbed.pk, stay):
            rows = pointer.model._base_manager.filter(pk__in=numbers)
            # A link is written from both ends: told once.
            keys = rows.values_list("pair", flat=True) if pointer.model.__name__ == "Link" else numbers
            found.setdefault(str(pointer.words), set()).update(keys)
    return [(words_.capitalize(), len(keys)) for words_, keys in found.items()]


# On the page of an organisation


def merges_panel(request: HttpRequest, organisation: Organisation) -> tuple[str, dict[str, Any]] | None:
    """The merges that this record lived, and the way to merge it with another."""
    seen = Organisation.objects.visible_to(request.user).values("pk")
    rows = Merge.objects.standing().filter(
        Q(kept=organisation) | Q(absorbed=organisation), kept__in=seen, absorbed__in=seen
    )
    merges: Iterable[Merge] = rows.select_related("kept", "absorbed", "by")
    may = request.user.can(Permission.ORGANISATIONS_MERGE)
    if not merges and not may:
        return None
    return "organisations/merge_panel.html", {"merges": merges, "may": may, "object": organisation,
                                              "alive": organisation.merged_into_id is None}  # fmt: skip
