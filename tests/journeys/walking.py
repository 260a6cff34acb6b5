"""Every page that the menus lead to: it opens, says nothing in the console, fits a telephone.

Two levels deep, one page of each kind; on the second level, a kind that a colleague opened is not opened again (who may
open what is the matrix's affair). axe reads each kind once in each process, whoever opens it first; on the second level, a
third. Who opens the most is shared between two processes: the pages that lead elsewhere are opened by both, each looks at
its own half.
"""

import re
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

FILES = re.compile(
    r"\.(csv|json|atom|ics|xlsx|ods|odt|svg|pdf|png|toml|jsonl|zip|blt)$|/(telecharger|exporter|deconnexion|lettre|lignes)/|/documents/[^/]{20}|/assemblees/documents/\d+/$"
)
LINKS = "all => all.map(one => new URL(one.getAttribute('href'), location.href).href)"
read_by_axe: set[str] = set()


def kind(path: str) -> str:
    """The page without its numbers, names and language: one of each is enough."""
    path = re.sub(r"^/(en|es)/", "/fr/", path)
    return re.sub(r"/(\d+(-[^/]*)?|[\w:=-]{24,})/", "/N/", path)


def walk(person: Any, site: str, name: str, half: int | None = None) -> None:
    someone = person(name)
    starts = ["/entrer/", "/compte/"] if name else ["/fr/", "/demonstration/", "/courrier/", "/compte/connexion/"]
    waiting, known = [(start, 0) for start in starts], {kind(start) for start in starts}

    def mine(path: str) -> bool:
        return half is None or crc32(kind(path).encode()) % 2 == half

    while waiting:
        address, depth = waiting.pop(0)
        answer = someone.page.goto(address, wait_until="domcontentloaded")
        assert answer.status < 400, address
        assert someone.wrong == [], address
        here = kind(urlsplit(someone.page.url).path)
        if here not in read_by_axe and mine(here):
            read_by_axe.add(here)
            if depth < 2 or len(read_by_axe) % 3 == 0:
                someone.well()
            someone.page.set_viewport_size({"width": 320, "height": 640})
            assert someone.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, address
            someone.page.set_viewport_size({"width": 1280, "height": 800})
        if depth == 2:
            continue
        for link in someone.page.locator("a[href]").evaluate_all(LINKS):
            path = urlsplit(link).path
            public = re.match(r"/(fr|en|es)/", path)
            seen = known if depth < 1 else known | read_by_axe
            new = kind(path) not in seen and link.startswith(site) and not FILES.search(path)
            if new and not (name and public):
                known.add(kind(path))
                if depth == 0 or mine(path):
                    waiting.append((path, depth + 1))
    assert len(known) > 5
    if half is not None:
        read_by_axe.update(known)  # the other half is opened by the other process
