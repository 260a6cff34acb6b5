"""Bodies in Gestion: the list, one with its composition at any date."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts.roles import Permission
from maillage.bodies import words
from maillage.bodies.composition import composition
from maillage.bodies.enums import BodyKind, Leaving
from maillage.bodies.models import Body, Mandate
from maillage.bodies.models.body import NAMES
from maillage.bodies.quorum import rule_of
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.members.words import category

lazy = gettext_lazy
P = Permission
HISTORY = 40


def seated_today(rows: QuerySet[Body]) -> QuerySet[Body]:
    """Each with `seated`: who sits today, without a query for each row."""
    day = localdate()
    running = Q(mandates__started_on__lte=day, mandates__substitute_rank=None) & (
        Q(mandates__ended_on=None) | Q(mandates__ended_on__gte=day)
    )
    return rows.annotate(seated=Count("mandates", filter=running, distinct=True))


class Bodies(ListPage):
    access = P.ASSEMBLIES_VIEW
    title = lazy("Instances")
    intro = lazy("L’assemblée générale, le conseil, les tables et les comités : qui y siège, jusqu’à quand.")
    page_name = "bodies:list"
    row_route = "bodies:detail"
    columns = (
        Column("name", lazy("Nom"), value=str, sort=("name",), link=True),
        Column("kind", lazy("Sorte"), value=lambda b: b.get_kind_display(), sort=("kind",)),
        Column("seated", lazy("Personnes qui siègent"), value=lambda b: b.seated, sort=("seated",), numeric=True),
        Column("public", lazy("Composition"), value=lambda b: _("publique") if b.is_public else _("interne")),
        Column("state", lazy("État"), value=lambda b: _("En fonction") if b.active else _("Mise de côté"),
               cell=lambda b: tag(_("En fonction"), "ok") if b.active else tag(_("Mise de côté"))),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Nom"), kind="search", lookup="name__icontains"),
        Filter("sorte", lazy("Sorte"), choices=BodyKind.choices, lookup="kind"),
    )
    links = (Link(lazy("Nouvelle instance"), "bodies:new", P.ASSEMBLIES_EDIT, primary=True),)
    empty = Empty(lazy("Aucune instance"), lazy("Ajoutez un comité ou une table pour tenir qui y siège."), links[0])

    def rows(self) -> QuerySet[Body]:
        if not Body.objects.filter(code__in=NAMES).exists():  # a network older than this room
            Body.objects.general_assembly()
            Body.objects.board()
        return seated_today(Body.objects.visible_to(self.request.user))


class BodyPage(DetailPage):
    access = P.ASSEMBLIES_VIEW
    page = "body"
    template = "bodies/body.html"

    def rows(self) -> QuerySet[Body]:
        return Body.objects.visible_to(self.request.user)

    def day(self) -> date:
        try:
            return date.fromisoformat(self.request.GET.get("le", ""))
        except ValueError:
            return localdate()

    def extra(self, obj: Body) -> dict[str, Any]:
        day, user = self.day(), self.request.user
        edit = user.can(P.ASSEMBLIES_EDIT)
        groups = composition(obj, day)
        past = obj.mandates.exclude(ended_on=None).select_related("person", "organisation", "group")
        filled = set(
            obj.mandates.exclude(end_reason=Leaving.REFUSED).exclude(replaces=None).values_list("replaces", flat=True)
        )
        substitutes = obj.mandates.filter(ended_on=None).exclude(substitute_rank=None).order_by("substitute_rank")
        return {
            "day": day, "today": day == localdate(), "edit": edit and obj.active,
            "groups": [
                {"group": one.group, "vacant": one.vacant, "total": one.total,
                 "category": category(one.group.category) if one.group and one.group.category else "",
                 "lines": [words.line(row, user) for row in one.held]}
                for one in groups
            ],
            "figures": [(sum(len(one.held) for one in groups), _("personnes qui siègent")),
                        (sum(one.vacant for one in groups), _("sièges vacants"))],
            "rule": rule_of(obj),
            "history": [self.past(row, filled) for row in past.order_by("-ended_on", "-pk")[:HISTORY]],
            "substitutes": [words.line(row, user) for row in substitutes.select_related("person", "organisation")],
        }  # fmt: skip

    def past(self, row: Mandate, filled: set[int]) -> dict[str, Any]:
        """A mandate that ended; its seat may be filled until the end of its term, once."""
        early = row.due_on is not None and row.ended_on is not None and row.ended_on < row.due_on
        open_seat = early and row.due_on >= localdate() and row.end_reason not in (Leaving.TERM, Leaving.OFFICE)
        open_seat = open_seat and row.pk not in filled
        return words.line(row, self.request.user) | {"coopt": bool(open_seat)}
