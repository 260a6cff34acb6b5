"""The key of an organisation in our own exports: read back, it finds its record again, in this house alone."""

import re
from collections.abc import Iterable

from django.utils.crypto import salted_hmac

_FORM = re.compile(r"(?:external:)?M(\d{1,18})-([0-9a-f]{12})")


def own_key(pk: int) -> str:
    """« M128-0b1c… »: its number, and a proof that this house wrote it (another house's 128 is someone else)."""
    proof = salted_hmac("maillage.organisations.own_key", str(pk), algorithm="sha256").hexdigest()[:12]
    return f"M{pk}-{proof}"


def read(key: str) -> int | None:
    """The organisation that this key names, when we wrote it."""
    found = _FORM.fullmatch(key)
    if found is None or own_key(int(found[1])) != found[0].removeprefix("external:"):
        return None
    return int(found[1])


def known(keys: Iterable[str]) -> dict[str, int]:
    """{key: organisation} of those that are ours."""
    return {key: pk for key in keys if (pk := read(key))}
