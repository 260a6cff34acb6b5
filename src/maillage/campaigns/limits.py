"""How many times one household may sign: a whole hall may, at the pace of people; a machine may not."""

from django.http import HttpRequest

from maillage.accounts.addresses import heard

BURST, BURST_SECONDS = 20, 10  # a class that signs together on its telephones
HOURLY = 1500  # a union hall, an evening


def too_fast(request: HttpRequest, use: str = "sign") -> bool:
    """Has this household sent too many within ten seconds, or within the hour?"""
    kinds = ((BURST, BURST_SECONDS), (HOURLY, 3600))
    counts = [(heard(request, f"campaigns:{use}", seconds=seconds, kept="memory"), most) for most, seconds in kinds]
    return any(count > most for count, most in counts)
