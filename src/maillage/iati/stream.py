"""Reads an IATI file one activity after the other, in bounded memory, and refuses what is made to harm.

Nothing of the file is trusted: no entity is resolved, nothing is fetched, depth and sizes have a limit. An activity is
given whole, checked or read, then forgotten before the next one is built.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from maillage.core.later import later
from maillage.iati.faults import line_of, name_of
from maillage.iati.unreadable import LARGEST_ROW, NOTHING_BEGINS, Unreadable, broken, not_text

etree = later("lxml.etree")

CHUNK = 1 << 16
HEAD = 1 << 20  # where the root must have begun
LARGEST_FILE = 2 << 30
STRAYS = 1_000
TEXT = "Character content other than whitespace is not allowed because the content type is 'element-only'."
ACTIVITIES, ORGANISATIONS = "iati-activities", "iati-organisations"
ROW = {ACTIVITIES: "iati-activity", ORGANISATIONS: "iati-organisation"}
IDENTIFIER = {ACTIVITIES: "iati-identifier", ORGANISATIONS: "organisation-identifier"}
SUPPORTED = ("2.01", "2.02", "2.03")
PROLOG = re.compile(
    r"\s*+(?:(?><\?.*?\?>)\s*+|(?><!--.*?-->)\s*+|(?><!DOCTYPE(?P<doctype>[^\[>]*(?:\[.*?\]\s*)?)>)\s*+)*+<(?P<root>[\w:.\-]+)",
    re.S,
)


class Source:
    """A file being read: its head first, then its rows. `strays` are what is out of place beside the rows: where (path and
    line), and what the schema would say of it."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.parser = etree.XMLPullParser(
            events=("start", "end"), tag=(*ROW, *ROW.values(), *(f"{{*}}{name}" for name in ROW)), resolve_entities=False, no_network=True,
            load_dtd=False, dtd_validation=False, huge_tree=False, remove_pis=True, remove_comments=True,
        )  # fmt: skip
        self.root: Any = None
        self.strays: list[tuple[str, int, str]] = []
        self._size = self._since = self._rows = 0
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
            raise Unreadable("not_iati", root="?", line=1)

    def _open_root(self) -> None:
        for _event, element in self._events:
            space, name = etree.QName(element).namespace, etree.QName(element).localname
            dtd = element.getroottree().docinfo.internalDTD
            if dtd is not None and (dtd.system_url or dtd.external_id or any(True for _one in dtd.iterentities())):
                raise Unreadable("entities", line=1)
            if space and name in ROW and element.getparent() is None:
                raise Unreadable("namespace", line=line_of(element), root=name, space=space[:80])
            if element.tag not in ROW or element.getparent() is not None:
                raise Unreadable("not_iati", root=name, line=line_of(element))
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
            raise broken(error, self.parser) from error

    def _close(self) -> None:
        try:
            self.parser.close()
        except etree.XMLSyntaxError as error:
            raise broken(error, self.parser, at_end=True) from error

    def rows(self) -> Iterator[Any]:
        """Each activity (or organisation), whole; it is emptied once the next one is asked for."""
        wanted = ROW[self.kind]
        yield from self._ready(wanted)
        while chunk := self.file.read(CHUNK):
            self._feed(chunk)
            yield from self._ready(wanted)
        self._close()
        yield from self._ready(wanted)
        if (self.root.text or "").strip():
            self._stray(self.root, TEXT)
        self._look_at_strays(list(self.root))

    def _ready(self, wanted: str) -> Iterator[Any]:
        for event, element in self._events:
            if event != "end" or element.tag != wanted or element.getparent() is not self.root:
                continue
            self._since = 0
            yield element
            before = list(element.itersiblings(preceding=True))
            self._look_at_strays(before, first=not self._rows)
            self._rows += 1
            for one in before:
                self.root.remove(one)
            element.clear(keep_tail=True)

    def _look_at_strays(self, elements: list[Any], *, first: bool = False) -> None:
        """What stands beside the rows: each row is judged alone, and would not tell it."""
        wanted = ROW[self.kind]
        for one in elements:
            if isinstance(one.tag, str) and one.tag != wanted:
                if not one.tag.startswith("{"):
                    self._stray(one, "This element is not expected.")
                elif first:  # what is not IATI's comes last
                    self._stray(one, f"This element is not expected. Expected is ( {wanted} ).")
            if (one.tail or "").strip():
                self._stray(self.root, TEXT)

    def _stray(self, element: Any, said: str) -> None:
        path = f"/{self.kind}" + ("" if element is self.root else f"/{name_of(element.tag)}")
        if len(self.strays) < STRAYS:
            self.strays.append((path, line_of(element), f"Element '{element.tag}': {said}"))


def look_at_prolog(head: bytes) -> None:
    """Refuse entities and foreign roots before the parser sees them."""
    if other := not_text(head):
        raise other
    text = head.replace(b"\0", b"").decode("latin-1").lstrip("\ufeff\xff\xfe\xef\xbb\xbf")
    found = PROLOG.match(text)
    if found is None:
        if "<!DOCTYPE" in text[: text.find(">") + 1] or "<!ENTITY" in text:
            raise Unreadable("entities", line=1)
        raise Unreadable("not_xml", line=1, detail=NOTHING_BEGINS)
    doctype = found["doctype"] or ""
    if "ENTITY" in doctype or "SYSTEM" in doctype or "PUBLIC" in doctype:
        raise Unreadable("entities", line=1)
    if found["root"].rpartition(":")[2] not in ROW:
        line = text.count("\n", 0, found.start("root")) + 1
        raise Unreadable("not_iati", line=line, root=found["root"][:60])


def opened(path: Path) -> IO[bytes]:
    try:
        return path.open("rb")
    except OSError as error:
        raise Unreadable("missing") from error
