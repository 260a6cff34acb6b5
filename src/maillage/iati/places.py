"""Where the room keeps its files, in the data folder."""

from pathlib import Path

from django.conf import settings


def folder() -> Path:
    found = Path(settings.MEDIA_ROOT) / "iati"
    found.mkdir(parents=True, exist_ok=True)
    return found


def snapshot(name: str) -> Path:
    return folder() / "publications" / name


def upload(digest: str) -> Path:
    return folder() / "imports" / f"{digest[:32]}.xml"
