"""What bodies show on the pages of lower rooms, and what waits."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.bodies import words
from maillage.bodies.models import Body, Mandate
from maillage.core.registry import WaitingItem
from maillage.members.models import MembershipPeriod
from maillage.organisations.models import Organisation
from maillage.search.sources import PUBLIC, Doc

Block = tuple[str, dict[str, Any]]
SOON = 60  # days
SHOWN = 12


def manage_panel(request: Any, holder: Any) -> Block | None:
    """On an organisation or a person in Gestion: where they sit, and where they sat."""
    if not request.user.can(Permission.ASSEMBLIES_VIEW):
        return None
    field = "organisation" if isinstance(holder, Organisation) else "person"
    rows = Mandate.objects.visible_to(request.user).filter(**{field: holder}, substitute_rank=None)
    found = list(
        rows.select_related("body", "person", "organisation").order_by(F("ended_on").desc(nulls_first=True))[:SHOWN]
    )
    if not found:
        return None
    return "bodies/panel.html", {"rows": [words.line(row, request.user) for row in found], "of": field}


def member_home(request: Any, user: Any) -> Block | None:
    """On the member's home: « Vous siégez à … »."""
    rows = Mandate.objects.on().filter(person__user=user).select_related("body")
    found = list(rows) if user.facts.get("seated") else []
    return ("bodies/home_panel.html", {"rows": found}) if found else None


def due(user: Any) -> Any:
    """Running mandates whose term is past or near."""
    limit = localdate() + timedelta(days=SOON)
    return Mandate.objects.visible_to(user).on().filter(due_on__lte=limit, ended_on=None)


def unqualified(user: Any) -> Any:
    """Running mandates of seats kept for a category, where neither the person nor their organisation stands today."""
    whose = Q(member__person=OuterRef("person")) | Q(member__organisation=OuterRef("organisation"))
    stands = MembershipPeriod.objects.on(localdate()).filter(whose, category=OuterRef("group__category"))
    kept = Mandate.objects.visible_to(user).on().filter(ended_on=None, group__isnull=False).exclude(group__category="")
    return kept.exclude(Exists(stands))


def waiting(user: Any) -> Iterator[WaitingItem]:
    for body in Body.objects.filter(pk__in=due(user).values("body")):
        rows = list(due(user).filter(body=body).values_list("due_on", flat=True))
        late = sum(day < localdate() for day in rows)
        count = len(rows)
        title = ngettext("%(n)s mandat à renouveler : %(body)s", "%(n)s mandats à renouveler : %(body)s", count)
        told = ngettext("%(n)s est arrivé à son terme.", "%(n)s sont arrivés à leur terme.", late) % {"n": late}
        yield WaitingItem(title % {"n": count, "body": body}, told if late else _("Prévoyez l’élection à l’ordre du jour."),
                          body.get_absolute_url(), _("Voir"), "er" if late else "al")  # fmt: skip
    for body in Body.objects.filter(pk__in=unqualified(user).values("body")):
        n = unqualified(user).filter(body=body).count()
        said = ngettext("%(n)s siège réservé dont la personne n’est plus dans la catégorie : %(body)s",
                        "%(n)s sièges réservés dont les personnes ne sont plus dans la catégorie : %(body)s", n)  # fmt: skip
        yield WaitingItem(said % {"n": n, "body": body}, _("Vérifiez, puis notez la fin du mandat s’il y a lieu."),
                          body.get_absolute_url(), _("Voir"), "al")  # fmt: skip
    unconfirmed = (
        Mandate.objects.visible_to(user).on().filter(to_confirm=True, confirmed_on=None, ended_on=None).count()
    )
    if unconfirmed:
        yield WaitingItem(
            ngettext("%(n)s cooptation à faire confirmer", "%(n)s cooptations à faire confirmer", unconfirmed)
            % {"n": unconfirmed},
            _("Par la prochaine assemblée."), reverse("bodies:list"), _("Voir"), "al",
        )  # fmt: skip


def follow(old: Any, new: Any) -> None:
    """The assembly and the board exist from the first day of a network."""
    if old is None:
        Body.objects.general_assembly()
        Body.objects.board()


def check() -> Iterator[tuple[str, str]]:
    """Groups of seats kept for a category that the profile no longer has, boards without anyone."""
    late = Mandate.objects.on().filter(Q(due_on__lt=localdate())).count()
    if late:
        yield "warning", _("%(n)s mandats sont arrivés à leur terme sans avoir été renouvelés.") % {"n": late}
    yield "ok", _("%(n)s mandats en cours.") % {"n": Mandate.objects.on().count()}


def documents(ids: list[int]) -> Iterable[Doc]:
    """Public bodies are found by anyone, the others by the team; those who sit are found as people."""
    for row in Body.objects.filter(pk__in=ids):
        manage = ("bodies:detail", {"pk": row.pk})
        shown = row.is_public and row.active
        url = {"public": ("site:body", {"code": row.code}), "manage": manage} if shown else manage
        yield Doc(row.pk, str(row), url, access=PUBLIC if shown else str(Permission.ASSEMBLIES_VIEW),
                  subtitle=row.get_kind_display(), body=row.purpose)  # fmt: skip
