"""What this room knows of a person: hours and absences, what they borrowed."""

from typing import Any

from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.bookings.models import Absence, Availability, Bookable, Reservation


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    borrowed = Reservation.objects.filter(contact_email__iexact=user.email).select_related("bookable")
    return {
        _("Disponibilités"): [str(row) for row in Availability.objects.filter(bookable__person__user=user)],
        _("Absences"): [{_("Du"): row.first_on, _("Au"): row.last_on, _("Mot"): row.note}
                        for row in Absence.objects.filter(bookable__person__user=user)],
        _("Emprunts"): [{_("Objet à prêter"): str(row.bookable), _("Du"): row.used_from, _("Au"): row.used_until,
                         _("Nom"): row.contact_name, _("Téléphone"): row.contact_phone, _("Mot"): row.note}
                        for row in borrowed],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Their hours go; what they borrowed stays without them, but for what is still out."""
    Availability.objects.filter(bookable__person__user=user).delete()
    Absence.objects.filter(bookable__person__user=user).delete()
    Bookable.objects.filter(person__user=user).update(is_active=False)
    mine = Reservation.objects.filter(contact_email__iexact=user.email)
    out = mine.filter(state="out").count()
    blank = dict.fromkeys(("contact_name", "contact_email", "contact_phone", "note", "notes_out", "notes_in"), "")
    mine.exclude(state="out").update(purged_at=now(), **blank)
    return [_("Vos coordonnées restent jusqu’au retour de ce que vous avez emprunté.")] if out else []
