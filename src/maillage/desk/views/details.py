"""The detail: what one thing is, its panels from above, its timeline."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.functional import Promise
from django.views import View

from maillage.accounts.access import Rule
from maillage.accounts.roles import Permission
from maillage.audit.journal import kind_of
from maillage.audit.models import Entry
from maillage.core.registry import house
from maillage.desk.views.lists import Link

TIMELINE = 20


class DetailPage(View):
    """`rows()` gives what this person may see; `page` names the page for panels registered from above."""

    access: Rule | Permission
    page: str = ""
    template = "desk/detail.html"
    links: Sequence[Link] = ()

    def rows(self) -> QuerySet[Any]:
        raise NotImplementedError

    def title(self, obj: Any) -> str | Promise:
        return str(obj)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        obj = get_object_or_404(self.rows(), pk=pk)
        return render(request, self.template, self.context(obj))

    def context(self, obj: Any) -> dict[str, Any]:
        drawn = [panel.render(self.request, obj) for panel in house.panels_on(self.page, "manage")]
        panels = [panel for panel in drawn if panel]
        return {
            "view": self,
            "object": obj,
            "title": self.title(obj),
            "leading": [panel for panel in panels if panel[1].get("first")],  # before what the thing is
            "panels": [panel for panel in panels if not panel[1].get("first")],
            "timeline": Entry.objects.about(kind_of(obj), obj.pk)[:TIMELINE],
            "links": [link for link in self.links if self.request.user.can(link.permission)],
            "extra": self.extra(obj),  # noqa: S610
        }

    def extra(self, obj: Any) -> dict[str, Any]:
        """What a room adds to its page."""
        return {}
