"""What a partner sees first: its projects, its money calendar, its reports; few queries, whatever their number."""

from datetime import date
from typing import Any

from django.utils.translation import get_language

from maillage.fieldwork.models import PartnerReport
from maillage.funding.enums import TransferState
from maillage.funding.models import Transfer
from maillage.funding.words import show
from maillage.organisations.models import Organisation
from maillage.projects.enums import ProjectState
from maillage.projects.models import Project

T = TransferState
SHOWN = 12
OPEN = (ProjectState.IDENTIFIED, ProjectState.RUNNING, ProjectState.FINALISING, ProjectState.SUSPENDED)


def projects(user: Any) -> list[dict[str, Any]]:
    rows = list(Project.objects.own(user).filter(state__in=OPEN).order_by("sort_title")[:40])
    language = get_language() or "fr"
    shown = set(Project.objects.public().filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    return [{"title": row.title_in(language), "state": row.get_state_display(), "until": row.ends_on,
             "url": row.public_url if row.pk in shown else ""} for row in rows]  # fmt: skip


def money(user: Any, today: date) -> dict[str, Any]:
    """Transfers to come with their sum in each currency, those on their way, the last that arrived."""
    own = Organisation.objects.own_ids(user)
    rows = Transfer.objects.filter(organisation__in=own).exclude(state=T.CANCELLED).select_related("project")
    coming = list(rows.exclude(state__in=[T.SENT, T.RECEIVED]).order_by("due_on")[:SHOWN])
    sums: dict[str, int] = {}
    for row in coming:
        sums[row.currency] = sums.get(row.currency, 0) + row.amount
    return {
        "coming": [line(row, today) for row in coming],
        "sums": [show(amount, code) for code, amount in sorted(sums.items())],
        "sent": [line(row, today) for row in rows.filter(state=T.SENT).order_by("-sent_on")[:SHOWN]],
        "received": [line(row, today) for row in rows.filter(state=T.RECEIVED).order_by("-received_on")[:3]],
    }  # fmt: skip


def line(row: Transfer, today: date) -> dict[str, Any]:
    return {
        "pk": row.pk, "purpose": row.purpose, "project": row.project.title, "state": row.get_state_display(),
        "amount": show(row.amount, row.currency), "received": show(row.received, row.received_currency),
        "day": row.received_on or row.sent_on or row.due_on,
        "late": row.state not in (T.SENT, T.RECEIVED) and row.due_on < today,
    }  # fmt: skip


def reports(user: Any) -> list[PartnerReport]:
    """To write, the first due first; those that came back before all."""
    rows = PartnerReport.objects.own(user).to_write().select_related("project", "organisation").order_by("due_on")
    return sorted(rows[:40], key=lambda one: (one.state != "returned", one.due_on))


def older(user: Any) -> list[PartnerReport]:
    rows = PartnerReport.objects.own(user).exclude(state__in=["draft", "returned"])
    return list(rows.select_related("project").order_by("-ends_on")[:8])
