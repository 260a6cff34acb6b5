"""How many times one household may sign: a whole hall may, at the pace of people; a machine may not."""

from hashlib import sha256

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from maillage.accounts.addresses import address_of

BURST, BURST_SECONDS = 20, 10  # a class that signs together on its telephones
HOURLY = 1500  # a union hall, an evening


def too_fast(request: HttpRequest, use: str = "sign") -> bool:
    """Has this household sent too many within ten seconds, or within the hour? Counted in memory, as a fingerprint."""
    origin = sha256(f"{settings.SECRET_KEY}{address_of(request)}".encode()).hexdigest()[:20]
    memory, late = caches["memory"], False
    for most, seconds in ((BURST, BURST_SECONDS), (HOURLY, 3600)):
        key = f"campaigns:{use}:{seconds}:{origin}"
        memory.add(key, 0, seconds)
        try:
            late = memory.incr(key) > most or late
        except ValueError:  # it ended in between
            continue
    return late
