"""Kinds of what is booked, and where a reservation stands."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class BookableKind(TextChoices):
    """What can be in one place at a time."""

    PERSON = "person", _("Personne")
    KIT = "kit", _("Trousse")
    EXHIBITION = "exhibition", _("Exposition")
    EQUIPMENT = "equipment", _("Matériel")
    ROOM = "room", _("Salle")

    @property
    def is_lent(self) -> bool:
        """Does it leave and come back?"""
        return self in (BookableKind.KIT, BookableKind.EXHIBITION, BookableKind.EQUIPMENT)


OBJECTS = [choice for choice in BookableKind.choices if choice[0] != BookableKind.PERSON]


class ReservationState(TextChoices):
    """Asked, then certain, then out of the house, then back; or given up."""

    ASKED = "asked", _("Demandée")
    CONFIRMED = "confirmed", _("Confirmée")
    OUT = "out", _("Sortie")
    RETURNED = "returned", _("Rendue")
    CANCELLED = "cancelled", _("Annulée")

    def can_become(self, other: "ReservationState") -> bool:
        S = ReservationState
        return (
            other
            in {
                S.ASKED: {S.CONFIRMED, S.CANCELLED},
                S.CONFIRMED: {S.OUT, S.CANCELLED},
                S.OUT: {S.RETURNED},
                S.RETURNED: set(),
                S.CANCELLED: set(),
            }[self]
        )

    @property
    def tone(self) -> str:
        return {"asked": "al", "confirmed": "ok", "out": ""}.get(self.value, "nu")


HOLDING = (ReservationState.CONFIRMED, ReservationState.OUT)


class Condition(TextChoices):
    GOOD = "good", _("Bon état")
    WORN = "worn", _("Usé")
    INCOMPLETE = "incomplete", _("Incomplet")
    DAMAGED = "damaged", _("Abîmé")


class Weekday(IntegerChoices):
    MONDAY = 0, _("Lundi")
    TUESDAY = 1, _("Mardi")
    WEDNESDAY = 2, _("Mercredi")
    THURSDAY = 3, _("Jeudi")
    FRIDAY = 4, _("Vendredi")
    SATURDAY = 5, _("Samedi")
    SUNDAY = 6, _("Dimanche")
