"""« Vos assemblées » : the rights one has there, the agenda and its papers, what one may ask, that one cannot come."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maillage.accounts.access import SIGNED_IN, access, who
from maillage.assemblies import agenda as trees
from maillage.assemblies import calendar, law, serving, words
from maillage.assemblies.actions import agenda, requests
from maillage.assemblies.enums import AssemblyKind, AssemblyState, ItemState
from maillage.assemblies.forms.member import ExcuseForm, SupportForm
from maillage.assemblies.models import AgendaItem, Assembly, Excuse, ItemRequest, Paper
from maillage.assemblies.views.agenda import papers_of
from maillage.ballots.enums import RollState
from maillage.ballots.models.roll import members_of
from maillage.core.public import absolute
from maillage.core.registry import house
from maillage.members.models import Member
from maillage.members.queries import voting_rights
from maillage.members.words import refusals
from maillage.organisations.facts import person_of
from maillage.organisations.models import Person

PAST = 40


def seen(request: HttpRequest, pk: int) -> Assembly:
    """An assembly that this person was told of; a draft is the team's alone."""
    rows = Assembly.objects.visible_to(request.user).exclude(called_at=None).select_related("body", "roll", "second_of")
    return get_object_or_404(rows, pk=pk)


def members(user: Any) -> list[Member]:
    return list(members_of(user).select_related("organisation", "person"))


@access(SIGNED_IN)
def assemblies(request: HttpRequest) -> HttpResponse:
    """Those to come, then those that were."""
    rows = Assembly.objects.visible_to(request.user).exclude(called_at=None).select_related("body")
    told = [(row, words.when(row), words.where(row)) for row in rows.order_by("-starts_at")[:PAST]]
    over = [one for one in told if one[0].has_passed]
    preparing = list(asked_of(request.user))
    asked = ItemRequest.objects.filter(assembly__in=[one.pk for one in preparing])
    return render(request, "assemblies/mine.html", {
        "title": _("Assemblées"), "preparing": [(row, words.when(row), may_still_ask(row)) for row in preparing],
        "asked": [(one, len(one.supports.all())) for one in asked.prefetch_related("supports")],
        "coming": [one for one in reversed(told) if one not in over], "past": over,
        "may_ask": bool(law.legal().requisition) and bool(members(request.user)),
    })  # fmt: skip


def asked_of(user: Any) -> Any:
    """Assemblies being prepared for which members may still ask an item: their title and day are no secret to members."""
    if not members(user):
        return Assembly.objects.none()
    general = [kind for kind in AssemblyKind if kind.is_general]
    rows = Assembly.objects.filter(state=AssemblyState.DRAFT, called_at=None, starts_at__gt=now(), kind__in=general)
    return rows.select_related("body")


def may_still_ask(assembly: Assembly) -> bool:
    last = law.item_deadline(assembly)
    return last is not None and localdate() <= last


def standing_of(user: Any, assembly: Assembly) -> list[tuple[str, list[str]]]:
    """Before the roll is frozen: for each of one's members, why it may not vote today (nothing when it may)."""
    if not assembly.is_general or (assembly.roll and assembly.roll.state != RollState.DRAFT):
        return []
    mine = members_of(user)
    return [(one.name, [reason for door, reason in refusals(one)][:1]) for one in voting_rights(members=mine)]


@access(SIGNED_IN)
def own(request: HttpRequest, pk: int) -> HttpResponse:
    """One assembly, for who is called to it."""
    assembly, user = seen(request, pk), who(request)
    panels = [panel.render(request, assembly) for panel in house.panels_on("assembly", "member")]
    lines = trees.tree(assembly)
    by_item: dict[int | None, list[Paper]] = {}
    for paper in papers_of(assembly):
        by_item.setdefault(paper.item_id, []).append(paper)
    mine = members(user)
    asked = list(assembly.item_requests.prefetch_related("supports"))
    ids = {one.pk for one in mine}
    person = person_of(user)
    excuse = Excuse.objects.filter(assembly=assembly, person=person, withdrawn_at=None).first() if person else None
    proxies = bool(assembly.roll and assembly.roll.proxies_allowed)
    early = assembly.state == AssemblyState.CALLED
    answers = requests.answers(assembly, Person.objects.filter(pk=person).first()) if person and early else []
    return render(request, "assemblies/own.html", {
        "title": assembly.title, "assembly": assembly, "when": words.when(assembly), "where": words.where(assembly),
        "comfort": words.comfort(assembly), "panels": [panel for panel in panels if panel],
        "standing": standing_of(user, assembly), "supporters": words.supporters(assembly) if assembly.is_general else "",
        "lines": [(line, trees.lasting(line.minutes), by_item.get(line.item.pk, [])) for line in lines],
        "whole": by_item.get(None, []), "excuse": excuse, "proxies": proxies,
        "form": ExcuseForm(answers=answers) if answers and not excuse else None,
        "requests": [(one, len(one.supports.all()), any(s.member_id in ids for s in one.supports.all())) for one in asked],
        "lot": trees.lot(lines) if early and mine else [],
        "seconds": assembly.seconds.exclude(called_at=None),
    })  # fmt: skip


@access(SIGNED_IN)
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One item, with what the other rooms hang on it."""
    rows = AgendaItem.objects.visible_to(request.user).exclude(assembly__called_at=None)
    row = get_object_or_404(rows.select_related("assembly", "parent"), pk=pk)
    panels = [panel.render(request, row) for panel in house.panels_on("agenda_item", "member")]
    return render(request, "assemblies/own_item.html", {
        "title": f"{row.code}. {row.title}", "item": row, "assembly": row.assembly,
        "panels": [panel for panel in panels if panel],
        "papers": [one for one in papers_of(row.assembly) if one.item_id == row.pk],
        "may_take_out": row.consent and row.state == ItemState.PLANNED and not row.assembly.is_over
        and any(one.propose for one in voting_rights(members=members_of(request.user))),
    })  # fmt: skip


@access(SIGNED_IN)
@require_POST
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """A member asks that an item of the lot be debated."""
    rows = AgendaItem.objects.visible_to(request.user).exclude(assembly__called_at=None)
    row = get_object_or_404(rows, pk=pk)
    try:
        member = requests.proposing(members(request.user))
        agenda.take_out_of_lot(item=row, by=request.user, asked_by=str(member))
        messages.success(request, _("C’est noté : ce point sera débattu."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("assemblies:own_item", pk)


@access(SIGNED_IN)
@require_POST
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je ne peux pas venir », or « je viens » again."""
    assembly, user = seen(request, pk), who(request)
    person = get_object_or_404(Person, user=user)
    form = ExcuseForm(request.POST, answers=requests.answers(assembly, person))
    try:
        if request.POST.get("do") == "back":
            row = get_object_or_404(Excuse, assembly=assembly, person=person, withdrawn_at=None)
            requests.withdraw_excuse(excuse=row, by=user)
            messages.success(request, _("C’est noté : vous venez."))
        elif form.is_valid():
            requests.excuse(assembly=assembly, person=person, by=user, **form.cleaned_data)
            messages.success(request, _("C’est noté : l’assemblée saura que vous ne pouvez pas venir."))
            if form.cleaned_data["answer"] == "proxy":
                return redirect("ballots:proxies")
        else:
            messages.error(
                request, _("Vous ne portez pas de voix à cette assemblée, ou personne ne peut vous y remplacer ainsi.")
            )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("assemblies:own", pk)


@access(SIGNED_IN)
def calendar_file(request: HttpRequest, pk: int) -> HttpResponse:
    assembly = seen(request, pk)
    body = calendar.calendar(assembly, url=absolute(assembly.member_url), remote=True)
    return attached(body, assembly)


def attached(body: bytes, assembly: Assembly) -> HttpResponse:
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="assemblee-{assembly.pk}.ics"'
    return response


@access(SIGNED_IN)
def paper(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A paper: who sees the assembly opens it."""
    rows = Paper.objects.visible_to(request.user).exclude(assembly__called_at=None)
    return serving.served(get_object_or_404(rows.select_related("document"), pk=pk), request.GET.get("version", ""))


def support_form(user: Any, data: Any = None) -> SupportForm | None:
    """The button « soutenir », for who speaks for a member."""
    mine = members(user)
    return SupportForm(data, members=mine) if mine else None
