"""What reports show on other pages, what waits for the team, whether what was approved reached the budget."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.core.generation import among, by_person
from maillage.core.narratives import language_of, said
from maillage.core.registry import WaitingItem
from maillage.fieldwork.actions.plans import RUNNING
from maillage.fieldwork.models import PartnerReport, ReportedExpense, ReportPlan
from maillage.funding.enums import ExpenseState
from maillage.funding.models import Expense
from maillage.funding.words import show
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

Block = tuple[str, dict[str, Any]]
P = Permission
SHOWN, STORIES = 6, 3


def project_manage(request: Any, project: Project) -> Block | None:
    """In Gestion: who is asked for reports, and where they stand."""
    user = request.user
    if not user.can(P.PROJECTS_VIEW):
        return None
    rows = PartnerReport.objects.visible_to(user).filter(project=project).select_related("organisation")
    plans = ReportPlan.objects.visible_to(user).filter(project=project, ended_on=None).select_related("organisation")
    told = [(row, row.stage.tone if not row.is_late else "er") for row in rows[:SHOWN]]
    return "fieldwork/project_panel.html", {
        "rows": told,
        "plans": list(plans),
        "project": project,
        "edit": user.can(P.PROJECTS_EDIT),
    }


def project_member(request: Any, project: Project) -> Block | None:
    """For the partner: its reports to write on this project."""
    rows = list(PartnerReport.objects.own(request.user).to_write().filter(project=project).order_by("due_on")[:SHOWN])
    return ("fieldwork/member_panel.html", {"rows": rows}) if rows else None


def project_public(request: Any, project: Project) -> Block | None:
    """For everyone: what partners spent, line by line; stories that the partner and the team agreed to show."""
    stories = told_of(project) if among("fieldwork.told", project.pk, with_stories) else []
    found = spent(project) if among("fieldwork.spent", project.pk, with_expenses) else []
    return ("fieldwork/project_public.html", {"stories": stories, "spent": found}) if stories or found else None


def with_stories() -> Iterator[Any]:
    """The projects of which a story is told to everyone."""
    yield PartnerReport.objects.told().values_list("project", flat=True)


def with_expenses() -> Iterator[Any]:
    yield Expense.objects.exclude(organisation=None).values_list("project", flat=True)


def told_of(project: Project) -> list[dict[str, Any]]:
    """The last stories, in the reader's language."""
    language = get_language() or "fr"
    rows = PartnerReport.objects.told(project).select_related("organisation").order_by("-ends_on")
    stories = []
    for row in rows[:STORIES]:
        words = [[row.language, row.story], *row.translations.get("story", [])]
        stories.append({"who": row.organisation.name, "when": str(row), "text": said(words, language),
                        "language": language_of(words, language)})  # fmt: skip
    return stories


def spent(project: Project) -> list[tuple[str, str]]:
    """Approved expenses of partners that anyone may see, by line of the budget, the heaviest first."""
    told = Expense.objects.public(project).filter(state=ExpenseState.APPROVED).exclude(organisation=None)
    rows = (
        told.order_by()
        .exclude(shares=None)
        .values_list("shares__line__title", "value_currency")
        .annotate(sum=Sum("shares__value"))
    )
    return [
        (title, show(amount, code)) for title, code, amount in sorted(rows, key=lambda row: -(row[2] or 0)) if amount
    ]


def home_member(request: Any, user: Any) -> Block | None:
    """On the member's home: the way to the field, with what is to be written."""
    if not Organisation.objects.own_ids(user):
        return None
    rows = list(PartnerReport.objects.own(user).to_write().select_related("project").order_by("due_on")[:SHOWN])
    if not rows and not PartnerReport.objects.own(user).exists():
        return None
    return "fieldwork/member_panel.html", {"rows": rows}


@by_person
def count_to_read(user: Any) -> int | None:
    return PartnerReport.objects.visible_to(user).to_read().count() or None


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Reports to read, reports that do not come."""
    seen = PartnerReport.objects.visible_to(user)
    rows = seen.to_read().order_by("submitted_at").select_related("project")
    count, first = rows.count(), rows.first()
    if first is not None:
        yield WaitingItem(
            ngettext("%(n)s rapport d’un partenaire à relire", "%(n)s rapports de partenaires à relire", count) % {"n": count},
            f"{first.project} – {first}",
            first.get_absolute_url() if count == 1 else f"{reverse('fieldwork:reports')}?etat=submitted", _("Relire"), "al")  # fmt: skip
    late = seen.to_write().filter(due_on__lt=localdate(), project__state__in=RUNNING).count()
    if late:
        yield WaitingItem(
            ngettext("%(n)s rapport d’un partenaire en retard", "%(n)s rapports de partenaires en retard", late) % {"n": late},
            _("Un appel vaut souvent mieux qu’un rappel."), f"{reverse('fieldwork:reports')}?etat=draft", _("Voir"), "er")  # fmt: skip


def check() -> Iterable[tuple[str, str]]:
    """What was approved is in the budget, at the amount that the partner wrote."""
    approved = ReportedExpense.objects.filter(report__state="approved")
    lost = approved.filter(expense=None).count()
    if lost:
        yield "error", _("%(n)s dépenses de rapports approuvés ne sont pas dans le budget.") % {"n": lost}
    running = Q(project__state__in=RUNNING)
    stuck = PartnerReport.objects.to_read().filter(running, submitted_at__date__lt=localdate().replace(day=1)).count()
    if stuck:
        yield "warning", _("%(n)s rapports attendent une relecture depuis le mois dernier.") % {"n": stuck}
    if not lost:
        yield "ok", _("%(n)s dépenses de partenaires sont au budget.") % {"n": approved.count()}
