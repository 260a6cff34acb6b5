"""Second factors in the database: sealed with the install's key, which is not in the database."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

MARK = "scellé:"


def _box() -> Fernet:
    return Fernet(
        base64.urlsafe_b64encode(hashlib.sha256(b"maillage.second-factor:" + settings.SECRET_KEY.encode()).digest())
    )


def seal(text: str) -> str:
    return MARK + _box().encrypt(text.encode()).decode()


def unseal(text: str) -> str:
    """What was sealed; as it is when it was kept before seals. Under another key nobody's code fits any more: the
    factor is to be set again (Gestion, « oublier le second facteur »)."""
    if not text.startswith(MARK):
        return text
    try:
        return _box().decrypt(text.removeprefix(MARK).encode()).decode()
    except InvalidToken:
        return base64.b32encode(secrets.token_bytes(20)).decode()
