"""What a page weighs: its own bytes, and those of every file it asks for, compressed."""

import gzip
import re
from functools import lru_cache
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

PLACE = "⟦poids⟧"
ASKED = re.compile(r'(?:href|src)="([^"#?]+)')
TEXTS = {".css", ".js", ".svg", ".json"}
FONTS = ("ui/fonts/bricolage-750.woff2", "ui/fonts/source-sans-400-700.woff2")


@lru_cache(maxsize=256)
def of_file(name: str) -> int:
    """The weight of a static file as it travels; nothing when there is no such file."""
    found = finders.find(name)
    path = Path(found) if found else Path(staticfiles_storage.path(name))
    if not path.is_file():
        return 0
    data = path.read_bytes()
    weight = len(gzip.compress(data, 9)) if path.suffix in TEXTS else len(data)
    return weight + (sum(of_file(font) for font in FONTS) if "fonts" in path.name else 0)


def of_page(html: str) -> int:
    """The page, with what it fetches at once, in bytes."""
    asked = {url for url in ASKED.findall(html) if url.startswith(settings.STATIC_URL)}
    files = sum(of_file(url.removeprefix(settings.STATIC_URL)) for url in asked)
    return len(brotli.compress(html.encode(), quality=2)) + files  # told in whole kilobytes: the quick level is enough


def weighed(html: str) -> str:
    """The page with its weight written where it asked for it."""
    if PLACE not in html:
        return html
    return html.replace(PLACE, str(max(1, round(of_page(html) / 1024))))
