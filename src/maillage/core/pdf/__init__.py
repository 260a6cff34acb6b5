"""PDF by typst: tagged, checked against PDF/UA-1 and PDF/A-2a while it is made.

A template is a file of the package; its data travels beside it as JSON and is never part of the
source, so a name made of # $ @ stays a name.
"""

import json
import logging
import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from maillage.core.later import later

typst = later("typst")
ROOT = Path(__file__).resolve().parents[2]
FONTS = Path(__file__).resolve().parent / "fonts"
STANDARDS = ["ua-1", "a-2a"]
_MAX_DATA = 20_000_000  # characters of JSON; a sheet of 1,000 member cards takes half a million
# A sign that no font draws would be refused by the standards: a square stands for it.
_SQUARE = "\N{WHITE SQUARE}"
_MAX_REPLACED = 20
_UNDRAWN = re.compile(r'(?:the text|the codepoint) `"((?:[^"\\]|\\.)*)"`')

log = logging.getLogger(__name__)


class PdfError(RuntimeError):
    """A template did not compile; `diagnostic` says where, for who wrote it."""

    def __init__(self, template_name: str, diagnostic: str) -> None:
        super().__init__(f"{template_name}: {diagnostic}")
        self.template_name = template_name
        self.diagnostic = diagnostic


def render(template_name: str, data: Mapping[str, Any], *, lang: str, at: datetime | None = None) -> bytes:
    """Make the PDF of a template ("billing/invoice") with texts and amounts already worded.

    `data` holds strings, numbers, lists and dicts; bytes (an image) become a list of integers that
    the template turns back into bytes. `lang` is a BCP 47 tag ("fr-CA"). `at` is the date written
    in the file: the same data and date give the same bytes. Raises PdfError.
    """
    path, text = _prepared(template_name, data, lang)
    # Without a date typst writes the present one: a copy made later would differ.
    moment = (at or datetime.now(UTC)).replace(microsecond=0)
    for _turn in range(_MAX_REPLACED):
        try:
            return typst.compile(
                path,
                root=ROOT,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={"data": text},
                pdf_standards=STANDARDS,
                timestamp=moment,
                format="pdf",
            )
        except typst.TypstError as error:
            diagnostic = f"{error.message}\n{error.diagnostic}"
            undrawn = _undrawn(diagnostic)
            if not undrawn:
                raise PdfError(template_name, diagnostic) from error
            # The signs stay out of the log: they may come from somebody's name.
            log.warning("%s: %d signs drawn by no font", template_name, len(undrawn))
            text = text.translate(dict.fromkeys(map(ord, undrawn), _SQUARE))
    raise PdfError(template_name, "too many signs drawn by no font")


def preview(template_name: str, data: Mapping[str, Any], *, lang: str, ppi: float = 110) -> list[bytes]:
    """Draw each page as PNG, for a screen or for an eye that checks the layout."""
    path, text = _prepared(template_name, data, lang)
    try:
        made = typst.compile(
            path,
            root=ROOT,
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": text},
            format="png",
            ppi=ppi,
        )
    except typst.TypstError as error:
        raise PdfError(template_name, f"{error.message}\n{error.diagnostic}") from error
    return made if isinstance(made, list) else [made]


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Our fonts, then those inside typst for the letters ours lack; never the system's."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)])


def _prepared(template_name: str, data: Mapping[str, Any], lang: str) -> tuple[Path, str]:
    room, _slash, name = template_name.partition("/")
    if not (room.isidentifier() and name.isidentifier()):
        raise ValueError(f"not a template: {template_name!r}")
    language, _dash, region = lang.replace("_", "-").partition("-")
    text = json.dumps(_clean({**data, "lang": language.lower(), "region": region.upper()}), ensure_ascii=False)
    if len(text) > _MAX_DATA:
        raise ValueError("too much data for one document")
    return ROOT / room / "pdf" / f"{name}.typ", text


def _clean(value: Any) -> Any:
    """JSON's own kinds: bytes as integers, lazy translations as text, without invisible signs."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, bytes):
        return list(value)
    if isinstance(value, Mapping):
        return {str(key): _clean(inside) for key, inside in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inside) for inside in value]
    text = str(value)
    if text.isprintable():
        return text
    return "".join(sign for sign in text if sign == "\n" or _can_be_drawn(sign))


def _can_be_drawn(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Co", "Cs", "Cn")


def _undrawn(diagnostic: str) -> set[str]:
    """The signs that typst says it cannot draw, read from its message (Rust escapes)."""
    found: set[str] = set()
    for quoted in _UNDRAWN.findall(diagnostic):
        text = re.sub(r"\\u\{([0-9a-f]{1,6})\}", lambda hit: chr(int(hit[1], 16)), quoted)
        found.update(sign for sign in text if sign not in '\\ "' and not sign.isascii())
    found.discard(_SQUARE)
    return found
