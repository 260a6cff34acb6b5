"""What activities show on the pages of lower rooms, and what waits for the team."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.activities import listing, words
from maillage.activities.enums import ActivityState, Kind, NomineeState
from maillage.activities.models import Activity, Classification, CoOrganiser, Nominee, Session
from maillage.activities.views.member import placements, proposed, represented
from maillage.core.generation import among, by_rights
from maillage.core.registry import WaitingItem
from maillage.network import current

A, P = ActivityState, Permission
Block = tuple[str, dict[str, Any]]
SHOWN = 6
LINE = ("title", "state", "starts_at")  # what a line of the public panel tells


def towns(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """With the town of the next date; a private address gives none."""
    dates = Session.objects.filter(activity=OuterRef("pk"), cancelled_at=None, venue__is_private=False).order_by(
        "starts_at"
    )
    return rows.annotate(city=Subquery(dates.values("venue__city")[:1]))


def made_by(organisation: Any) -> Q:
    joined = CoOrganiser.objects.filter(organisation=organisation).values("activity")
    return Q(organiser=organisation) | Q(pk__in=joined)


def makers() -> Iterable[Any]:
    """The organisations that make something to come, whether it is told or not."""
    coming = Activity.objects.filter(ends_at__gte=now())
    yield coming.filter(organiser__isnull=False).values_list("organiser", flat=True)
    yield CoOrganiser.objects.filter(activity__in=coming, organisation__isnull=False).values_list(
        "organisation", flat=True
    )


def organisation_manage(request: Any, organisation: Any) -> Block | None:
    """In Gestion: what it makes, the next first, then the last."""
    if not request.user.can(P.ACTIVITIES_VIEW):
        return None
    rows = list(listing.in_order(towns(Activity.objects.filter(made_by(organisation))))[:SHOWN])
    if not rows:
        return None
    return "activities/organisation_panel.html", {"rows": [(row, row.get_absolute_url()) for row in rows], "states": True,
                                                  "more_url": "", "more": ""}  # fmt: skip


def organisation_public(request: Any, organisation: Any) -> Block | None:
    """On its public page: what it makes and is still to come."""
    if not organisation.shows_publicly or not among("activities.makers", organisation.pk, makers):
        return None
    rows = Activity.objects.public().filter(made_by(organisation), ends_at__gte=now())
    found = list(towns(rows.only(*LINE)).order_by("starts_at", "pk")[:SHOWN])
    return ("activities/organisation_panel.html", public_rows(found)) if found else None


def public_rows(rows: Iterable[Activity]) -> dict[str, Any]:
    return {"rows": [(row, row.public_url) for row in rows], "states": False, "more_url": "", "more": ""}


def campaign_manage(request: Any, campaign: Any) -> Block | None:
    if not request.user.can(P.ACTIVITIES_VIEW):
        return None
    rows = Activity.objects.filter(campaign=campaign)
    found = list(listing.in_order(towns(rows))[:SHOWN])
    if not found:
        return None
    count = rows.count()
    more = ngettext("%(n)s activité de cette campagne", "%(n)s activités de cette campagne", count) % {"n": count}
    return "activities/organisation_panel.html", {
        "rows": [(row, row.get_absolute_url()) for row in found], "states": True, "more": more,
        "more_url": f"{reverse('activities:list')}?campagne={campaign.pk}",
    }  # fmt: skip


def project_manage(request: Any, project: Any) -> Block | None:
    """On the page of a project: the activities that come from it."""
    if not request.user.can(P.ACTIVITIES_VIEW):
        return None
    found = list(listing.in_order(towns(Activity.objects.filter(project=project)))[:SHOWN])
    if not found:
        return None
    return "activities/organisation_panel.html", {
        "rows": [(row, row.get_absolute_url()) for row in found], "states": True, "more": "", "more_url": "",
    }  # fmt: skip


def of_projects() -> Iterable[Any]:
    yield Activity.objects.exclude(project=None).values_list("project", flat=True)


def project_public(request: Any, project: Any) -> Block | None:
    """On its public page: those still to come, then the last ones."""
    if not among("activities.projects", project.pk, of_projects):
        return None
    rows = Activity.objects.public().filter(project=project)
    found = list(towns(rows.only(*LINE)).order_by("-starts_at", "pk")[:SHOWN])
    return ("activities/organisation_panel.html", public_rows(found)) if found else None


def member_home(request: Any, user: Any) -> Block | None:
    """On the home of the member's space: the last proposals and where they stand."""
    if not represented(user).exists():
        return None
    rows = proposed(user).order_by("-created_at")[:4]
    return "activities/home_panel.html", {
        "rows": [(row, A(row.state)) for row in rows],
        "placements": placements().exists(),
    }


# What waits


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Proposals to answer, dates that are over, people to choose; attendance says which dates are to count."""
    here = reverse("activities:list")
    if n := Activity.objects.filter(state=A.PROPOSED).count():
        yield WaitingItem(ngettext("%(n)s activité proposée", "%(n)s activités proposées", n) % {"n": n},
                          _("Acceptez, ou déclinez en disant pourquoi."), f"{here}?etat=proposed", _("Relire"), "al")  # fmt: skip
    if n := listing.to_say(Activity.objects.all()).count():
        yield WaitingItem(ngettext("%(n)s activité passée, à dire tenue", "%(n)s activités passées, à dire tenues", n) % {"n": n},
                          _("Dites si elles ont eu lieu."), f"{here}?quand=a-dire", _("Voir"), "al")  # fmt: skip
    chosen = Nominee.objects.filter(
        state=NomineeState.PROPOSED, activity__starts_at__gt=now(), activity__state=A.ANNOUNCED
    )
    rows = Activity.objects.filter(pk__in=chosen.values("activity")).annotate(n=Count("nominees", filter=Q(
        nominees__state=NomineeState.PROPOSED)))  # fmt: skip
    for row in rows.order_by("starts_at")[:3]:
        yield WaitingItem(_("Choisir pour « %(name)s »") % {"name": row},
                          ngettext("%(n)s personne désignée attend", "%(n)s personnes désignées attendent", row.n) % {"n": row.n},
                          reverse("activities:nominees", args=[row.pk]), _("Choisir"))  # fmt: skip


@by_rights
def count_waiting(user: Any) -> int:
    return Activity.objects.filter(state=A.PROPOSED).count()


# The profile, merges, checks


def guard(old: Any, new: Any) -> Iterable[str]:
    """A form, an audience, a theme, a heading in use may not vanish: activities bear its code."""
    forms = {one.code for one in new.activity_forms}
    for code, n in used(Activity.objects.exclude(form__in=forms).values_list("form")):
        if old is not None and code in {one.code for one in old.activity_forms}:
            yield said(_("La forme « %(code)s »"), code, n)
    movements = {one.code for one in new.movements}
    for code, n in used(Activity.objects.exclude(movement="").exclude(movement__in=movements).values_list("movement")):
        if old is not None and code in {one.code for one in old.movements}:
            yield said(_("Le mouvement « %(code)s »"), code, n)
    labels = {Kind.AUDIENCE: _("Le public « %(code)s »"), Kind.THEME: _("Le thème « %(code)s »"),
              Kind.AXIS: _("L’axe « %(code)s »"), Kind.ATTENTION: _("Le point d’attention « %(code)s »"),
              Kind.HEADING: _("La rubrique « %(code)s »")}  # fmt: skip
    for kind, label in labels.items():
        gone = codes_of(old, kind) - codes_of(new, kind) if old is not None else set()
        if gone:
            for code, n in used(Classification.objects.filter(kind=kind, code__in=gone).values_list("code")):
                yield said(label, code, n)


def codes_of(profile: Any, kind: str) -> set[str]:
    match kind:
        case Kind.AUDIENCE:
            return {one.code for one in profile.audiences}
        case Kind.THEME:
            return {one.code for one in profile.themes}
        case Kind.AXIS:
            return {one.code for one in profile.cross_cutting_axes}
        case Kind.ATTENTION:
            return {f"{one.code}/{point.code}" for one in profile.themes for point in one.attention_points}
    return {f"{one.code}/{heading.code}" for one in profile.frameworks for heading in one.headings}


def used(rows: Any) -> Iterable[tuple[str, int]]:
    found: Iterable[tuple[str, int]] = rows.order_by().annotate(n=Count("pk"))
    return found


def said(label: str, code: str, n: int) -> str:
    return ngettext("%(thing)s ne peut pas disparaître : %(n)s activité s’y range.",
                    "%(thing)s ne peut pas disparaître : %(n)s activités s’y rangent.", n) % {
        "thing": label % {"code": code}, "n": n}  # fmt: skip


def refuse_merge(kept: Any, absorbed: Any) -> Iterable[str]:
    """Both co-organise the same activity: one of the two lines must go first."""
    both = CoOrganiser.objects.filter(organisation=kept).values("activity")
    for row in CoOrganiser.objects.filter(organisation=absorbed, activity__in=both).select_related("activity")[:3]:
        yield _("Les deux coorganisent « %(name)s » : retirez d’abord l’une des deux de cette activité.") % {
            "name": row.activity
        }


def check() -> Iterator[tuple[str, str]]:
    """Activities whose form the profile no longer has; announced without a date; past and never said held."""
    forms = set(words.forms()) if current.exists() else set()
    if lost := Activity.objects.exclude(form__in=forms).count():
        yield "warning", _("%(n)s activités ont une forme absente du profil.") % {"n": lost}
    if bare := Activity.objects.filter(state=A.ANNOUNCED, starts_at=None).count():
        yield "error", _("%(n)s activités sont annoncées sans date.") % {"n": bare}
    if late := listing.to_say(Activity.objects.all()).count():
        yield "warning", _("%(n)s activités passées attendent que l’on dise si elles ont eu lieu.") % {"n": late}
    yield "ok", _("%(n)s activités.") % {"n": Activity.objects.count()}
