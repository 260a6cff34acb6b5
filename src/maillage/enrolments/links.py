"""The private addresses of an enrolment: signed with the install's key, kept nowhere.

Two salts: who holds the ticket shown at the door cannot change or cancel the enrolment with it.
"""

from django.core import signing
from django.urls import reverse

from maillage.core.asked import row_number
from maillage.core.public import absolute
from maillage.enrolments.models import Enrolment

OWN, TICKET = "enrolments.own", "enrolments.ticket"


def sign(number: int, salt: str) -> str:
    return signing.Signer(salt=salt, sep="~").sign(str(number))


def read(code: str, salt: str) -> int | None:
    """The number of the enrolment, or None when the address was not made here."""
    try:
        return row_number(signing.Signer(salt=salt, sep="~").unsign(code)) or None
    except signing.BadSignature:
        return None


def token(enrolment: Enrolment) -> str:
    """What the owner's link holds."""
    return sign(enrolment.pk, OWN)


def own_path(enrolment: Enrolment) -> str:
    return reverse("enrolments:own", args=[token(enrolment)])


def own_url(enrolment: Enrolment) -> str:
    """The owner's page: see, change, cancel."""
    return absolute(own_path(enrolment))


def ticket(enrolment: Enrolment) -> str:
    """What the QR code of the ticket holds: read at the door alone (`read(code, TICKET)`)."""
    return sign(enrolment.pk, TICKET)


def ticket_url(enrolment: Enrolment) -> str:
    """The address in the QR code: the ticket, and for who holds the desk the buttons that note the arrival."""
    return absolute(reverse("enrolments:ticket", args=[ticket(enrolment)]))
