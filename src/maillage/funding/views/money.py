"""The money of a project on one page: budget and actual, grants, transfers, expenses, what IATI says."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.desk.views.details import DetailPage
from maillage.funding import ledger, rates, shown, table, words
from maillage.funding.enums import ExpenseState, TransferState, VersionState
from maillage.funding.models import Expense, Grant, Movement, PeriodBudget, PlannedPayment, Transfer
from maillage.funding.views.common import EDIT, VIEW
from maillage.organisations.models import Organisation
from maillage.projects import tree
from maillage.projects.models import Project

FEW = 10


class MoneyPage(DetailPage):
    access = VIEW
    page = "project_money"
    template = "funding/money.html"

    def rows(self) -> Any:
        return Project.objects.visible_to(self.request.user)

    def title(self, obj: Any) -> str:
        return _("L’argent de « %(title)s »") % {"title": obj}

    def extra(self, obj: Project) -> dict[str, Any]:
        user = self.request.user
        books = rates.book_currency(obj)
        by = self.request.GET.get("par", "annee")
        by = by if by in table.AXES else "annee"
        found = table.build(obj, by=by, currency=books, version=self.version(obj))
        whole = self.whole(obj)
        months = ledger.forecast(tree.ids_under([whole.pk]), books, localdate())
        return {
            "books": books, "by": by, "axes": [("annee", _("Par année")), ("bailleur", _("Par bailleur")), ("porteur", _("Par porteur"))],
            "table": found, "version": self.version_shown(found), "budget": shown.budget(found, by, user),
            "figures": shown.budget_figures(found), "may_edit": user.can(EDIT),
            "grants": shown.grants(self.grants(obj), obj), "transfers": shown.transfers(self.transfers(obj)), "whole": whole,
            "transfer_count": Transfer.objects.visible_to(user).filter(project=obj).count(),
            "expenses": shown.expenses(self.expenses(obj)), "expense_count": Expense.objects.visible_to(user).filter(project=obj).count(),
            "to_approve": Expense.objects.visible_to(user).filter(project=obj, state=ExpenseState.SUBMITTED).count(),
            "advances": self.advances(obj), "forecast": shown.forecast(months, books),
            "told": shown.told_of(obj, user, self.pages()), "tree": self.tree(obj),
        }  # fmt: skip

    def version(self, obj: Project) -> Any:
        asked = self.request.GET.get("version", "")
        return obj.budgets.filter(number=int(asked)).first() if asked.isdecimal() and len(asked) < 5 else None

    def version_shown(self, found: table.Table) -> Any:
        asked = self.request.GET.get("version", "")
        for one in found.versions:
            if str(one.number) == asked:
                return one
        force = [one for one in found.versions if one.state == VersionState.ADOPTED]
        return force[0] if force else found.versions[-1] if found.versions else None

    def grants(self, obj: Project) -> Any:
        above = [obj.pk, *tree.ids_above(obj)]
        rows = Grant.objects.visible_to(self.request.user).filter(project__in=above)
        return rows.select_related("funder__organisation", "project").prefetch_related("instalments", "reports")

    def whole(self, obj: Project) -> Project:
        """The highest node above that receives money, and that this person sees: the till is there."""
        above = tree.ids_above(obj)
        holding = set(Grant.objects.filter(project__in=above).values_list("project", flat=True))
        highest = next((pk for pk in reversed(above) if pk in holding), None)
        seen = Project.objects.visible_to(self.request.user).filter(pk=highest).first() if highest else None
        return seen or obj

    def pages(self) -> dict[str, int]:
        asked = ((kind, self.request.GET.get(kind, "")) for kind in TOLD)
        return {kind: max(1, int(number)) for kind, number in asked if number.isdecimal() and len(number) < 6}

    def transfers(self, obj: Project) -> Any:
        """Those under way first, then the last ones."""
        rows = Transfer.objects.visible_to(self.request.user).filter(project=obj).select_related("organisation")
        done = Q(state__in=[TransferState.RECEIVED, TransferState.CANCELLED])
        return [*rows.exclude(done)[:FEW], *rows.filter(done).order_by("-due_on")[:4]]

    def expenses(self, obj: Project) -> Any:
        rows = Expense.objects.visible_to(self.request.user).filter(project=obj).select_related("organisation")
        return rows[:FEW]

    def advances(self, obj: Project) -> list[Any]:
        rows = ledger.advances(project=obj)
        seen = Organisation.objects.visible_to(self.request.user).in_bulk({row.organisation for row in rows})
        return [(seen[row.organisation], words.show(row.received, row.currency), words.show(row.justified, row.currency),
                 words.show(row.waiting, row.currency) if row.waiting else "", words.show(row.left, row.currency))
                for row in rows if row.organisation in seen]  # fmt: skip

    def tree(self, obj: Project) -> list[tuple[str, str]]:
        """The money of the node above and of those below."""
        near = Project.objects.visible_to(self.request.user).filter(
            pk__in=[*filter(None, [obj.parent_id]), *obj.children.values_list("pk", flat=True)]
        )
        return [
            (row.title, reverse("funding:money", args=[row.pk])) for row in near.order_by("level", "sort_title")[:40]
        ]


TOLD = {"mouvement": Movement, "budget": PeriodBudget, "paiement": PlannedPayment}
