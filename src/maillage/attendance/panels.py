"""What the room shows on the pages of lower rooms, and what waits for the team."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.db.models import F, Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.activities.enums import ActivityState
from maillage.attendance import listing
from maillage.attendance.figures import assembly, frozen, reading, years
from maillage.attendance.models import Count, CountRow, Snapshot
from maillage.attendance.views.figures import strip
from maillage.attendance.views.public import told_year
from maillage.audit.models import Entry
from maillage.core.generation import by_rights, remembered
from maillage.core.registry import WaitingItem
from maillage.network import current

Block = tuple[str, dict[str, Any]]


def activity_panel(request: Any, activity: Any) -> Block | None:
    """On an activity's page in Gestion: how many came, date by date."""
    summary = listing.summary(activity)
    if not any(one.starts_at <= summary.now for one in summary.dates):
        return None
    may_edit = request.user.can(Permission.ACTIVITIES_EDIT)
    return "attendance/panel.html", {"summary": summary, "activity": activity, "may_edit": may_edit}


@by_rights
def count_waiting(user: Any) -> int:
    return listing.uncounted().visible_to(user).count()


def waiting(user: Any) -> Iterator[WaitingItem]:
    if not user.can(Permission.ACTIVITIES_EDIT):
        return
    if number := listing.uncounted().visible_to(user).count():
        yield WaitingItem(
            ngettext("%(n)s date à compter", "%(n)s dates à compter", number) % {"n": number},
            _("Combien de personnes sont venues ? Un nombre, même à peu près."),
            f"{reverse('attendance:dates')}?etat=a-compter", _("Compter"), "al",
        )  # fmt: skip
    if number := listing.to_confirm().count():
        yield WaitingItem(
            ngettext("%(n)s activité comptée, à confirmer", "%(n)s activités comptées, à confirmer", number) % {"n": number},
            _("Dites que les comptes sont justes."), f"{reverse('activities:list')}?etat=held", _("Voir"),
        )  # fmt: skip


def campaign_panel(request: Any, campaign: Any) -> Block | None:
    """On a campaign's page in Gestion: what was done for it, in figures."""
    return _figures_panel(request, {"campagnes": str(campaign.pk)})


def organisation_panel(request: Any, organisation: Any) -> Block | None:
    """On an organisation's page in Gestion: what was done with it."""
    return _figures_panel(request, {"organisation": str(organisation.pk)})


def _figures_panel(request: Any, filters: dict[str, str]) -> Block | None:
    """In three queries; nothing where nothing was done."""
    if not request.user.can(Permission.FIGURES_VIEW):
        return None
    facts = reading.read([years.ever()], [], filters)
    total = assembly.totals(facts)[0]
    if not total.activities:
        return None
    return "attendance/figures_panel.html", {
        "strip": strip([total]), "uncounted": total.uncounted, "of": "campaign" if "campagnes" in filters else "organisation",
        "url": f"{reverse('attendance:figures')}?{urlencode({**filters, 'par': 'formes'})}",
    }  # fmt: skip


def public_figures(request: Any) -> Block | None:
    """The public home: how many activities and presences, in the last whole year."""
    if not current.exists():
        return None
    pairs = remembered("attendance.public_figures", last_year)
    return ("attendance/public_figures.html", {"slot": "figures", "figures": pairs}) if pairs else None


def last_year() -> list[tuple[int, str]]:
    """Activities and presences of the year that the home tells; nothing when nobody was counted."""
    found = told_year()
    total = assembly.totals(reading.read(found.span[-1:], []))[0]
    if not total.presences:
        return []
    year = found.chosen.label
    return [(total.activities, _("activités en %(year)s") % {"year": year}),
            (total.presences, _("présences en %(year)s") % {"year": year})]  # fmt: skip


def check() -> Iterator[tuple[str, str]]:
    """Breakdowns above their total, frozen years that are no longer what was frozen, codes that nobody knows."""
    sums = CountRow.objects.order_by().values("count", "owns").annotate(sum=Sum("people"))
    if above := sums.filter(sum__gt=F("count__present")).count():
        yield "error", _("%(n)s répartitions de présences dépassent leur total.") % {"n": above}
    broken = [row.name for row in Snapshot.objects.all() if frozen.digest(row.data) != row.digest]
    for name in broken:
        yield (
            "error",
            _("Le bilan « %(name)s » n’est plus celui qui fut figé : reprenez-le d’une sauvegarde.") % {"name": name},
        )
    kept = {str(pk) for pk in Snapshot.objects.values_list("pk", flat=True)}
    told = set(Entry.objects.filter(verb="figures.frozen").values_list("object_id", flat=True))
    if lost := len(told - kept):
        yield "error", _("%(n)s bilans figés manquent : reprenez-les d’une sauvegarde.") % {"n": lost}
    accounted = listing.uncounted().filter(activity__state=ActivityState.ACCOUNTED).count()
    if accounted:
        yield "warning", _("%(n)s dates d’activités dites « comptées » n’ont pas de nombre.") % {"n": accounted}
    yield "ok", _("%(n)s dates comptées, %(waiting)s à compter.") % {
        "n": Count.objects.known().count(), "waiting": listing.uncounted().count()}  # fmt: skip
