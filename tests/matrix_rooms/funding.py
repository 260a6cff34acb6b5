"""What the matrix opens in the room of money: rows of an open project; those of a withheld one are another's."""

from datetime import date
from typing import Any

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.funding import actions
from maillage.funding.models import GrantReport, Instalment, Movement
from tests.factories import funding as make
from tests.factories import organisations as factory
from tests.matrix_objects import ALSO, Objects, objects


def sees_all(user: User | None) -> bool:
    return user is not None and user.can(Permission.WITHHELD_VIEW)


def both(user: User | None, of: Any, name: str = "pk", **more: Any) -> Objects:
    """`of(project)` of an open project; the same of a withheld one, for those who may not see it."""
    other = None if sees_all(user) else {name: of(make.project(withheld=True, withheld_reason="menaces")).pk, **more}
    return Objects({name: of(make.project()).pk, **more}, other)


@objects("funding:money")
def project(user: User | None) -> Objects:
    return both(user, lambda row: row)


@objects("funding:grant_new", "funding:budget_new", "funding:line_new", "funding:transfer_new", "funding:expense_new")
def of_project(user: User | None) -> Objects:
    return both(user, lambda row: row, "project")


@objects("funding:told_new")
def told_new(user: User | None) -> Objects:
    return both(user, lambda row: row, "project", kind="mouvement")


@objects("funding:told_edit", "funding:told_remove")
def told(user: User | None) -> Objects:
    def movement(row: Any) -> Movement:
        return Movement.objects.create(project=row, type="3", on=date(2026, 1, 1), amount=5, currency="EUR")

    return both(user, movement, kind="mouvement")


@objects("funding:line_edit", "funding:line_remove")
def line(user: User | None) -> Objects:
    return both(user, make.line)


@objects("funding:amounts")
def amounts(user: User | None) -> Objects:
    def drafted(row: Any) -> Any:
        actions.draft_budget(project=row, currency="EUR", rates_on=date(2026, 1, 1), by=None)
        return make.line(row)

    return both(user, drafted)


@objects("funding:budget_adopt", "funding:budget_drop")
def version(user: User | None) -> Objects:
    return both(user, lambda row: actions.draft_budget(project=row, currency="EUR", rates_on=date(2026, 1, 1), by=None))


@objects("funding:funder", "funding:funder_edit")
def funder(user: User | None) -> Objects:
    hidden = make.funder()
    type(hidden.organisation).objects.filter(pk=hidden.organisation_id).update(withheld=True, withheld_reason="menaces")
    return Objects({"pk": make.funder().pk}, None if sees_all(user) else {"pk": hidden.pk})


@objects("funding:grant", "funding:grant_edit", "funding:grant_closed", "funding:instalments_plan",
         "funding:instalment_add", "funding:condition_add", "funding:reports_plan")  # fmt: skip
def grant(user: User | None) -> Objects:
    return both(user, make.grant_row)


@objects("funding:grant_table")
def grant_table(user: User | None) -> Objects:
    return both(user, make.grant_row, kind="csv")


@objects("funding:grant_granted", "funding:grant_refused", "funding:grant_delete")
def asked(user: User | None) -> Objects:
    return both(user, lambda row: make.grant_row(row, state="asked"))


@objects("funding:grant_asked")
def refused(user: User | None) -> Objects:
    return both(user, lambda row: make.grant_row(row, state="refused"))


@objects(
    "funding:instalment_claim",
    "funding:instalment_receive",
    "funding:instalment_edit",
    "funding:instalment_remove",
    "funding:instalment_correct",
)
def instalment(user: User | None) -> Objects:
    return both(user, lambda row: Instalment.objects.create(
        grant=make.grant_row(row), number=1, due_on=date(2026, 1, 1), amount=500))  # fmt: skip


@objects("funding:condition_met", "funding:condition_remove")
def condition(user: User | None) -> Objects:
    return both(
        user, lambda row: actions.add_condition(grant=make.grant_row(row), text="Rapport", due_on=None, by=None)
    )


@objects("funding:report_sent", "funding:report_accepted")
def report(user: User | None) -> Objects:
    return both(user, lambda row: GrantReport.objects.create(
        grant=make.grant_row(row), covers_from=date(2025, 1, 1), covers_until=date(2025, 12, 31), due_on=date(2026, 3, 1)))  # fmt: skip


@objects("funding:transfer", "funding:transfer_edit", "funding:transfer_ask", "funding:transfer_approve",
         "funding:transfer_return", "funding:transfer_cancel", "funding:transfer_send", "funding:transfer_receive",
         "funding:transfer_correct")  # fmt: skip
def transfer(user: User | None) -> Objects:
    return both(user, make.transfer)


@objects("funding:expense", "funding:expense_edit", "funding:expense_split", "funding:expense_piece", "funding:expense_submit",
         "funding:expense_approve", "funding:expense_return", "funding:expense_cancel")  # fmt: skip
def expense(user: User | None) -> Objects:
    return both(user, make.expense)


@objects("funding:autonomy", "funding:autonomy_year", "funding:support_new")
def partner(user: User | None) -> Objects:
    hidden = factory.organisation("Retenue", withheld=True, withheld_reason="menaces")
    return Objects({"pk": factory.organisation("Partenaire").pk}, None if sees_all(user) else {"pk": hidden.pk})


@objects("funding:support_edit", "funding:support_remove")
def support(user: User | None) -> Objects:
    def of(**values: Any) -> Any:
        return actions.write_support(organisation=factory.organisation("Partenaire", **values), by=None,
                                     values={"name": "Un réseau", "since": date(2020, 1, 1)}).pk  # fmt: skip

    hidden = None if sees_all(user) else {"pk": of(withheld=True, withheld_reason="menaces")}
    return Objects({"pk": of()}, hidden)


@objects("funding:arrived")
def arrived(user: User | None) -> Objects:
    """Another's transfer is found by nobody here; one's own, by who keeps the partner's page."""
    mine = factory.organisation("À moi", country="ML")
    if user is not None:
        factory.contributor(user, mine)
        user.__dict__.pop("facts", None)
    return Objects({"pk": make.transfer(organisation=mine).pk}, {"pk": make.transfer().pk})


ALSO["funding:arrived"] = {404}
