"""The one style of the partner's pages, written in them and allowed by its hash: they ask for one file besides, the script."""

import base64
import hashlib
from pathlib import Path

from django.http import HttpResponse
from django.utils.safestring import mark_safe

from maillage.ui.critical import STYLE_HASH, shrunk
from maillage.ui.headers import CSP

STYLE = mark_safe(shrunk((Path(__file__).parent / "terrain.css").read_text(encoding="utf-8")))
HASH = "sha256-" + base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
POLICY = CSP.replace(STYLE_HASH, HASH)


def light(response: HttpResponse) -> HttpResponse:
    """The policy that allows this style alone."""
    response.headers["Content-Security-Policy"] = POLICY
    return response
