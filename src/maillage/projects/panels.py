"""What projects show on lower pages: an organisation's, the home of the site; what waits in Gestion; the checks."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.core.generation import among, remembered
from maillage.core.registry import WaitingItem
from maillage.network import current
from maillage.organisations.models import Organisation
from maillage.projects import portfolio, shares, words
from maillage.projects.enums import Level, ProjectState, RiskState, Role
from maillage.projects.models import Bond, Milestone, Participant, Project, Risk

Block = tuple[str, dict[str, Any]]
MOST = 12
CARDS = 3
LIVE = (ProjectState.IDENTIFIED, ProjectState.RUNNING, ProjectState.FINALISING, ProjectState.SUSPENDED)


def tied() -> Iterable[Any]:
    """The organisations that take part in something, or are tied to another."""
    yield Participant.objects.exclude(organisation=None).values_list("organisation", flat=True)
    yield Bond.objects.values_list("here", flat=True)
    yield Bond.objects.values_list("there", flat=True)


def years(row: Project) -> str:
    if not row.starts_on:
        return ""
    return f"{row.starts_on.year}–{row.ends_on.year}" if row.ends_on else str(row.starts_on.year)


def lines(organisation: Organisation, seen: Any, *, public: bool) -> list[dict[str, Any]]:
    """The projects in which it takes part, the newest first, each once with all its roles."""
    parts = Participant.objects.filter(organisation=organisation, project__in=seen.values("pk")).exclude(
        role=Role.REPORTING
    )
    parts = parts.select_related("project").order_by("-project__planned_start", "project__sort_title")
    found: dict[int, dict[str, Any]] = {}
    for part in parts:
        row = part.project
        line = found.setdefault(row.pk, {"title": words.title(row), "url": row.public_url if public else row.get_absolute_url(),
                                         "years": years(row), "roles": [], "state": words.state_tag(row)})  # fmt: skip
        line["roles"].append(str(Role(part.role).label))
    return [{**line, "role": ", ".join(line["roles"])} for line in found.values()]


def ties(organisation: Organisation, rows: Any, *, public: bool) -> list[dict[str, Any]]:
    found = []
    for row in rows.filter(Q(here=organisation) | Q(there=organisation)).select_related("here", "there"):
        other = row.there if row.here_id == organisation.pk else row.here
        url = reverse("site:organisation", args=[other.pk]) if public else row.get_absolute_url()
        found.append({"name": other.name, "url": url, "kind": row.get_kind_display()})
    return found


def organisation_public(request: Any, organisation: Organisation) -> Block | None:
    """On its public page: its public projects."""
    if (
        not organisation.shows_publicly
        or not organisation.is_shown("projects")
        or not among("projects.tied", organisation.pk, tied)
    ):
        return None
    rows = lines(organisation, Project.objects.public(), public=True)
    bonds = ties(organisation, Bond.objects.public(), public=True)
    return ("projects/organisation_public.html", {"rows": rows[:MOST], "bonds": bonds}) if rows or bonds else None


def organisation_manage(request: Any, organisation: Organisation) -> Block | None:
    """In Gestion: those that this person may see."""
    if not request.user.can(Permission.PROJECTS_VIEW):
        return None
    rows = lines(organisation, Project.objects.visible_to(request.user), public=False)
    bonds = ties(organisation, Bond.objects.visible_to(request.user), public=False)
    if not rows and not bonds:
        return None
    return "projects/organisation_panel.html", {"rows": rows[:MOST], "bonds": bonds, "more": max(0, len(rows) - MOST)}


def organisation_member(request: Any, organisation: Organisation) -> Block | None:
    """In its own space: what it carries, where everyone may read it."""
    if organisation.pk not in Organisation.objects.own_ids(request.user):
        return None
    rows = lines(organisation, Project.objects.public(), public=True)
    return ("projects/organisation_public.html", {"rows": rows[:MOST], "bonds": []}) if rows else None


def partnership_manage(request: Any, partnership: Any) -> Block | None:
    """On the page of a partnership: what is done together."""
    return organisation_manage(request, partnership.organisation)


def partnership_member(request: Any, partnership: Any) -> Block | None:
    return organisation_member(request, partnership.organisation)


def home(request: Any) -> Block | None:
    """On the home of the site: figures, and a few projects under way."""
    if not current.exists():
        return None
    found = remembered("projects.home", _home)
    return ("projects/home_block.html", {"slot": "sections", **found}) if found["entries"] else None


def _home() -> dict[str, Any]:
    rows = Project.objects.public().filter(level=Level.PROJECT)
    running = rows.filter(state__in=(ProjectState.RUNNING, ProjectState.FINALISING))
    entries = portfolio.cards(running.order_by("-actual_start", "pk")[:CARDS])
    countries, count = len(portfolio.by_country(running)), running.count()
    carriers = portfolio.carried().filter(project__in=running.values("pk")).values("organisation").distinct().count()
    pairs = [(count, ngettext("projet en cours", "projets en cours", count)), (countries, ngettext("pays", "pays", countries)),
             (carriers, ngettext("partenaire", "partenaires", carriers))]  # fmt: skip
    return {"entries": entries, "figures": [(number, label) for number, label in pairs if number]}


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Steps that are late, risks to look at again, projects whose end has passed."""
    today, seen = localdate(), Project.objects.visible_to(user).filter(state__in=LIVE)
    late = Milestone.objects.filter(project__in=seen.values("pk"), reached_on=None, due_on__lt=today)
    mine = late.filter(owner=user)
    for row in mine.select_related("project")[:5]:
        yield WaitingItem(
            _("« %(title)s » est en retard") % {"title": row}, str(row.project), row.get_absolute_url(), _("Voir"), "er"
        )
    others = late.exclude(pk__in=mine.values("pk")[:5]).count()
    if others:
        yield WaitingItem(
            ngettext("%(n)s étape de projet en retard", "%(n)s étapes de projets en retard", others) % {"n": others},
            _("Notez celles qui sont atteintes, ou changez leur date."), reverse("projects:list") + "?etat=2", _("Voir"), "al",
        )  # fmt: skip
    risks = (
        Risk.objects.filter(project__in=seen.values("pk"), review_on__lte=today).exclude(state=RiskState.CLOSED).count()
    )
    if risks:
        yield WaitingItem(ngettext("%(n)s risque à revoir", "%(n)s risques à revoir", risks) % {"n": risks},
                          _("Leur date de revue est passée."), reverse("projects:risks") + "?revoir=1", _("Revoir"), "al")  # fmt: skip
    over = seen.filter(planned_end__lt=today - timedelta(days=30), actual_end=None).count()
    if over:
        yield WaitingItem(
            ngettext("%(n)s projet a dépassé sa fin prévue", "%(n)s projets ont dépassé leur fin prévue", over) % {"n": over},
            _("Terminez-les, ou prolongez-les."), reverse("projects:list") + "?tri=ends", _("Voir"), "al",
        )  # fmt: skip


def check() -> Iterator[tuple[str, str]]:
    """Levels in their order, shares that are not too much, what should not be seen."""
    wrong = 0
    for row in (
        Project.objects.exclude(parent=None)
        .select_related("parent")
        .only("title", "level", "parent__level", "parent__title")
    ):
        if row.parent and not Level(row.parent.level).may_hold(Level(row.level)):
            wrong += 1
            yield "error", _("« %(title)s » est rangé sous « %(above)s », qui n’est pas d’un niveau au-dessus.") % {
                "title": row, "above": row.parent}  # fmt: skip
    told: dict[tuple[int, str], list[Any]] = {}
    for project, work, money in Participant.objects.values_list("project", "work_share", "money_share"):
        told.setdefault((project, "work"), []).append(work)
        told.setdefault((project, "money"), []).append(money)
    over = {project for (project, _what), values in told.items() if shares.too_much(values)}
    for pk in sorted(over)[:20]:
        yield "warning", _("Le projet nº %(pk)s a des parts qui dépassent 100 %%.") % {"pk": pk}
    if not wrong and not over:
        yield "ok", _("%(n)s projets, chacun à sa place.") % {"n": Project.objects.count()}
