"""The critical style: the few rules that draw the first view, inlined and allowed by their hash."""

import base64
import hashlib
from pathlib import Path

STYLE = (Path(__file__).parent / "critical.css").read_text(encoding="utf-8").strip()
STYLE_HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
