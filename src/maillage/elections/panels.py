"""What elections show on the pages of lower rooms, what waits, and the lines of the secretary's check-list."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.ballots.enums_votes import Method, QuestionState
from maillage.core.registry import Step, WaitingItem
from maillage.elections import words
from maillage.elections.actions.rounds import pending, unvoted
from maillage.elections.defaults import items_waiting
from maillage.elections.enums import CandidacyState, ElectionState, Fate
from maillage.elections.models import Candidacy, Election

Block = tuple[str, dict[str, Any]]
SHOWN = (ElectionState.READY, ElectionState.VOTING, ElectionState.DONE)


def _drawn(rows: Iterable[Election], face: str, reader: Any) -> list[dict[str, Any]]:
    """Elections with the address of their page on a face, and their candidates once these are closed."""
    routes = {"manage": "elections:detail", "member": "elections:candidates", "public": "site:election"}
    return [
        {"election": row, "url": reverse(routes[face], args=[row.pk]), "open": row.is_open,
         "tone": row.standing.tone, "state": row.get_state_display(),
         "groups": words.by_group(row.candidacies.shown().named(), reader) if row.state in SHOWN else []}
        for row in rows
    ]  # fmt: skip


def of_item(request: Any, item: AgendaItem) -> Block | None:
    """On an item of the agenda, to members: its elections and their candidates."""
    rows = Election.objects.visible_to(request.user).filter(item=item).select_related("assembly", "body")
    found = _drawn(rows, "member", request.user)
    return ("elections/panel.html", {"rows": found, "new_url": ""}) if found else None


def of_item_manage(request: Any, item: AgendaItem) -> Block | None:
    """On an item of the agenda in Gestion: its elections, or how to prepare one."""
    found = _drawn(_seen(request.user, Q(item=item)), "manage", request.user)
    if not found and (item.kind != "election" or not request.user.can(Permission.ASSEMBLIES_EDIT)):
        return None
    new = f"{reverse('elections:new')}?point={item.pk}" if request.user.can(Permission.ASSEMBLIES_EDIT) else ""
    return "elections/panel.html", {"rows": found, "new_url": new}


def _seen(user: Any, which: Q) -> Any:
    return Election.objects.visible_to(user).filter(which).select_related("assembly", "body").order_by("pk")


def of_assembly(request: Any, assembly: Assembly) -> Block | None:
    """On the member's page of an assembly."""
    found = _drawn(_seen(request.user, Q(assembly=assembly)), "member", request.user)
    return ("elections/panel.html", {"rows": found, "new_url": ""}) if found else None


def of_assembly_manage(request: Any, assembly: Assembly) -> Block | None:
    """On an assembly in Gestion."""
    found = _drawn(_seen(request.user, Q(assembly=assembly)), "manage", request.user)
    may = request.user.can(Permission.ASSEMBLIES_EDIT) and not assembly.is_over
    new = f"{reverse('elections:new')}?assemblee={assembly.pk}" if may else ""
    return ("elections/panel.html", {"rows": found, "new_url": new}) if found or new else None


def of_assembly_public(request: Any, assembly: Assembly) -> Block | None:
    """On the public page of an assembly: the candidates, once they are closed."""
    rows = Election.objects.public().filter(assembly=assembly).select_related("assembly", "body").order_by("pk")
    found = _drawn(rows, "public", None)
    return ("elections/panel.html", {"rows": found, "new_url": ""}) if found else None


def _to_prepare(row: Election) -> tuple[str, str] | None:
    """The address where the next vote of an election is prepared, and its label, when one is due."""
    if row.state == ElectionState.READY or unvoted(row):
        return reverse("elections:vote", args=[row.pk]), _("Préparer le vote")
    return (reverse("elections:second", args=[row.pk]), _("Préparer le second tour")) if pending(row) else None


def chair(request: Any, assembly: Assembly) -> Block | None:
    """On the chair's screen: the votes of the elections of the current item, and of those that have none, until they are
    open."""
    if assembly.current_item_id is None or not request.user.can(Permission.ASSEMBLIES_VIEW):
        return None
    here = Q(item=assembly.current_item_id) | Q(item=None, assembly=assembly)
    rows = Election.objects.filter(here, state__in=[ElectionState.READY, ElectionState.VOTING])
    found = [
        (row, list(row.questions().filter(state=QuestionState.DRAFT)), _to_prepare(row)) for row in rows.order_by("pk")
    ]
    lines = [line for line in found if line[1] or line[2]]
    edit = request.user.can(Permission.ASSEMBLIES_EDIT)
    return ("elections/chair_panel.html", {"lines": lines, "edit": edit, "assembly": assembly}) if lines else None


def member_home(request: Any, user: Any) -> Block | None:
    """On the member's home: one may stand, or one stands."""
    mine = list(Candidacy.objects.filter(person__user=user, state__in=["proposed", "accepted"]).exclude(
        election__state__in=[ElectionState.DONE, ElectionState.CANCELLED]).select_related("election__assembly"))  # fmt: skip
    standing = {row.election_id for row in mine}
    rows = [
        row for row in Election.objects.visible_to(user).open().select_related("assembly") if row.pk not in standing
    ]
    if user.can(Permission.ASSEMBLIES_VIEW) and not user.facts:
        rows = []  # the team reads them in Gestion
    return ("elections/home_panel.html", {"rows": rows, "mine": mine}) if rows or mine else None


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Candidacies to verify, candidatures past their day, elected who have not taken their seats."""
    seen = Candidacy.objects.visible_to(user).filter(state=CandidacyState.PROPOSED)
    for election in Election.objects.filter(pk__in=seen.values("election")).exclude(state=ElectionState.CANCELLED):
        count = seen.filter(election=election).count()
        title = ngettext("%(n)s candidature à vérifier", "%(n)s candidatures à vérifier", count) % {"n": count}
        yield WaitingItem(title, election.title, election.get_absolute_url(), _("Vérifier"), "al")
    rows = Election.objects.visible_to(user)
    for election in rows.filter(state=ElectionState.CANDIDATURES, candidatures_until__lt=localdate()):
        yield WaitingItem(
            _("Des candidatures sont à clore"), election.title, election.get_absolute_url(), _("Voir"), "al"
        )
    elected = Candidacy.objects.filter(fate=Fate.ELECTED).values("election")
    for election in rows.filter(state=ElectionState.DONE, installed_at=None, pk__in=elected):
        yield WaitingItem(
            _("Des personnes élues sont à installer"), election.title, election.get_absolute_url(), _("Voir"), "al"
        )


def steps(assembly: Assembly) -> Iterator[Step]:
    """Of each election: open and close candidatures before the notice, put to the vote, begin the mandates."""
    rows = list(assembly.elections.exclude(state=ElectionState.CANCELLED).order_by("pk"))
    for item in items_waiting(assembly):
        yield Step(f"elections.item.{item.pk}", _("Préparer l’élection « %(item)s »") % {"item": item}, False,
                   url=f"{reverse('elections:new')}?point={item.pk}", order=22)  # fmt: skip
    for row in rows:
        yield from _steps(row)


def _steps(row: Election) -> Iterator[Step]:
    said = {"election": row}
    past = row.state in SHOWN
    url = row.get_absolute_url()
    late = row.state == ElectionState.CANDIDATURES and not row.is_open
    yield Step(f"elections.{row.pk}.open", _("Ouvrir les candidatures : %(election)s") % said,
               row.state != ElectionState.PREPARING, url=url, order=23)  # fmt: skip
    yield Step(f"elections.{row.pk}.close", _("Clore les candidatures avant la convocation : %(election)s") % said, past,
               due=row.candidatures_until, url=url, tone="er" if late else "", order=50)  # fmt: skip
    yield Step(f"elections.{row.pk}.vote", _("Préparer le vote : %(election)s") % said,
               row.state == ElectionState.DONE or (row.state == ElectionState.VOTING and not unvoted(row)), url=url, order=90)  # fmt: skip
    if row.method == Method.TWO_ROUND and pending(row) and row.state == ElectionState.VOTING:
        yield Step(
            f"elections.{row.pk}.second", _("Préparer le second tour : %(election)s") % said, False, url=url, order=91
        )
    if row.state == ElectionState.DONE and not row.candidacies.filter(fate=Fate.ELECTED).exists():
        return  # nobody was elected: nobody takes a seat
    yield Step(f"elections.{row.pk}.install", _("Installer les élues et élus : %(election)s") % said,
               row.installed_at is not None, url=url, order=130)  # fmt: skip
