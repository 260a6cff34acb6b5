"""What a file from a stranger really is, by its content alone; what is refused, and why.

A name says nothing: it is looked at by nobody. Archives are inflated once and counted before anything trusts them.
"""

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.core.later import later
from maillage.core.sheet_guards import SheetError, must_be_safe_ods, must_be_safe_xlsx

puremagic = later("puremagic")
MAX_BYTES = 25_000_000
HEAD = 8192


class FileRefused(Refusal):
    """The file cannot be taken; `message()` says why and what to do."""

    MESSAGES: ClassVar[dict[str, Any]] = {
        "too-big": _("Ce fichier pèse %(size)s Mo ; la limite est de %(limit)s Mo. Réduisez-le ou découpez-le."),
        "empty": _("Ce fichier est vide."),
        "markup": _(
            "Ce fichier est une page web ou un dessin SVG : il pourrait exécuter du code. Envoyez un PDF ou une image."
        ),
        "script": _("Ce fichier est un programme : il est refusé. Envoyez un document ou une image."),
        "macros": _("Ce document contient des macros : enregistrez-le sans macros puis recommencez."),
        "protected": _("Ce fichier est protégé par un mot de passe. Retirez-le puis recommencez."),
        "old-office": _("Ce fichier est à un format ancien (.doc, .xls, .ppt). Enregistrez-le en PDF, ODF ou DOCX."),
        "archive": _("Les archives (ZIP, RAR…) ne sont pas acceptées : envoyez les documents un par un."),
        "bomb": _("Ce fichier prendrait une place démesurée une fois ouvert : il est refusé."),
        "damaged": _("Ce fichier est abîmé et ne peut pas être lu. Enregistrez-le à nouveau."),
        "unknown": _(
            "Ce type de fichier (%(found)s) n’est pas accepté. "
            "Envoyez un PDF, un document ODF ou Office, un CSV ou une image."
        ),
        "not-image": _("Ce fichier n’est pas une image. Envoyez un PNG, un JPEG ou un WebP."),
        "too-many-pixels": _(
            "Cette image est trop grande : %(width)s × %(height)s points. "
            "Réduisez-la à %(limit)s millions de points au plus."
        ),
        "disk-full": _(
            "Il n’y a plus de place pour enregistrer ce fichier. "
            "Rien n’a été changé ; prévenez l’administration technique."
        ),
    }


@dataclass(frozen=True)
class Kind:
    """A type that is taken: its MIME type, and the ending its name is given."""

    mime: str
    ending: str
    image: bool = False


_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
PDF = Kind("application/pdf", "pdf")
CSV = Kind("text/csv", "csv")
PNG, JPEG, WEBP = Kind("image/png", "png", True), Kind("image/jpeg", "jpg", True), Kind("image/webp", "webp", True)
IMAGES = {"PNG": PNG, "JPEG": JPEG, "WEBP": WEBP, "GIF": PNG}
OOXML = {
    "word/document.xml": Kind(_OOXML + "wordprocessingml.document", "docx"),
    "xl/workbook.xml": Kind(_OOXML + "spreadsheetml.sheet", "xlsx"),
    "ppt/presentation.xml": Kind(_OOXML + "presentationml.presentation", "pptx"),
}
ODF = {
    _ODF + "text": Kind(_ODF + "text", "odt"),
    _ODF + "spreadsheet": Kind(_ODF + "spreadsheet", "ods"),
    _ODF + "presentation": Kind(_ODF + "presentation", "odp"),
}
_SCRIPTS = (b"#!", b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"<?php")
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|script|svg|iframe|\?xml|\?php|!entity)", re.IGNORECASE)
_PICTURES = ((b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"))
_MACRO_PARTS = re.compile(r"(^|/)(vbaproject\.bin|vbadata\.xml|activex|basic/|scripts/)", re.IGNORECASE)
_CONTROLS = bytes(set(range(32)) - {9, 10, 13})


def recognise(path: Path) -> Kind:
    """The type of a file, proven by its content. Raises FileRefused."""
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("empty")
    if size > MAX_BYTES:
        raise FileRefused("too-big", size=megabytes(size), limit=megabytes(MAX_BYTES))
    with path.open("rb") as file:
        head = file.read(HEAD)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text.startswith(_SCRIPTS):
        raise FileRefused("script")
    if head.startswith(b"%PDF-"):
        return PDF
    for magic, name in _PICTURES:
        if head.startswith(magic):
            return IMAGES[name]
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WEBP
    if head.startswith(b"PK"):
        return archive(path)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        raise FileRefused("old-office")
    return table(path, head)


def megabytes(size: int) -> int:
    return -(-size // 1_000_000)


def archive(path: Path) -> Kind:
    """An office document, once inflated and counted; any other archive is refused."""
    try:
        with zipfile.ZipFile(path) as zipped:
            names = zipped.namelist()
            mime = ""
            if "mimetype" in names and zipped.getinfo("mimetype").file_size < 200:
                mime = zipped.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        raise FileRefused("damaged") from error
    kind = ODF.get(mime) or next((kind for part, kind in OOXML.items() if part in names), None)
    if kind is None:
        raise FileRefused("archive")
    if any(_MACRO_PARTS.search(name) for name in names):
        raise FileRefused("macros")
    try:
        (must_be_safe_ods if kind.ending == "ods" else must_be_safe_xlsx)(path)
    except SheetError as error:
        raise FileRefused(_ARCHIVE_SAYS.get(error.code, "bomb")) from error
    return kind


_ARCHIVE_SAYS = {"protected": "protected", "damaged": "damaged"}


def table(path: Path, head: bytes) -> Kind:
    """Text in rows, or nothing we take: markup anywhere in the first pages makes a browser read a page."""
    if _MARKUP.search(head):
        raise FileRefused("markup")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileRefused("unknown", found="UTF-16")
    if head.translate(None, _CONTROLS) != head:
        raise FileRefused("unknown", found=guess(head))
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            if b"\x00" in piece or _MARKUP.search(piece):
                raise FileRefused("markup" if _MARKUP.search(piece) else "damaged")
    if not any(mark in head for mark in (b",", b";", b"\t")):
        raise FileRefused("unknown", found=guess(head))
    return CSV


def guess(head: bytes) -> str:
    """The name of an unknown type, for the person; never used to decide."""
    try:
        return str(puremagic.from_stream(io.BytesIO(head))).lstrip(".").upper() or "?"
    except (puremagic.PureError, ValueError):
        return "?"


def clean_name(title: str, ending: str) -> str:
    """The name a download gets: from the title, never from the file that was sent."""
    kept = re.sub(r"[^\w.\- ]+", "", title).strip(" .") or "document"
    return f"{kept[:80].strip()}.{ending}"
