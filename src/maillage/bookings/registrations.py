"""What bookings gives the house: menus, panels, what waits, what can be borrowed, the search, personal data, jobs."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.bookings import panels, personal
from maillage.bookings.models import Bookable, Reservation
from maillage.core.registry import (
    Check,
    DemoChapter,
    Gesture,
    Job,
    MenuEntry,
    Panel,
    PersonalData,
    Waiting,
    Withheld,
    house,
)
from maillage.search.sources import PUBLIC, Doc, Source

P = Permission
SCHOOLS = _("Écoles et matériel")

for key, label, url, count, order in (
    ("planning", _("Calendrier des prêts"), "bookings:planning", None, 46),
    ("reservations", _("Réservations"), "bookings:reservations", panels.count_asked, 47),
    ("list", _("Matériel et expositions"), "bookings:list", None, 48),
):
    house.menu.add(f"bookings.{key}", MenuEntry("manage", SCHOOLS, label, url, P.ACTIVITIES_VIEW, count, order))
house.menu.add("bookings.kits", MenuEntry("foot", _("Participer"), _("Emprunter une trousse"), "site:kits", order=45))

house.panels.add("bookings.organisation", Panel("organisation", "manage", panels.organisation_panel, 60))
house.panels.add("bookings.person", Panel("person", "manage", panels.person_panel, 60))
house.waiting.add("bookings", Waiting(P.ACTIVITIES_EDIT, panels.waiting, 40))
house.gestures.add("bookings", Gesture("borrow", panels.gestures, 60))
house.withheld.add("bookings.bookable", Withheld("bookings.bookable", Bookable.objects.hidden))
house.withheld.add("bookings.reservation", Withheld("bookings.reservation", Reservation.objects.hidden))
house.checks.add("bookings", Check(_("Réservations"), panels.check, 72))
house.personal_data.add("bookings", PersonalData(_("Disponibilités et emprunts"), personal.export, personal.erase, 60))
house.schedules.add("bookings.remind", Job("maillage.bookings.jobs.remind", hour=7))
house.schedules.add("bookings.purge", Job("maillage.bookings.jobs.purge", hour=4))
house.demo.add("bookings", DemoChapter("maillage.bookings.demo.write", order=72))


def documents(ids: list[int]) -> Iterable[Doc]:
    """What is lent is found by anyone when it is in the catalogue, else by the team; people are found as people."""
    for row in Bookable.objects.filter(pk__in=ids).objects_only():
        shown = row.is_public and row.is_active
        urls = {"manage": ("bookings:detail", {"pk": row.pk})}
        if shown:
            urls["public"] = ("site:kit", {"pk": row.pk, "slug": row.slug})
        yield Doc(row.pk, row.name, urls if shown else urls["manage"], access=PUBLIC if shown else str(P.ACTIVITIES_VIEW),
                  subtitle=str(row.get_kind_display()), body=(row.description, row.contents))  # fmt: skip


house.search_sources.add("bookings.bookable", Source(
    "bookings.bookable", documents, lambda: Bookable.objects.objects_only().values_list("pk", flat=True),
    _("Matériel et expositions"), accesses=(PUBLIC, str(P.ACTIVITIES_VIEW)), permission=str(P.ACTIVITIES_VIEW), order=70,
))  # fmt: skip

for verb, label in {
    "bookable.created": _("Objet ou calendrier ajouté"),
    "bookable.changed": _("Objet modifié"),
    "bookable.out_of_order": _("Objet mis hors service"),
    "bookable.back_in_order": _("Objet remis en service"),
    "availability.said": _("Disponibilité dite"),
    "availability.taken_back": _("Disponibilité retirée"),
    "absence.said": _("Absence dite"),
    "absence.taken_back": _("Absence retirée"),
    "reservation.asked": _("Réservation demandée"),
    "reservation.confirmed": _("Réservation confirmée"),
    "reservation.moved": _("Réservation déplacée"),
    "reservation.cancelled": _("Réservation annulée"),
    "reservation.handed_out": _("Objet remis"),
    "reservation.taken_back": _("Objet repris"),
    "bookings.demo": _("Matériel inventé pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
