"""The partner's space: what the matrix opens."""

from datetime import date

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.fieldwork import actions, links
from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportPlan
from maillage.organisations.models import Organisation
from tests.factories import fieldwork as factory
from tests.factories import organisations, projects
from tests.matrix_objects import Objects, objects


def copy_of(report: PartnerReport) -> ReportCopy:
    return ReportCopy.objects.create(report=report, key="matrice", values={"done": "Autre chose"})


@objects("fieldwork:write", "fieldwork:write_file")
def own(user: User | None) -> Objects:
    mine, other = factory.report(keeper=user), factory.report()
    return Objects({"pk": mine.pk}, {"pk": other.pk})


@objects("fieldwork:write_part")
def part(user: User | None) -> Objects:
    mine, other = factory.report(keeper=user), factory.report()
    return Objects({"pk": mine.pk, "part": "depenses"}, {"pk": other.pk, "part": "depenses"})


@objects("fieldwork:write_copy")
def copy(user: User | None) -> Objects:
    mine, other = factory.report(keeper=user), factory.report()
    return Objects({"pk": mine.pk, "copy": copy_of(mine).pk}, {"pk": other.pk, "copy": copy_of(other).pk})


@objects("fieldwork:entrusted", "fieldwork:entrusted_file")
def entrusted(user: User | None) -> Objects:
    link = actions.make_link(report=factory.report(), label="Awa", by=None)
    return Objects({"token": links.token(link)}, {"token": "devine~jamais"})


@objects("fieldwork:entrusted_part")
def entrusted_part(user: User | None) -> Objects:
    link = actions.make_link(report=factory.report(), label="Awa", by=None)
    return Objects({"token": links.token(link), "part": "recit"}, {"token": "devine~jamais", "part": "recit"})


@objects("fieldwork:entrusted_copy")
def entrusted_copy(user: User | None) -> Objects:
    report, other = factory.report(), factory.report()
    link = actions.make_link(report=report, label="Awa", by=None)
    return Objects(
        {"token": links.token(link), "copy": copy_of(report).pk},
        {"token": links.token(link), "copy": copy_of(other).pk},
    )


def sees_withheld(user: User | None) -> bool:
    return user is not None and user.can(Permission.WITHHELD_VIEW)


def hidden() -> PartnerReport:
    return factory.report(organisations.organisation("Retenue", withheld=True))


@objects("fieldwork:report", "fieldwork:report_approve", "fieldwork:report_return", "fieldwork:report_translate",
         "fieldwork:report_story", "fieldwork:report_piece", "fieldwork:report_links")  # fmt: skip
def report(user: User | None) -> Objects:
    return Objects({"pk": factory.report().pk}, None if sees_withheld(user) else {"pk": hidden().pk})


@objects("fieldwork:link_revoke")
def link(user: User | None) -> Objects:
    made = actions.make_link(report=factory.report(), label="Awa", by=None)
    other = actions.make_link(report=hidden(), label="Awa", by=None)
    return Objects({"pk": made.pk}, None if sees_withheld(user) else {"pk": other.pk})


@objects("fieldwork:plan_new")
def project(user: User | None) -> Objects:
    return Objects(
        {"project": projects.project().pk}, None if sees_withheld(user) else {"project": projects.withheld().pk}
    )


@objects("fieldwork:plan_edit", "fieldwork:plan_end")
def plan(user: User | None) -> Objects:
    def made(partner: Organisation) -> ReportPlan:
        values = {"every": 3, "starts_on": date(2099, 1, 1), "days": 30, "language": "fr"}
        return actions.plan_reports(project=projects.carried(partner), organisation=partner, values=values, by=None)

    mine, other = made(organisations.organisation()), made(organisations.organisation("Retenue", withheld=True))
    return Objects({"pk": mine.pk}, None if sees_withheld(user) else {"pk": other.pk})
