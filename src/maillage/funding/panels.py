"""What money shows on the pages of lower rooms, what waits for the team, whether the sums hold."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.core.generation import among
from maillage.core.registry import WaitingItem
from maillage.funding import autonomy, ledger, public_money, rates, shown, table, words
from maillage.funding.enums import ExpenseState, GrantState, InstalmentState, StepKind, TransferState
from maillage.funding.models import (
    Expense,
    ExpenseShare,
    Grant,
    GrantReport,
    Instalment,
    Movement,
    PeriodBudget,
    Transfer,
)
from maillage.organisations.models import Organisation
from maillage.projects import tree
from maillage.projects.models import Project

P, T = Permission, TransferState
Block = tuple[str, dict[str, Any]]
SOON, SHOWN = 30, 6


def project_manage(request: Any, project: Project) -> Block | None:
    """In Gestion: budget and actual in few figures, the next instalment and transfer; the way to the whole."""
    user = request.user
    if not user.can(P.FUNDING_VIEW):
        return None
    books = rates.book_currency(project)
    found = table.build(project, currency=books)
    grants = Grant.objects.visible_to(user).filter(project__in=[project.pk, *tree.ids_above(project)])
    coming = Transfer.objects.visible_to(user).filter(project=project).exclude(state__in=[T.RECEIVED, T.CANCELLED])
    return "funding/project_panel.html", {
        "url": reverse("funding:money", args=[project.pk]), "figures": shown.budget_figures(found)[:3],
        "over": sum(1 for row in found.rows if row.over),
        "grants": shown.grants(grants.select_related("funder__organisation", "project").prefetch_related("instalments", "reports")[:SHOWN]),
        "transfers": shown.transfers(coming.select_related("organisation")[:SHOWN]),
    }  # fmt: skip


def with_budgets() -> Iterator[Any]:
    """The projects whose budget is told by periods."""
    yield PeriodBudget.objects.values_list("project", flat=True)


def project_public(request: Any, project: Project) -> Block | None:
    """For everyone: what came in and from whom, what left and for whom, what stayed; budgets announced."""
    found = public_money.told_of(project)
    budgets = []
    if among("funding.budgets", project.pk, with_budgets):
        budgets = [(row.period_start, row.period_end, words.told(row)) for row in project.period_budgets.all()[:20]]
    if not found["blocks"] and not budgets:
        return None
    return "funding/project_public.html", {**found, "budgets": budgets}


def project_member(request: Any, project: Project) -> Block | None:
    """For the partner: its own transfers of this project."""
    own = Organisation.objects.own_ids(request.user)
    rows = Transfer.objects.filter(project=project, organisation__in=own).exclude(state=T.CANCELLED)
    told = shown.transfers(rows.select_related("organisation"))
    return ("funding/project_member.html", {"transfers": told, "url": reverse("funding:mine")}) if told else None


def organisation_manage(request: Any, organisation: Any) -> Block | None:
    """On a partner's page: what left for it, what it has to justify, its autonomy."""
    user = request.user
    if not user.can(P.FUNDING_VIEW):
        return None
    advances = [(words.show(a.received, a.currency), words.show(a.justified, a.currency), words.show(a.left, a.currency))
                for a in ledger.advances(organisation=organisation)]  # fmt: skip
    told = autonomy.told(organisation, user, localdate())
    rows = Transfer.objects.visible_to(user).filter(organisation=organisation).order_by("-due_on")[:SHOWN]
    funder = getattr(organisation, "funder", None)
    if not (advances or told["years"] or told["supports"] or rows or funder):
        return None
    return "funding/organisation_panel.html", {
        "advances": advances, "flags": told["flags"], "own": told["own"][:1], "transfers": shown.transfers(rows), "funder": funder,
        "url": reverse("funding:autonomy", args=[organisation.pk]),
    }  # fmt: skip


def partnership_manage(request: Any, partnership: Any) -> Block | None:
    """On the page of a partnership: the money between us, and how the partner comes to stand alone."""
    return organisation_manage(request, partnership.organisation)


def transfers_waiting(user: Any) -> Iterator[WaitingItem]:
    """Transfers that this person may approve: those that another asked and that they have not yet approved."""
    rows = Transfer.objects.visible_to(user).filter(state=T.ASKED).exclude(asked_by=user.pk)
    rows = rows.select_related("organisation").prefetch_related("steps").order_by("due_on")[:50]
    for row in [row for row in rows if user.pk not in approved_by(row)][:SHOWN]:
        yield WaitingItem(
            _("Versement de %(amount)s à %(who)s à approuver") % {"amount": words.show(row.amount, row.currency), "who": row.organisation},
            row.purpose, row.get_absolute_url(), _("Lire et approuver"), "er" if row.due_on < localdate() else "al",
        )  # fmt: skip


def approved_by(transfer: Transfer) -> set[int | None]:
    """Who approved it, in its present round; from the steps already read."""
    steps = list(transfer.steps.all())
    last = max((step.round for step in steps), default=1)
    return {step.by_id for step in steps if step.kind == StepKind.APPROVED and step.round == last}


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Instalments and reports due, transfers to send, expenses to approve."""
    today = localdate()
    near = today + timedelta(SOON)
    reports = GrantReport.objects.visible_to(user).filter(
        sent_on=None, due_on__lte=near, grant__state=GrantState.GRANTED
    )
    for report in reports.select_related("grant__funder__organisation")[:SHOWN]:
        yield WaitingItem(
            _("Rapport %(kind)s à rendre à %(funder)s") % {"kind": report.get_kind_display(), "funder": report.grant.funder},
            _("avant le %(day)s") % {"day": words.day(report.due_on)}, report.grant.get_absolute_url(), _("Voir"),
            "er" if report.is_late else "al",
        )  # fmt: skip
    parts = Instalment.objects.visible_to(user).exclude(state=InstalmentState.RECEIVED).filter(
        due_on__lte=near, grant__state=GrantState.GRANTED)  # fmt: skip
    for part in parts.select_related("grant__funder__organisation")[:SHOWN]:
        yield WaitingItem(
            _("Tranche de %(amount)s attendue de %(funder)s") % {
                "amount": words.show(part.amount, part.grant.currency), "funder": part.grant.funder},
            _("le %(day)s") % {"day": words.day(part.due_on)}, part.grant.get_absolute_url(), _("Voir"),
            "er" if part.is_late else "",
        )  # fmt: skip
    to_send = Transfer.objects.visible_to(user).filter(state=T.APPROVED).count()
    if to_send:
        yield WaitingItem(ngettext("%(n)s versement approuvé à envoyer", "%(n)s versements approuvés à envoyer", to_send) % {"n": to_send},
                          "", f"{reverse('funding:transfers')}?etat=approved", _("Voir"), "al")  # fmt: skip
    spent = Expense.objects.visible_to(user).filter(state=ExpenseState.SUBMITTED).exclude(author=user.pk).count()
    if spent:
        yield WaitingItem(ngettext("%(n)s dépense à approuver", "%(n)s dépenses à approuver", spent) % {"n": spent},
                          "", f"{reverse('funding:expenses')}?etat=submitted", _("Voir"))  # fmt: skip
    flagged = autonomy.flagged(user, today)[:3]
    names = Organisation.objects.in_bulk([pk for pk, _number in flagged])
    for pk, number in flagged:
        yield WaitingItem(
            _("Autonomie de %(name)s : à reprendre avec le partenaire") % {"name": names[pk]},
            ngettext("%(n)s point signalé", "%(n)s points signalés", number) % {"n": number},
            reverse("funding:autonomy", args=[pk]), _("Voir"))  # fmt: skip


def check() -> Iterable[tuple[str, str]]:
    """The sums: shares within their expense, instalments within their grant, values that make their whole, approvals by two."""
    over = Expense.objects.annotate(told=Sum("shares__amount")).filter(told__gt=F("amount")).count()
    over += Grant.objects.annotate(told=Sum("instalments__amount")).filter(told__gt=F("amount")).count()
    whole = Expense.objects.filter(state=ExpenseState.APPROVED).annotate(
        told=Sum("shares__amount"), worth=Sum("shares__value")
    )
    wrong = whole.filter(Q(told=F("amount")) & ~Q(worth=F("value"))).count()
    alone = Transfer.objects.filter(state__in=[T.APPROVED, T.SENT, T.RECEIVED], asked_by__isnull=False,
                                    steps__kind="approved", steps__by=F("asked_by")).count()  # fmt: skip
    orphan = ExpenseShare.objects.exclude(project=F("expense__project")).count()
    found = [
        (over, _("%(n)s dépenses ou subventions portent plus que leur montant.")),
        (wrong, _("%(n)s dépenses approuvées ne font pas la somme de leurs parts.")),
        (alone, _("%(n)s versements ont été approuvés par qui les demandait.")),
        (orphan, _("%(n)s parts de dépenses sont rangées dans un autre projet.")),
    ]
    for number, sentence in found:
        if number:
            yield "error", sentence % {"n": number}
    if not any(number for number, _sentence in found):
        told = Expense.objects.count() + Transfer.objects.count() + Movement.objects.count()
        yield "ok", _("%(n)s dépenses, versements et mouvements : les sommes sont justes.") % {"n": told}
