"""Personal data say why they are kept and until when; `tests/test_consistency.py` holds every model to it."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise

ALL = "all"  # NOT_PERSONAL = ALL: no field of this model is about a person


class Until(StrEnum):
    """What ends the keeping of a personal value; the length is in the network's legal profile."""

    ERASURE = "erasure"  # as long as the person is in the directory; erased on request or when inactive
    MEMBERSHIP = "membership"  # some years after the last membership ends
    ACCOUNTS = "accounts"  # the accounting years the law asks for
    ACCOUNT = "account"  # as long as the person may sign in
    DECLARED = "declared"  # the day said when it was asked (of an activity, of a petition's delivery)
    DAYS = "days"  # a few days: `days` says how many


@dataclass(frozen=True)
class Purpose:
    """Why a personal value is kept (French, shown to the person), until when, and whether it is special-category."""

    why: str | Promise
    until: Until
    days: int = 0
    special: bool = False
