"""Organisations named in a form by their names: found in the directory as the person who types may see it."""

from collections.abc import Iterable
from typing import Any

from maillage.core.text import fold
from maillage.members.models import Member
from maillage.organisations.models import Organisation

SUGGESTED = 400


def found(name: str, user: Any) -> Organisation | None:
    """The one organisation of this name (or this short name), among those that this person sees."""
    rows = Organisation.objects.visible_to(user).alive()
    matches = list(rows.filter(sort_name=fold(name)[:300])[:2]) or list(rows.filter(short_name__iexact=name)[:2])
    return matches[0] if len(matches) == 1 else None


def read(text: str, user: Any) -> list[Any]:
    """One name a line: organisations where the directory has them, words elsewhere."""
    names = [line.strip()[:200] for line in text.splitlines() if line.strip()]
    return [found(name, user) or name for name in names]


def written(rows: Iterable[Any], user: Any) -> tuple[str, list[Organisation]]:
    """Co-organisers as a form shows them, and those that this person may not see, which stay as they are."""
    rows = list(rows)
    numbers = [row.organisation_id for row in rows if row.organisation_id]
    seen = set(Organisation.objects.visible_to(user).filter(pk__in=numbers).values_list("pk", flat=True))
    shown = [str(row) for row in rows if row.organisation_id is None or row.organisation_id in seen]
    hidden = [row.organisation for row in rows if row.organisation_id and row.organisation_id not in seen]
    return "\n".join(shown), hidden


def suggestions(user: Any) -> list[str]:
    """Names offered while one types: the members of today."""
    members = Member.objects.current().exclude(organisation=None).values("organisation")
    rows = Organisation.objects.visible_to(user).alive().filter(pk__in=members)
    return list(rows.order_by("sort_name").values_list("name", flat=True)[:SUGGESTED])
