"""The public page of a project: everything told in the reader's language, nothing of what is withheld or the team's."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from maillage.core.generation import among, remembered
from maillage.core.public import absolute
from maillage.organisations.models import Organisation
from maillage.projects import sheet, words
from maillage.projects.enums import CodeKind, Role
from maillage.projects.models import AuthorityPart, Bond, Milestone, Project, ProjectDocument
from maillage.ui import linked_data

VISITOR = AnonymousUser()
PUBLIC_KINDS = (CodeKind.SECTOR, CodeKind.GOAL, CodeKind.THEME, CodeKind.AXIS, CodeKind.POPULATION, CodeKind.MARKER)


def of(row: Project) -> dict[str, Any]:
    """What the page shows."""
    descriptions = sheet.descriptions(row)
    who = sheet.who(row.participants.public(), public=True)
    for group in who:
        for one in group["rows"]:
            one["url"] = reverse("site:organisation", args=[one["pk"]]) if one["pk"] else ""
    codes = [group for group in sheet.codes(row.codes.all()) if group["kind"] in PUBLIC_KINDS]
    places = sheet.places(row.places.all())
    page = {
        "title": words.title(row), "summary": descriptions[0]["text"] if descriptions else "",
        "state": words.state_tag(row), "descriptions": descriptions, "who": who, "codes": codes, "places": places,
        "above": above(row),
        "children": children(row) if some(row, "projects.parents", Project, "parent") else [],
        "calendar": sheet.calendar(row.milestones.filter(is_public=True))
                    if some(row, "projects.calendar", Milestone) else [],
        "stages": sheet.stages(row.authority_parts.filter(Organisation.seen_by_anyone("organisation")))
                  if some(row, "projects.authorities", AuthorityPart) else [],
        "documents": [one for one in sheet.documents(row, VISITOR) if one["url"]]
                     if some(row, "projects.documents", ProjectDocument) else [], "image": sheet.image_of(row),
        "bonds": list(row.bonds.public().select_related("here", "there")) if some(row, "projects.bonds", Bond) else [],
    }  # fmt: skip
    return {**page, "json_ld": linked_data.written(linked_data.filled(as_data(row, page)))}


def children(row: Project) -> list[dict[str, Any]]:
    """What stands right under it, told to the public."""
    rows = Project.objects.public().filter(parent=row).order_by("planned_start", "sort_title")
    return [{"title": words.title(one), "url": one.public_url, "state": words.state_tag(one)}
            for one in rows.only("title", "titles", "language", "state", "parent")[:200]]  # fmt: skip


def above(row: Project) -> list[dict[str, Any]]:
    """The nodes above that are told to the public, from the root: none of them is withheld, or this one would not be
    seen. All that stands under one of them asks once."""
    if row.parent_id is None:
        return []
    return list(remembered(("projects.above", row.parent_id), lambda: _above(row)))


def _above(row: Project) -> list[dict[str, Any]]:
    return [one for one in sheet.above(row, Project.objects.all()) if one["row"].is_public]


def some(row: Project, key: str, model: Any, path: str = "project") -> bool:
    """May there be such rows? What few projects have costs the others no question."""
    return among(key, row.pk, lambda: [model.objects.exclude(**{path: None}).values_list(path, flat=True)])


def as_data(row: Project, page: dict[str, Any]) -> dict[str, Any]:
    """A project as schema.org says it."""

    def people(*roles: str) -> list[dict[str, str]]:
        return [{"@type": "Organization", "name": one["name"], **({"url": absolute(one["url"])} if one["url"] else {})}
                for group in page["who"] if group["code"] in roles for one in group["rows"]]  # fmt: skip

    return {
        "@context": "https://schema.org", "@type": "Project", "@id": absolute(row.public_url), "name": page["title"],
        "url": absolute(row.public_url), "description": page["summary"], "identifier": row.iati_identifier or "",
        "foundingDate": row.starts_on.isoformat() if row.starts_on else "",
        "dissolutionDate": row.actual_end.isoformat() if row.actual_end else "",
        "areaServed": [one["name"] for one in (*page["places"]["countries"], *page["places"]["regions"])],
        "keywords": [one["label"] for group in page["codes"] for one in group["rows"]],
        "member": people(Role.IMPLEMENTING, Role.EXTENDING, Role.ACCOUNTABLE), "funder": people(Role.FUNDING),
        "subOrganization": [{"@type": "Project", "name": one["title"], "url": absolute(one["url"])} for one in page["children"]],
    }  # fmt: skip
