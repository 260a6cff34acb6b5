"""The critical style: the few rules that draw the first view, inlined and allowed by their hash."""

import base64
import hashlib
import re
from pathlib import Path

SOURCE = (Path(__file__).parent / "critical.css").read_text(encoding="utf-8")


def shrunk(css: str) -> str:
    """The same rules without comments nor the spaces that only people need."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*([{};,])\s*", r"\1", re.sub(r"\s+", " ", css)).strip()


STYLE = shrunk(SOURCE)
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
