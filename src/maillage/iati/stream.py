"""Reads an IATI file one activity after the other, in bounded memory, and refuses what is made to harm.

Nothing of the file is trusted: no entity is resolved, nothing is fetched, depth and sizes have a limit. An activity is
given whole, checked or read, then forgotten before the next one is built.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext_lazy as _
from lxml import etree

from maillage.core.errors import Refusal

CHUNK = 1 << 16
HEAD = 1 << 20  # where the root must have begun
LARGEST_FILE = 2 << 30
LARGEST_ROW = 32 << 20  # one activity
ACTIVITIES, ORGANISATIONS = "iati-activities", "iati-organisations"
ROW = {ACTIVITIES: "iati-activity", ORGANISATIONS: "iati-organisation"}
IDENTIFIER = {ACTIVITIES: "iati-identifier", ORGANISATIONS: "organisation-identifier"}
SUPPORTED = ("2.01", "2.02", "2.03")
PROLOG = re.compile(
    r"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE(?P<doctype>[^\[>]*(?:\[.*?\]\s*)?)>\s*)*<(?P<root>[\w:.\-]+)", re.S
)


class Unreadable(Refusal):
    """The file cannot be read as IATI; `line` where it is known."""

    MESSAGES = {
        "missing": _("Ce fichier est introuvable, ou vous n’avez pas le droit de le lire."),
        "empty": _("Ce fichier est vide."),
        "not_xml": _("Ce fichier n’est pas du XML correct (%(detail)s)."),
        "not_iati": _(
        "Ce n’est pas un fichier IATI : sa racine est <%(root)s>, « "
        "iati-activities » ou « iati-organisations » est attendue."),
        "entities": _(
        "Ce fichier déclare des entités XML ou appelle un fichier extérieur "
        ": il est refusé. Enlevez sa déclaration DOCTYPE."),
        "too_deep": _("Ce fichier imbrique trop d’éléments les uns dans les autres : il est refusé."),
        "too_big": _("Ce fichier dépasse %(limit)s Mo : il est refusé."),
        "row_too_big": _("Une activité de ce fichier dépasse %(limit)s Mo : il est refusé."),
    }  # fmt: skip
    RULES = {"missing": "0.1.0", "empty": "0.1.1", "not_xml": "0.1.1", "not_iati": "0.2.1", "entities": "0.1.2",
             "too_deep": "0.1.2", "too_big": "0.1.2", "row_too_big": "0.1.2"}  # fmt: skip

    def __init__(self, code: str, line: int = 0, **params: Any) -> None:
        super().__init__(code, **params)
        self.line = line

    @property
    def rule(self) -> str:
        return self.RULES[self.code]


class Source:
    """A file being read: its head first, then its rows. `strays` are elements of the standard out of their place."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.parser = etree.XMLPullParser(
            events=("start", "end"), tag=(*ROW, *ROW.values()), resolve_entities=False, no_network=True,
            load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True,
        )  # fmt: skip
        self.root: Any = None
        self.strays: list[Any] = []
        self._size = self._since = 0
        self._events = self.parser.read_events()
        self._begin()

    @property
    def kind(self) -> str:
        return str(self.root.tag)

    @property
    def version(self) -> str:
        return str(self.root.get("version") or "").strip()

    @property
    def is_supported(self) -> bool:
        return self.version in SUPPORTED

    def _begin(self) -> None:
        """Feed until the root is open: nothing is parsed before the prolog was looked at."""
        head = self.file.read(HEAD)
        if not head.strip():
            raise Unreadable("empty")
        look_at_prolog(head)
        for start in range(0, len(head), CHUNK):
            self._feed(head[start : start + CHUNK])
            if self.root is None:
                self._open_root()
        if self.root is None:
            self._close()
            raise Unreadable("not_iati", root="?")

    def _open_root(self) -> None:
        for _event, element in self._events:
            dtd = element.getroottree().docinfo.internalDTD
            if dtd is not None and (dtd.system_url or dtd.external_id or any(True for _one in dtd.iterentities())):
                raise Unreadable("entities")
            if element.tag not in ROW or element.getparent() is not None:
                raise Unreadable("not_iati", root=element.tag)
            self.root = element
            return

    def _feed(self, chunk: bytes) -> None:
        self._size += len(chunk)
        self._since += len(chunk)
        if self._size > LARGEST_FILE:
            raise Unreadable("too_big", limit=LARGEST_FILE >> 20)
        if self._since > LARGEST_ROW + HEAD:
            raise Unreadable("row_too_big", limit=LARGEST_ROW >> 20)
        try:
            self.parser.feed(chunk)
        except etree.XMLSyntaxError as error:
            raise broken(error) from error

    def _close(self) -> None:
        try:
            self.parser.close()
        except etree.XMLSyntaxError as error:
            raise broken(error) from error

    def rows(self) -> Iterator[Any]:
        """Each activity (or organisation), whole; it is emptied once the next one is asked for."""
        wanted = ROW[self.kind]
        yield from self._ready(wanted)
        while chunk := self.file.read(CHUNK):
            self._feed(chunk)
            yield from self._ready(wanted)
        self._close()
        yield from self._ready(wanted)
        self._look_at_strays(list(self.root))

    def _ready(self, wanted: str) -> Iterator[Any]:
        for event, element in self._events:
            if event != "end" or element.tag != wanted or element.getparent() is not self.root:
                continue
            self._since = 0
            yield element
            before = list(element.itersiblings(preceding=True))
            self._look_at_strays(before)
            for one in before:
                self.root.remove(one)
            element.clear()

    def _look_at_strays(self, elements: list[Any]) -> None:
        wanted = ROW[self.kind]
        for one in elements:
            if isinstance(one.tag, str) and one.tag != wanted and not one.tag.startswith("{"):
                self.strays.append((one.tag, one.sourceline))


def look_at_prolog(head: bytes) -> None:
    """Refuse entities and foreign roots before the parser sees them."""
    text = head.replace(b"\0", b"").decode("latin-1").lstrip("\ufeff\xff\xfe\xef\xbb\xbf")
    found = PROLOG.match(text)
    if found is None:
        if "<!DOCTYPE" in text[: text.find(">") + 1] or "<!ENTITY" in text:
            raise Unreadable("entities")
        raise Unreadable("not_xml", line=1, detail=_("aucun élément n’y commence"))
    doctype = found["doctype"] or ""
    if "ENTITY" in doctype or "SYSTEM" in doctype or "PUBLIC" in doctype:
        raise Unreadable("entities")
    if found["root"] not in ROW:
        raise Unreadable("not_iati", root=found["root"][:60])


def broken(error: etree.XMLSyntaxError) -> Unreadable:
    """What the parser said, in words."""
    said, line = str(error.msg or ""), int(error.lineno or 0)
    lower = said.lower()
    if "depth" in lower:
        return Unreadable("too_deep", line=line)
    if "entity" in lower or "entities" in lower or "amplification" in lower:
        return Unreadable("entities", line=line)
    if "huge" in lower or "too long" in lower or "too big" in lower:
        return Unreadable("row_too_big", line=line, limit=LARGEST_ROW >> 20)
    return Unreadable("not_xml", line=line, detail=said)


def opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise Unreadable("missing") from error
