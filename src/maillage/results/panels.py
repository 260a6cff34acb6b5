"""What the room shows elsewhere: the pages of a project, homes, what waits, the health of the values."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.core.generation import among, by_person
from maillage.core.registry import WaitingItem
from maillage.projects.enums import ProjectState
from maillage.projects.models import Project
from maillage.results import changes, crossing, reading, totals, words
from maillage.results.enums import MeasurementState, NoteState, TransformationState
from maillage.results.models import Actual, CapitalisationNote, Measurement, Period, ResultUse, Transformation
from maillage.results.views.member import mine

Block = tuple[str, dict[str, Any]]
VIEW, EDIT = Permission.RESULTS_VIEW, Permission.RESULTS_EDIT
SHOWN = 8
LATE_DAYS = 45  # after a period ends, its measurement is late
AGAIN = timedelta(days=730)


def project(request: Any, row: Project) -> Block | None:
    """In Gestion: the chain in brief, and the ways into it."""
    user = request.user
    if not user.can(VIEW):
        return None
    lines = reading.chain_of(row)
    told = Transformation.objects.visible_to(user).filter(project=row).prefetch_related("observations")
    return "results/panel.html", {
        "project": row, "lines": lines, "may_edit": user.can(EDIT), "chain": reverse("results:chain", args=[row.pk]),
        "changes": [(one, changes.direction_tag(one), words.state(one)) for one in told[:SHOWN]],
        "waiting": sum(period.waiting for line in lines for item in line.indicators for period in item.periods),
    }  # fmt: skip


def with_a_chain() -> Iterator[Any]:
    """The projects that work towards something that is measured."""
    yield ResultUse.objects.values_list("project", flat=True)


def with_changes() -> Iterator[Any]:
    yield Transformation.objects.public().values_list("project", flat=True)


def public_project(request: Any, row: Project) -> Block | None:
    """For everyone: what is aimed at and reached, and what changed, once validated."""
    lines = reading.told_chain(row) if among("results.told", row.pk, with_a_chain) else []
    tiles = []
    if among("results.changed", row.pk, with_changes):
        told = Transformation.objects.public(row).prefetch_related("observations")
        tiles = [changes.card_of(one) for one in told[:SHOWN]]
    return ("results/public_panel.html", {"lines": lines, "tiles": tiles}) if lines or tiles else None


def member_project(request: Any, row: Project) -> Block | None:
    """For a partner: the same chain, with what waits for their answer."""
    rows = list(mine(request.user).filter(project=row))
    lines = reading.chain_of(row)
    if not lines and not rows:
        return None
    return "results/member_panel.html", {
        "lines": lines, "waiting": [one for one in rows if one.state == TransformationState.PROPOSED],
    }  # fmt: skip


def member_home(request: Any, _row: Any) -> Block | None:
    """On a partner's home: changes to recognise."""
    if not request.user.facts.get("contributor"):
        return None
    count = mine(request.user).filter(state=TransformationState.PROPOSED).count()
    return ("results/home_panel.html", {"count": count}) if count else None


def waiting(user: Any) -> Iterator[WaitingItem]:
    """To approve, to correct, to measure, to see again."""
    seen = Measurement.objects.visible_to(user)
    sent = seen.filter(state=MeasurementState.SUBMITTED).exclude(Q(written_by=user) | Q(submitted_by=user)).count()
    if sent and user.can(Permission.RESULTS_APPROVE):
        yield WaitingItem(
            ngettext("%(n)s mesure à approuver", "%(n)s mesures à approuver", sent) % {"n": sent},
            _("Elles ne comptent pas encore."), f"{reverse('results:measurements')}?etat=submitted", _("Examiner"), "al",
        )  # fmt: skip
    back = seen.filter(state=MeasurementState.RETURNED, written_by=user).count()
    if back:
        yield WaitingItem(
            ngettext("%(n)s mesure vous est renvoyée", "%(n)s mesures vous sont renvoyées", back) % {"n": back},
            _("Corrigez-les, puis envoyez-les."), f"{reverse('results:measurements')}?etat=returned", _("Corriger"), "al",
        )  # fmt: skip
    yield from late(user)
    yield from to_see_again(user)
    notes = (
        CapitalisationNote.objects.visible_to(user)
        .filter(state=NoteState.DRAFT)
        .exclude(Q(written_by=user) | Q(text=""))
        .count()
    )
    if notes:
        yield WaitingItem(
            ngettext("%(n)s note de capitalisation à relire", "%(n)s notes de capitalisation à relire", notes) % {"n": notes},
            _("Une autre personne que son autrice la relit avant qu’elle soit publiée."),
            f"{reverse('results:notes')}?etat=draft", _("Relire"),
        )  # fmt: skip


def late(user: Any) -> Iterator[WaitingItem]:
    """Periods that ended without a value, by project."""
    today = localdate()
    rows = Period.objects.visible_to(user).filter(
        end__lt=today - timedelta(LATE_DAYS), end__gte=today - timedelta(365), locked_at=None,
        project__state__in=[ProjectState.RUNNING, ProjectState.FINALISING],
    ).filter(~Exists(Actual.objects.filter(period=OuterRef("pk"))), ~Exists(Measurement.objects.filter(period=OuterRef("pk"))))  # fmt: skip
    found = rows.order_by().values("project", "project__title").annotate(n=Count("pk")).order_by("-n", "project")[:3]
    for row in found:
        yield WaitingItem(
            ngettext("%(n)s valeur attendue : %(title)s", "%(n)s valeurs attendues : %(title)s", row["n"])
            % {"n": row["n"], "title": row["project__title"]},
            _("La période est finie depuis plus de %(days)s jours.") % {"days": LATE_DAYS},
            reverse("results:chain", args=[row["project"]]), _("Voir"), "al",
        )  # fmt: skip


def to_see_again(user: Any) -> Iterator[WaitingItem]:
    since = localdate() - AGAIN
    rows = Transformation.objects.visible_to(user).filter(state=TransformationState.VALIDATED, since__lt=since)
    recent = Transformation.objects.filter(pk=OuterRef("pk"), observations__on__gte=since)
    count = rows.exclude(observations__verdict="undone").filter(~Exists(recent)).count()
    if count:
        yield WaitingItem(
            ngettext("%(n)s transformation à revoir", "%(n)s transformations à revoir", count) % {"n": count},
            _("Personne n’est revenu voir depuis deux ans : on ne sait pas si elles durent."),
            f"{reverse('results:transformations')}?etat=validated", _("Voir"),
        )  # fmt: skip


@by_person
def to_approve(user: Any) -> int | None:
    """For the menu."""
    if not user.can(Permission.RESULTS_APPROVE):
        return None
    rows = Measurement.objects.visible_to(user).filter(state=MeasurementState.SUBMITTED)
    return rows.exclude(Q(written_by=user) | Q(submitted_by=user)).count() or None


# The health of the values


def check() -> Iterable[tuple[str, str]]:
    """Values of the last year against the measurements that they come from."""
    return checked(Period.objects.filter(end__gte=localdate() - timedelta(365)))


def check_all() -> Iterable[tuple[str, str]]:
    return checked(Period.objects.all())


def checked(periods: Any) -> Iterator[tuple[str, str]]:
    rows = periods.filter(Exists(Actual.objects.filter(period=OuterRef("pk"), derived=True)))
    number = 0
    for period in (
        rows.select_related("indicator").prefetch_related("actuals", "measurements__cells").iterator(chunk_size=500)
    ):
        number += 1
        found = [one for one in period.measurements.all() if one.stage.counts]
        total = totals.consolidation.together(map(totals.point, found), period.indicator.measure or "1",
                                              last=totals.is_state(period.indicator))  # fmt: skip
        whole = next((one for one in period.actuals.all() if one.derived and not one.dimensions), None)
        if whole is not None and total.value is not None and whole.value != total.value:
            yield "error", _("« %(title)s », %(period)s : la valeur montrée n’est pas celle de ses mesures.") % {
                "title": period.indicator, "period": period}  # fmt: skip
        yield from overflowing(period, found)
    yield "ok", _("%(n)s valeurs consolidées comparées à leurs mesures.") % {"n": number}
    if Measurement.objects.filter(Q(approved_by=F("written_by")) | Q(approved_by=F("submitted_by"))).exists():
        yield "error", _("Une mesure est approuvée par qui l’a écrite ou envoyée.")


def overflowing(period: Period, rows: list[Measurement]) -> Iterator[tuple[str, str]]:
    """A breakdown that passes its total: no verb writes one."""
    for row in rows:
        point = totals.point(row)
        try:
            crossing.check(
                point.numerator if point.denominator is not None else point.value, point.denominator, point.cells
            )
        except crossing.CrossingError as error:
            yield "error", _("« %(title)s » : %(reason)s") % {"title": period.indicator, "reason": error.message()}
