"""Reading the environment: each secret also as NAME_FILE, so that it never stands in a process list."""

import os
from pathlib import Path


class SettingMissing(Exception):
    """A needed setting is absent; the message says which."""


def text(name: str, default: str | None = None) -> str | None:
    """The variable, or the content of the file named by NAME_FILE."""
    if file := os.environ.get(f"{name}_FILE"):
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingMissing(f"{name}_FILE : {file} illisible ({error.strerror}).") from error
    return os.environ.get(name, default)


def boolean(name: str, default: bool = False) -> bool:
    value = text(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "oui", "on"}


def integer(name: str, default: int) -> int:
    value = text(name)
    try:
        return default if value is None else int(value)
    except ValueError as error:
        raise SettingMissing(f"{name} : nombre entier attendu, « {value} » reçu.") from error


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in (text(name, default) or "").split(",") if word.strip()]
