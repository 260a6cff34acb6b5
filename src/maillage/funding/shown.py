"""Rows of money made ready for pages: amounts as text, states as words, addresses of the verbs."""

from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from maillage.core.codelists import label
from maillage.core.narratives import said
from maillage.desk.columns import tag
from maillage.funding import headings, table, words
from maillage.funding.enums import InstalmentState
from maillage.funding.measures import Month
from maillage.funding.models import Grant, Movement, PeriodBudget, PlannedPayment
from maillage.organisations.models import Organisation
from maillage.projects.models import Project

TOLD_SHOWN = 50


def group_names(groups: list[Any], by: str, user: Any) -> list[str]:
    """The heads of the columns: years, grants or carriers; who is withheld is not named."""
    if by == "annee":
        return [str(year) for year in groups]
    if by == "bailleur":
        names = {row.pk: str(row) for row in Grant.objects.filter(pk__in=filter(None, groups))}
        return [names.get(pk, "–") if pk else _("Fonds propres") for pk in groups]
    seen = Organisation.objects.visible_to(user).in_bulk(list(filter(None, groups)))
    return [(str(seen[pk]) if pk in seen else "–") if pk else _("Le réseau") for pk in groups]


def budget(found: table.Table, by: str, user: Any) -> dict[str, Any]:
    """The table line by line, and its columns by year, funder or carrier."""
    code, heads = found.currency, group_names(found.groups, by, user)
    rows = [
        {"line": row.line, "nature": row.line.get_nature_display() if row.line else "",
         "original": words.short(row.original, code), "revised": words.short(row.revised, code),
         "actual": words.short(row.actual, code), "left": words.short(row.left, code), "spent": words.percent(row.spent),
         "state": tag(_("dépassée"), "er") if row.over else "", "over": row.over,
         "cells": [(head, words.short(row.groups[key].revised, code), words.short(row.groups[key].actual, code))
                   if key in row.groups else (head, "", "") for head, key in zip(heads, found.groups, strict=True)]}
        for row in found.rows
    ]  # fmt: skip
    total = found.total
    return {
        "rows": rows, "heads": heads,
        "total": [(_("Origine"), words.short(total.original, code)), (_("En vigueur"), words.short(total.revised, code)),
                  (_("Réalisé"), words.short(total.actual, code)), (_("Reste"), words.short(total.left, code))],
        "spent": words.percent(total.spent),
        "sums": [
            (head, words.short(sum(row.groups[key].revised for row in found.rows if key in row.groups), code),
             words.short(sum(row.groups[key].actual for row in found.rows if key in row.groups), code))
            for head, key in zip(heads, found.groups, strict=True)
        ],
    }  # fmt: skip


def budget_figures(found: table.Table) -> list[tuple[str, Any]]:
    if not found.total.revised and not found.total.actual:
        return []
    over = sum(1 for row in found.rows if row.over)
    pairs = [
        (words.whole(found.total.revised, found.currency), _("au budget")),
        (words.whole(found.total.actual, found.currency), _("dépensé et approuvé")),
        (words.percent(found.own_share), _("de fonds propres au budget")),
        (words.percent(found.own_share_actual), _("de fonds propres dans le dépensé")),
        (words.percent(table.measures.ratio(found.management.revised, found.total.revised)), _("de coûts de gestion")),
    ]
    return [pair for pair in [*pairs, (over, _("lignes dépassées"))] if pair[0] not in ("", 0)]


def grants(rows: Any, project: Project | None = None) -> list[dict[str, Any]]:
    found = []
    for row in rows:
        parts = list(row.instalments.all())
        came = sum(part.counted(row.currency) for part in parts)
        coming = [part for part in parts if part.state != InstalmentState.RECEIVED]
        due = [one for one in row.reports.all() if one.sent_on is None]
        found.append({
            "row": row, "amount": words.show(row.amount, row.currency), "came": words.show(came, row.currency),
            "state": words.state(row), "next": coming[0] if coming else None,
            "next_amount": words.show(coming[0].amount, row.currency) if coming else "",
            "late": bool(coming and coming[0].is_late), "report": due[0] if due else None,
            "above": row.project if project is not None and row.project_id != project.pk else None,
        })  # fmt: skip
    return found


def headings_of(grant: Grant, user: Any) -> list[dict[str, Any]]:
    """The funder's own table, ready for the page; its total last."""
    found = []
    for told in headings.told(grant, user):
        told.total.name = _("Total")
        rows = [
            {"name": row.name, "above": row.above, "capped": row.capped,
             "ceiling": _("au plus %(n)s de la subvention") % {"n": words.percent(Fraction(row.ceiling) / 100)} if row.ceiling else "",
             "cells": [(_("Budget"), words.units(row.planned, told.currency)), (_("Réalisé"), words.units(row.spent, told.currency)),
                       (_("Reste"), words.units(row.left, told.currency)), ("%", words.percent(row.part) or "–")]}
            for row in [*told.rows, told.total]
        ]  # fmt: skip
        found.append({"currency": told.currency, "rows": rows})
    return found


def transfers(rows: Any) -> list[dict[str, Any]]:
    return [
        {"row": row, "amount": words.show(row.amount, row.currency), "state": words.state(row), "late": row.is_late,
         "received": words.show(row.received, row.received_currency),
         "rate": words.rate(row.currency, row.received_currency, row.fraction)}
        for row in rows
    ]  # fmt: skip


def expenses(rows: Any) -> list[dict[str, Any]]:
    return [{"row": row, "amount": words.show(row.amount, row.currency), "state": words.state(row),
             "who": str(row.organisation or _("Le réseau"))} for row in rows]  # fmt: skip


def month_name(day: Any) -> str:
    return str(date_format(day, "M Y"))


def forecast(months: list[Month], currency: str) -> dict[str, Any]:
    """The chart and the table of the months to come; nothing when nothing comes or goes."""
    if not any(month.coming or month.going or month.balance for month in months):
        return {}
    rows = [(month_name(m.first), words.short(m.coming, currency), words.short(m.going, currency),
             words.short(m.balance, currency), m.is_short) for at, m in enumerate(months) if m.coming or m.going or at == 0]  # fmt: skip
    return {"rows": rows, "short": next((month_name(m.first) for m in months if m.is_short), ""), "currency": currency}


def told_of(project: Project, user: Any, pages: dict[str, int]) -> list[dict[str, Any]]:
    """What IATI says of a project's money: movements, budgets, planned payments, each with where it is changed.

    `pages` says which page of each is asked: all that was imported is reached.
    """
    language = (get_language() or "fr")[:2]

    def sides(row: Any) -> str:
        return f"{row.name_of('provider', language)} → {row.name_of('receiver', language)}".strip(" →")

    def movement(row: Movement) -> tuple[Any, ...]:
        return (row.on, label("TransactionType", row.type, language), said(row.descriptions, language), sides(row))

    def budget_told(row: PeriodBudget) -> tuple[Any, ...]:
        until = _("jusqu’au %(day)s") % {"day": words.day(row.period_end)}
        return (row.period_start, " ".join(filter(None, [row.get_type_display(), row.get_status_display()])), "", until)

    def payment(row: PlannedPayment) -> tuple[Any, ...]:
        return (row.period_start, row.get_type_display(), "", sides(row))

    kinds: list[tuple[str, Any, Any, Any, Any]] = [
        ("mouvement", Movement, _("Mouvements notés"), _("Noter un mouvement"), movement),
        ("budget", PeriodBudget, _("Budgets annoncés"), _("Annoncer un budget"), budget_told),
        ("paiement", PlannedPayment, _("Paiements prévus"), _("Prévoir un paiement"), payment),
    ]
    found = []
    for kind, model, title, new, told in kinds:
        rows = model.objects.visible_to(user).filter(project=project)
        if model is not PeriodBudget:
            rows = rows.select_related("provider", "receiver")
        total, page = rows.count(), pages.get(kind, 1)
        first = (page - 1) * TOLD_SHOWN
        found.append({
            "kind": kind, "title": title, "new": new, "total": total, "more": total > TOLD_SHOWN,
            "new_url": reverse("funding:told_new", args=[project.pk, kind]),
            "before": f"?{kind}={page - 1}" if page > 1 else "", "after": f"?{kind}={page + 1}" if total > first + TOLD_SHOWN else "",
            "rows": [(reverse("funding:told_edit", args=[kind, row.pk]), *told(row), words.told(row))
                     for row in rows[first : first + TOLD_SHOWN]],
        })  # fmt: skip
    return found
