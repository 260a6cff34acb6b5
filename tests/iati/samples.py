"""Where the standard and real files stand, beside the repository, for whoever has them; never in it."""

import csv
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def folder() -> Path:
    """`shared/data/iati` beside the repository or above it; a folder that does not exist where there is none."""
    for parent in Path(__file__).resolve().parents:
        if (parent / "shared" / "data" / "iati").is_dir():
            return parent / "shared" / "data" / "iati"
    return Path("absent")


@lru_cache(maxsize=1)
def manifest() -> list[dict[str, str]]:
    path = folder() / "real" / "MANIFEST.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def real(row: dict[str, str]) -> Path:
    return folder() / "real" / row["set"] / row["file"]
