"""What the room writes to those who borrow: one function for each letter, in the language of who reads it."""

from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import override

from maillage.bookings.models import Reservation
from maillage.core.money import Money
from maillage.core.public import link
from maillage.messages.outbox import remind_once, send_letter
from maillage.network import current

PURPOSE = "schools.loan"


def context_of(row: Reservation) -> dict[str, Any]:
    bookable, zone = row.bookable, current.zone()
    with override(row.language):
        return {
            "reservation": row, "name": str(bookable), "start": date_format(localtime(row.used_from, zone)),
            "end": date_format(row.due_on or localtime(row.used_until, zone)), "pieces": bookable.pieces,
            "deposit": Money(bookable.deposit, bookable.currency).format(row.language) if bookable.deposit else "",
            "kept_at": bookable.kept_at, "link": link("bookings:asked", row.token), "word": "",
        }  # fmt: skip


def told(row: Reservation, template: str, key: str, **more: Any) -> bool:
    """One letter to who asked; nothing where there is no address (what another room keeps, it tells itself)."""
    if not row.contact_email or row.source:
        return False
    sent = send_letter(f"bookings/letters/{template}.txt", to=row.contact_email, language=row.language,
                       context=context_of(row) | more, purpose=PURPOSE, key=f"reservation:{row.pk}:{key}", about=row)  # fmt: skip
    return sent is not None


def asked(row: Reservation) -> None:
    """To who asks: it is received; to the team: something waits."""
    told(row, "asked", "asked")
    team = current.profile().contact.email
    if team:
        send_letter(
            "bookings/letters/team.txt", to=team, language=current.profile().language.code, purpose=PURPOSE,
            context=context_of(row) | {"link": link("bookings:reservation", row.pk)}, about=row,
            key=f"reservation:{row.pk}:team",
        )  # fmt: skip


def confirmed(row: Reservation, word: str = "") -> None:
    told(row, "confirmed", "confirmed", word=word)


def moved(row: Reservation) -> None:
    told(row, "moved", f"moved:{row.version}")


def cancelled(row: Reservation) -> None:
    told(row, "cancelled", "cancelled")


def handed_out(row: Reservation) -> None:
    """What they took, until when."""
    told(row, "handed_out", "out")


def remind(row: Reservation, what: str, times: str) -> bool:
    """Before it is handed out ("soon"), before its return ("back"), once late ("late"): each leaves once."""
    if not row.contact_email:
        return False
    return remind_once(
        key=f"reservation:{row.pk}:{what}:{times}", template="bookings/letters/reminder.txt", to=row.contact_email,
        language=row.language, context=context_of(row) | {"what": what}, purpose="reminder.bookings", about=row,
    )  # fmt: skip
