"""Signed links: who has the letter answers for the partner, on a phone, without an account. Only the last one sent opens."""

from typing import Any

from django.core import signing

SALT = "maillage.partnerships"
LASTS = 400 * 24 * 3600  # seconds
KINDS = ("a", "c", "p")  # an assessment, capacities, a piece of the file


def make(kind: str, row: Any) -> str:
    """What stands in the address: the row's number and its nonce, signed."""
    return signing.dumps([kind, row.pk, row.nonce], salt=SALT)


def read(token: str) -> tuple[str, int, str] | None:
    """(kind, number, nonce), when this house signed it and not too long ago."""
    try:
        kind, number, nonce = signing.loads(token, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return (kind, number, nonce) if kind in KINDS and isinstance(number, int) else None


def find(kind: str, token: str, rows: Any) -> Any:
    """The row that a link opens, or None: another was sent since, or it is not one."""
    found = read(token)
    if found is None or found[0] != kind:
        return None
    return rows.filter(pk=found[1], nonce=found[2]).first()
