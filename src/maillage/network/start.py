"""The first start: a one-time code, in the data folder, so that a stranger on the network cannot take the install."""

import os
import secrets
from pathlib import Path

from django.conf import settings

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # no letter that reads as another


def path() -> Path:
    return Path(settings.DATA) / "depart.code"


def code() -> str:
    """The code of this install, made when there is none yet; its owner alone may read the file."""
    file = path()
    if not file.is_file():
        groups = ("".join(secrets.choice(ALPHABET) for _sign in range(4)) for _group in range(3))
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            pass  # another process made it in the meantime
        else:
            with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
                opened.write("-".join(groups) + "\n")
    return file.read_text(encoding="utf-8").strip()


def is_code(given: str) -> bool:
    """Is this the code? Case and spaces do not count."""
    cleaned = "".join(given.lower().split())
    return secrets.compare_digest(cleaned.encode(), code().encode())


def close() -> None:
    """The network exists: the code is of no use any more."""
    path().unlink(missing_ok=True)
