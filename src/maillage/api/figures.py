"""Public numbers: of organisations that anyone may see, and of members where a category is public."""

from typing import Any

from django.db.models import Count, Q
from django.utils.timezone import localdate

from maillage.directory import facets, rows
from maillage.members.models import MembershipPeriod
from maillage.network import current

FEWEST_PEOPLE = 5
FACETS = {"by_region": "region", "by_country": "pays", "by_theme": "theme", "by_family": "famille"}


def listed(counts: dict[str, int]) -> list[dict[str, Any]]:
    return [{"code": code, "count": count} for code, count in sorted(counts.items())]


def members() -> dict[str, int]:
    """Members of today by public category: organisations of the directory; people only where they are five or more."""
    public = [category.code for category in current.profile().membership.categories if category.public]
    shown = Q(member__organisation__in=rows.public().values("pk"))
    people = Q(member__person__isnull=False, member__person__withheld=False)
    found = MembershipPeriod.objects.on(localdate()).filter(category__in=public).values("category").order_by()
    counted = found.annotate(
        bodies=Count("member", filter=shown, distinct=True), people=Count("member", filter=people, distinct=True)
    )
    totals = {row["category"]: row["bodies"] + (row["people"] if row["people"] >= FEWEST_PEOPLE else 0)
              for row in counted}  # fmt: skip
    return {code: total for code, total in totals.items() if total}


def public() -> dict[str, Any]:
    found = rows.public()
    offered = {facet.name: facet for facet in facets.facets()}
    answer: dict[str, Any] = {"organisations": found.count(), "members_by_category": listed(members())}
    for key, name in FACETS.items():
        answer[key] = listed(offered[name].counts(found)) if name in offered else []
    return answer
