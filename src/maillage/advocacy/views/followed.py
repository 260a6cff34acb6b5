"""Institutions followed, in Gestion: the list, the board by stage, one institution."""

from collections import defaultdict
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from maillage.accounts.access import access
from maillage.accounts.roles import Permission
from maillage.advocacy import bulk, reading, stages, words
from maillage.advocacy.actions.restanding import lines_of
from maillage.advocacy.enums import Stage
from maillage.advocacy.models import AdoptedText, Ask, Commitment, Exchange
from maillage.core.asked import row_number
from maillage.core.text import fold
from maillage.desk.columns import Column, tag
from maillage.desk.filters import Filter
from maillage.desk.views.details import DetailPage
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.organisations import words as directory
from maillage.organisations.enums import PlaceKind

lazy = gettext_lazy
P = Permission
PER_STAGE = 40  # shown of each stage on the board; the list has them all
LATE = (("oui", lazy("Oui")), ("renouveler", lazy("À renouveler")), ("pas", lazy("Prochain pas en retard")))


def by_words(rows: QuerySet[Commitment], value: str) -> QuerySet[Commitment]:
    for word in fold(value).split()[:6]:
        rows = rows.filter(
            Q(organisation__sort_name__contains=word) | Q(organisation__short_name__icontains=word)
            | Q(ask__title__icontains=word)
        )  # fmt: skip
    return rows


def by_region(rows: QuerySet[Commitment], value: str) -> QuerySet[Commitment]:
    return rows.filter(organisation__places__kind=PlaceKind.SEAT, organisation__places__region=value)


def by_late(rows: QuerySet[Commitment], value: str) -> QuerySet[Commitment]:
    day = localdate()
    return {"oui": rows.late(day), "renouveler": rows.filter(due_on__lt=day), "pas": rows.filter(next_on__lt=day)}[
        value
    ]  # type: ignore[attr-defined]


def by_owner(rows: QuerySet[Commitment], value: str) -> QuerySet[Commitment]:
    return rows.filter(owner=None) if value == "personne" else rows.filter(owner=value)


def asks() -> list[tuple[Any, Any]]:
    return list(Ask.objects.values_list("pk", "title"))


def owners() -> list[tuple[Any, Any]]:
    return [("personne", pgettext("aucune personne", "Personne")), *((one.pk, str(one)) for one in words.editors())]


def next_cell(row: Commitment) -> Any:
    if not row.next_step:
        return ""
    late = row.next_on is not None and row.next_on < localdate()
    return tag(row.next_step[:80], "er") if late else row.next_step


def due_cell(row: Commitment) -> Any:
    if row.is_due:
        return tag(_("à renouveler"), "er")
    return row.due_on


class Commitments(ListPage):
    access = P.ADVOCACY_VIEW
    title = lazy("Institutions suivies")
    page_name = "advocacy:list"
    row_route = "advocacy:detail"
    default_sort = "name"
    columns = (
        Column("name", lazy("Institution"), value=lambda c: str(c.organisation), link=True,
               note=lambda c: c.ask.title, sort=("organisation__sort_name",)),
        Column("stage", lazy("Étape"), value=lambda c: c.get_stage_display(), cell=lambda c: words.stage_tag(c.stage),
               sort=("stage", "organisation__sort_name")),
        Column("stage_on", lazy("Depuis le"), sort=("stage_on",)),
        Column("place", lazy("Où"), value=reading.place),
        Column("kind", lazy("Genre"), value=lambda c: directory.kind_label(c.organisation.kind),
               sort=("organisation__kind",), default=False),
        Column("owner", lazy("Suivie par"), value=lambda c: str(c.owner or ""), sort=("owner__name",)),
        Column("next", lazy("Prochain pas"), value=lambda c: c.next_step, cell=next_cell,
               note=lambda c: c.next_on and date_format(c.next_on, "SHORT_DATE_FORMAT"), sort=("next_on",)),
        Column("due", lazy("À renouveler avant le"), value=lambda c: c.due_on, cell=due_cell, sort=("due_on",)),
        Column("adopted", lazy("Adopté le"), value=lambda c: c.adopted_on, sort=("adopted_on",), default=False),
        Column("contact", lazy("Contact là-bas"), value=lambda c: c.contact, default=False),
    )  # fmt: skip
    filters = (
        Filter("q", lazy("Nom ou demande"), kind="search", apply=by_words),
        Filter("demande", lazy("Demande"), choices=asks, lookup="ask"),
        Filter("etape", lazy("Étape"), choices=Stage.choices, lookup="stage"),
        Filter("region", lazy("Région"), choices=words.region_choices, apply=by_region),
        Filter("genre", lazy("Genre"), choices=directory.kind_choices, lookup="organisation__kind"),
        Filter("suivi", lazy("Suivie par"), choices=owners, apply=by_owner),
        Filter("retard", lazy("En retard"), choices=LATE, apply=by_late),
    )
    links = (
        Link(lazy("Par étape"), "advocacy:board", P.ADVOCACY_VIEW),
        Link(pgettext_lazy("plaidoyer", "Demandes"), "advocacy:asks", P.ADVOCACY_VIEW),
    )
    empty = Empty(
        lazy("Aucune institution suivie"),
        lazy("Écrivez d’abord ce que vous demandez, puis choisissez les institutions dans l’annuaire."),
        Link(lazy("Écrire une demande"), "advocacy:ask_new", P.ADVOCACY_EDIT),
    )

    @property
    def bulk(self) -> Any:  # type: ignore[override]
        return bulk.verbs() if self.request.user.can(P.ADVOCACY_EDIT) else ()

    def rows(self) -> QuerySet[Commitment]:
        return reading.listed(Commitment.objects.visible_to(self.request.user))


@access(P.ADVOCACY_VIEW)
def board(request: HttpRequest) -> HttpResponse:
    """Every stage with its institutions, for one ask or for all."""
    rows = Commitment.objects.visible_to(request.user)
    chosen = row_number(request.GET.get("demande"))
    if chosen:
        rows = rows.filter(ask=chosen)
    grouped: dict[str, list[Commitment]] = defaultdict(list)
    totals: dict[str, int] = defaultdict(int)
    for row in rows.select_related("organisation", "ask", "owner").order_by("-stage_on", "organisation__sort_name"):
        totals[row.stage] += 1
        if len(grouped[row.stage]) < PER_STAGE:
            grouped[row.stage].append(row)
    asked = f"&demande={chosen}" if chosen else ""
    lanes = [{"stage": words.stage_tag(one.value), "key": one.value, "rows": grouped[one.value],
              "total": totals[one.value], "more": max(0, totals[one.value] - PER_STAGE),
              "url": f"{reverse('advocacy:list')}?etape={one.value}{asked}"} for one in Stage if totals[one.value]]  # fmt: skip
    return render(request, "advocacy/board.html", {
        "title": _("Institutions, par étape"), "lanes": lanes, "asks": asks(), "chosen": chosen,
    })  # fmt: skip


class CommitmentPage(DetailPage):
    access = P.ADVOCACY_VIEW
    page = "commitment"
    template = "advocacy/commitment.html"

    def rows(self) -> QuerySet[Commitment]:
        return Commitment.objects.visible_to(self.request.user).select_related("organisation", "ask", "owner")

    def title(self, obj: Commitment) -> str:
        return str(obj.organisation)

    def extra(self, obj: Commitment) -> dict[str, Any]:
        steps = list(obj.steps.select_related("by", "verified_by", "corrected_by", "document")
                     .prefetch_related("document__versions").order_by("-on", "-pk"))  # fmt: skip
        clauses = reading.clauses_of(obj.ask)
        texts = list(obj.texts.select_related("document").prefetch_related("answers__clause", "document__versions"))
        broken = stages.gap(lines_of(steps))
        user = self.request.user
        return {
            "stage": words.stage_tag(obj.stage), "steps": steps, "edit": user.can(P.ADVOCACY_EDIT),
            "gap": [Stage(line.stage).label for line in broken] if broken else None,
            "texts": [(text, reading.score_of(clauses, text), self.answers(clauses, text)) for text in texts],
            "criteria": reading.criteria_of(obj), "clauses": clauses,
            "exchanges": Exchange.objects.visible_to(user).filter(commitment=obj)[:20],
            "other": Commitment.objects.visible_to(user).filter(ask=obj.ask).exclude(pk=obj.pk).exists(),
            "facts": self.facts(obj),
        }  # fmt: skip

    def answers(self, clauses: list[Any], text: AdoptedText) -> list[tuple[Any, Any]]:
        known = {answer.clause_id: answer for answer in text.answers.all()}
        return [(clause, known.get(clause.pk)) for clause in clauses]

    def facts(self, obj: Commitment) -> list[tuple[Any, Any]]:
        scope = obj.get_scope_display() + (f" – {obj.scope_note}" if obj.scope_note else "")
        return [(_("Suivie par"), obj.owner), (_("Contact là-bas"), obj.contact), (_("Courriel"), obj.contact_email),
                (_("Portée"), scope), (_("Adopté le"), obj.adopted_on), (_("Confirmé le"), obj.confirmed_on),
                (_("À renouveler avant le"), obj.due_on), (_("Revenir vers elle à partir du"), obj.return_on)]  # fmt: skip
