"""What membership shows on the pages of lower rooms: organisations, people, homes, the public directory."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.core.generation import among, by_rights, remembered
from maillage.core.registry import OpenGesture, WaitingItem
from maillage.members import bulk, figures, listing, words
from maillage.members.enums import ApplicationState, ExclusionState
from maillage.members.models import Application, Delegation, Dues, Exclusion, Member, MembershipPeriod
from maillage.members.periods import since
from maillage.members.queries import ledger_of
from maillage.members.views.member import asked, own, told
from maillage.network import current
from maillage.organisations.models import Organisation

Block = tuple[str, dict[str, Any]]


def of_holder(holder: Any) -> Member | None:
    field = "organisation" if isinstance(holder, Organisation) else "person"
    return Member.objects.filter(**{field: holder}).select_related("organisation", "person").first()


def state_of(member: Member) -> dict[str, Any]:
    periods = ledger_of(member.periods.order_by("started_on"))
    today = localdate()
    now = next((row for row in periods if today in row.period), None)
    last = now or (periods[-1] if periods else None)
    return {"member": member, "now": now, "category": words.category(last.category if last else ""),
            "since": since(periods, today), "ended_on": None if now or last is None else last.period.end}  # fmt: skip


def manage_panel(request: Any, holder: Any) -> Block | None:
    """In Gestion: the membership, or how to note one; the organisations a person speaks for."""
    if not request.user.can(Permission.MEMBERS_VIEW):
        return None
    member = of_holder(holder)
    named = []
    if not isinstance(holder, Organisation):
        rows = Delegation.objects.visible_to(request.user).filter(person=holder)
        named = list(rows.select_related("member__organisation", "member__person"))
        if member is None and not named:
            return None
    field = "organisation" if isinstance(holder, Organisation) else "person"
    return "members/panel.html", {
        "state": state_of(member) if member and member.periods.exists() else None, "named": named,
        "new_url": f"{reverse('members:new')}?{field}={holder.pk}" if request.user.can(Permission.MEMBERS_EDIT) else "",
    }  # fmt: skip


def public_panel(request: Any, organisation: Organisation) -> Block | None:
    """On its public page: since when and in which category, when the category is public."""
    if not organisation.shows_publicly or not among("members.organisations", organisation.pk, organisations):
        return None
    rows = list(MembershipPeriod.objects.filter(member__organisation=organisation).order_by("started_on"))
    now = next((row for row in ledger_of(rows) if localdate() in row.period), None)
    if now is None or now.category not in public_codes():
        return None
    return "members/public_panel.html", {
        "state": {"category": words.category(now.category), "since": since(ledger_of(rows), localdate())},
    }


def organisations() -> Iterable[Any]:
    """Those that are members, or were."""
    yield Member.objects.filter(organisation__isnull=False).values_list("organisation", flat=True)


def public_codes() -> set[str]:
    return {one.code for one in current.profile().membership.categories if one.public} if current.exists() else set()


def member_home(request: Any, user: Any) -> Block | None:
    """On the member's home: memberships, what may be voted, sponsorships asked."""
    found = [told(member, user) for member in own(user) if member.periods.exists()]
    waiting = asked(user).count()
    return ("members/home_panel.html", {"memberships": found, "waiting": waiting}) if found or waiting else None


def public_figures(request: Any) -> Block | None:
    """The public home: how many members; nobody is told apart."""
    if not current.exists():
        return None
    totals = remembered("members.public_totals", figures.public_totals)
    pairs = [(totals["organisations"], _("organisations membres")), (totals["people"], _("membres à titre individuel"))]
    shown = [pair for pair in pairs if pair[0]]
    return ("members/public_figures.html", {"slot": "figures", "figures": shown}) if shown else None


def gestures(request: Any) -> Block | None:
    if not current.exists():
        return None
    card = {"title": _("Adhérer"), "text": _("Rejoignez le réseau, comme organisation ou à titre personnel."),
            "url": reverse("site:apply"), "foot": ""}  # fmt: skip
    return "members/public_figures.html", {"slot": "gestures", "cards": [card], "figures": []}


def join(campaign: int | None) -> Iterator[OpenGesture]:
    """One may always ask to join: whatever the campaign."""
    if current.exists():
        yield OpenGesture(_("Adhérer au réseau"), _("Comme organisation, ou à titre personnel."), reverse("site:apply"))


# What waits


def waiting(user: Any) -> Iterator[WaitingItem]:
    by_state = dict(Application.objects.visible_to(user).order_by().values_list("state").annotate(Count("pk")))
    words_of = (
        (
            ApplicationState.SUBMITTED,
            _("%(n)s demande d’adhésion à vérifier"),
            _("%(n)s demandes d’adhésion à vérifier"),
        ),
        (ApplicationState.COMPLETE, _("%(n)s demande attend le conseil"), _("%(n)s demandes attendent le conseil")),
        (ApplicationState.ACCEPTED, _("%(n)s demande attend l’assemblée"), _("%(n)s demandes attendent l’assemblée")),
    )
    for state, one, many in words_of:
        if count := by_state.get(state, 0):
            yield WaitingItem((one if count == 1 else many) % {"n": count}, str(state.label),
                              f"{reverse('members:applications')}?etat={state.value}", _("Voir"), "al")  # fmt: skip
    late = bulk.with_arrears(Member.objects.visible_to(user)).count()
    if late:
        yield WaitingItem(
            ngettext("%(n)s membre en retard de cotisation", "%(n)s membres en retard de cotisation", late) % {"n": late},
            _("Rappelez, ou accordez un délai."), reverse("members:arrears"), _("Voir"), "er",
        )  # fmt: skip


def decisions(user: Any) -> Iterator[WaitingItem]:
    """Exclusions under way: a hearing to hold, a decision, an appeal."""
    open_states = (ExclusionState.NOTIFIED, ExclusionState.HEARD, ExclusionState.APPEALED)
    for row in (
        Exclusion.objects.visible_to(user)
        .filter(closed_on=None, state__in=open_states)
        .select_related("member__organisation", "member__person")
    ):
        yield WaitingItem(_("Procédure d’exclusion"), f"{row.member} – {row.get_state_display()}",
                          row.member.get_absolute_url(), _("Voir"), "al")  # fmt: skip


@by_rights
def count_waiting(user: Any) -> int:
    return Application.objects.visible_to(user).filter(state=ApplicationState.SUBMITTED).count()


@by_rights
def count_late(user: Any) -> int:
    return bulk.with_arrears(Member.objects.visible_to(user)).count()


# The profile and the directory


def guard(old: Any, new: Any) -> Iterable[str]:
    """A category in use may not vanish, nor be closed to those who are in it."""
    known = {one.code for one in new.membership.categories}
    used = MembershipPeriod.objects.order_by().values_list("category").annotate(n=Count("member", distinct=True))
    for code, count in used:
        if code not in known:
            yield ngettext(
                "La catégorie « %(code)s » ne peut pas disparaître : %(n)s membre y est ou y fut.",
                "La catégorie « %(code)s » ne peut pas disparaître : %(n)s membres y sont ou y furent.", count,
            ) % {"code": code, "n": count}  # fmt: skip
    asked_codes = Application.objects.waiting().order_by().values_list("category", flat=True).distinct()
    for code in asked_codes:
        if code not in known:
            yield _("La catégorie « %(code)s » a des demandes en cours.") % {"code": code}
    schedules = {one.code for one in new.fees.schedules}
    for code in Dues.objects.order_by().values_list("schedule", flat=True).distinct():
        if code not in schedules:
            yield _("Le barème « %(code)s » a servi à établir des cotisations : gardez-le.") % {"code": code}


def directory_choices() -> list[tuple[str, str]]:
    return [(code, name) for code, name in words.categories() if code in public_codes()]


def directory_narrow(rows: Any, codes: list[str]) -> Any:
    now = MembershipPeriod.objects.on(localdate()).filter(category__in=public_codes() & set(codes))
    return rows.filter(member__in=now.values("member"))


def directory_counts(rows: Any) -> dict[str, int]:
    now = MembershipPeriod.objects.on(localdate()).filter(category__in=public_codes())
    now = now.filter(member__organisation__in=rows.order_by().values("pk"))
    return dict(now.order_by().values_list("category").annotate(Count("pk")))


def directory_tags(ids: list[int]) -> dict[int, list[Any]]:
    now = MembershipPeriod.objects.on(localdate()).filter(category__in=public_codes(), member__organisation__in=ids)
    return {org: [words.category(code)] for org, code in now.order_by().values_list("member__organisation", "category")}


def check() -> Iterator[tuple[str, str]]:
    """Members in a category that no longer exists, or without anyone to carry their vote."""
    codes = {one.code for one in current.profile().membership.categories} if current.exists() else set()
    now = MembershipPeriod.objects.on(localdate())
    lost = now.exclude(category__in=codes).count()
    if lost:
        yield "error", _("%(n)s membres sont dans une catégorie absente du profil.") % {"n": lost}
    mute = listing.annotated(Member.objects.current().exclude(organisation=None)).filter(delegates=0)
    voting = [one.code for one in current.profile().membership.categories if one.rights.vote] if codes else []
    silent = mute.filter(category__in=voting).count()
    if silent:
        yield "warning", _("%(n)s membres votants n’ont nommé personne pour porter leur voix.") % {"n": silent}
    yield "ok", _("%(n)s membres aujourd’hui.") % {"n": now.count()}
