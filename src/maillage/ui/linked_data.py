"""Linked data written in a page so that nothing in it can leave its script element."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe

_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in values.items() if value not in ("", [], None, {})}


def written(values: dict[str, Any]) -> SafeString:
    return mark_safe(json.dumps(values, ensure_ascii=False).translate(_ESCAPES))
