"""Making, reading and recognising keys: `mlg_`, eight signs that name the key, then its secret."""

import re
import secrets
from hmac import compare_digest

from django.utils.timezone import localdate

from maillage.api.enums import Scope
from maillage.api.models import Token

SHAPE = re.compile(r"mlg_([0-9a-f]{8})_([A-Za-z0-9_-]{43})")
NOBODY = Token.digest_of("")


def draw() -> tuple[str, str, str]:
    """(prefix, digest, whole key): the key is shown once and kept nowhere."""
    prefix, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
    return prefix, Token.digest_of(secret), f"mlg_{prefix}_{secret}"


def recognise(header: str) -> Token | None:
    """The key of an `Authorization` header, whatever its state; None when its secret is not known."""
    scheme, _space, given = header.strip().partition(" ")
    found = SHAPE.fullmatch(given.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        return None
    token = Token.objects.select_related("created_by").filter(prefix=found[1]).first()
    same = compare_digest(token.digest if token else NOBODY, Token.digest_of(found[2]))
    return token if same else None


def still_allowed(token: Token) -> bool:
    """Does the person who made the key still have the right to read what it reads?"""
    maker = token.created_by
    return not token.scopes or (maker is not None and all(maker.can(Scope(code).permission) for code in token.scopes))


def note_use(token: Token) -> None:
    """The day of the last use: one write a day, whatever the number of requests."""
    today = localdate()
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
