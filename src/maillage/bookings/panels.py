"""What bookings shows on the pages of lower rooms, what waits for the team, what anyone can borrow now."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.bookings.calendars import out_interval
from maillage.bookings.enums import HOLDING
from maillage.bookings.models import Absence, Bookable, Reservation
from maillage.core.generation import by_rights, remembered
from maillage.core.registry import OpenGesture, WaitingItem
from maillage.network import current

Block = tuple[str, dict[str, Any]]
SHOWN = 6


def organisation_panel(request: Any, organisation: Any) -> Block | None:
    """What this organisation borrowed or will."""
    if not request.user.can(Permission.ACTIVITIES_VIEW):
        return None
    rows = Reservation.objects.visible_to(request.user).filter(organisation=organisation).exclude(state="cancelled")
    found = list(rows.select_related("bookable__person").order_by("-starts_at")[:SHOWN])
    return (
        ("bookings/panel.html", {"title": _("Emprunts"), "rows": found, "person": False, "calendar": ""})
        if found
        else None
    )


def person_panel(request: Any, person: Any) -> Block | None:
    """What this person is booked for."""
    if not request.user.can(Permission.ACTIVITIES_VIEW):
        return None
    bookable = Bookable.objects.visible_to(request.user).filter(person=person).first()
    if bookable is None:
        return None
    rows = bookable.reservations.visible_to(request.user).holding().filter(ends_at__gte=now())  # type: ignore[attr-defined]
    return "bookings/panel.html", {"title": _("Réservations"), "rows": list(rows.order_by("starts_at")[:SHOWN]),
                                   "person": True, "calendar": bookable.get_absolute_url()}  # fmt: skip


@by_rights
def count_asked(user: Any) -> int:
    return Reservation.objects.visible_to(user).filter(state="asked", source="").count()


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Requests to answer, what is late, what is reserved and yet cannot be."""
    url = reverse("bookings:reservations")
    asked = Reservation.objects.visible_to(user).filter(state="asked", source="").count()
    if asked:
        title = ngettext("%(n)s demande d’emprunt à confirmer", "%(n)s demandes d’emprunt à confirmer", asked)
        yield WaitingItem(
            title % {"n": asked}, _("La personne attend votre réponse."), f"{url}?etat=asked", _("Voir"), "al"
        )
    late = Reservation.objects.visible_to(user).late().count()
    if late:
        title = ngettext("%(n)s prêt en retard", "%(n)s prêts en retard", late)
        yield WaitingItem(title % {"n": late}, _("Les rappels sont partis ; un appel aide."), f"{url}?retard=oui",
                          _("Voir"), "er")  # fmt: skip


def gestures(campaign: int | None) -> Iterable[OpenGesture]:
    """What anyone can borrow; the same whatever the campaign, so it is said for the network alone."""
    if campaign is not None or not current.exists():
        return
    total = remembered("bookings.public", Bookable.objects.public().count)
    if total:
        yield OpenGesture(_("Emprunter une trousse ou une exposition"),
                          ngettext("%(n)s objet à emprunter", "%(n)s objets à emprunter", total) % {"n": total},
                          reverse("site:kits"))  # fmt: skip


def check() -> Iterator[tuple[str, str]]:
    """Two that hold the same (which the database refuses), and what is reserved while it is away."""
    other = Reservation.objects.holding().filter(bookable=OuterRef("bookable"), starts_at__lt=OuterRef("ends_at"),
                                                 ends_at__gt=OuterRef("starts_at")).exclude(pk=OuterRef("pk"))  # fmt: skip
    clash = Reservation.objects.holding().filter(Exists(other)).count()
    if clash:
        yield "error", _("%(n)s réservations se chevauchent : la règle de la base manque.") % {"n": clash}
    broken = conflicts().count()
    if broken:
        yield "warning", _("%(n)s réservations tombent pendant une absence ou une panne.") % {"n": broken}
    yield (
        "ok",
        _("%(n)s réservations à venir.") % {"n": Reservation.objects.holding().filter(ends_at__gte=now()).count()},
    )


def conflicts() -> Any:
    """Reservations to come that fall within an absence of their person, or while their object is out of order."""
    coming = Reservation.objects.filter(state__in=HOLDING, ends_at__gte=now())
    gone = Absence.objects.filter(bookable=OuterRef("bookable"), first_on__lte=OuterRef("ends_at__date"),
                                  last_on__gte=OuterRef("starts_at__date"))  # fmt: skip
    broken = [row for row in Bookable.objects.exclude(out_from=None) if out_interval(row)]
    ids: list[int] = []
    for row in broken:
        interval = out_interval(row)
        if interval:
            ids += (
                coming.filter(bookable=row)
                .across(interval[0], interval[1] - timedelta(seconds=1))
                .values_list("pk", flat=True)
            )
    return coming.filter(Exists(gone)) | coming.filter(pk__in=ids)
