"""Fetching what someone else publishes, without being led inside: an address given by a person may point anywhere.

Only http and https, on their own ports, towards public addresses alone: the name is resolved once, each address is
looked at, and the connection goes to that very address; every redirect is looked at again. Little is read, for a
short time.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 4
SECONDS = 20
CHUNK = 64 * 1024
REDIRECTS = (301, 302, 303, 307, 308)
AGENT = "Maillage (calendars followed)"


class Unreachable(Refusal):
    """The page was not brought back; `message()` says why, and what to do."""

    MESSAGES: ClassVar[dict[str, Any]] = {
        "address": _("Cette adresse ne se lit pas. Elle commence par https:// et nomme un site public."),
        "inside": _("Cette adresse mène à une machine privée ou à un réseau interne : elle n’est pas lue."),
        "unknown": _("Ce site n’existe pas, ou ne répond pas à ce nom. Vérifiez l’adresse."),
        "refused": _("Le site ne répond pas. Réessayez plus tard."),
        "certificate": _("Le certificat de ce site n’est pas valable : sa réponse ne peut pas être crue."),
        "slow": _("Le site a mis plus de %(seconds)s secondes à répondre. Réessayez plus tard."),
        "big": _("La réponse pèse plus de %(limit)s Mo : elle n’est pas lue."),
        "status": _(
            "Le site a répondu « %(status)s » au lieu de donner la page. Vérifiez l’adresse, et qu’elle est publique."
        ),
        "redirects": _("Le site renvoie d’adresse en adresse sans finir."),
    }


@dataclass(frozen=True)
class Fetched:
    """What came back."""

    content: bytes
    content_type: str
    url: str  # after the redirects


class WebDoor(Protocol):
    def fetch(self, url: str, *, most: int) -> Fetched:
        """The page at an address, of `most` bytes at most. Raises Unreachable."""


def normal(url: str) -> str:
    """The address as it is asked: « webcal:// » is https. Raises Unreachable for what is no public address."""
    url = url.strip()
    for scheme in ("webcals://", "webcal://"):
        if url.lower().startswith(scheme):
            url = "https://" + url[len(scheme) :]
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError as error:  # UnicodeError is one
        raise Unreachable("address") from error
    if parts.scheme not in PORTS or not host or parts.username is not None or parts.password is not None:
        raise Unreachable("address")
    if port not in (None, PORTS[parts.scheme]) or any(ord(sign) < 33 or ord(sign) == 127 for sign in url):
        raise Unreachable("address")
    return urlunsplit(
        SplitResult(parts.scheme, f"[{host}]" if ":" in host else host, parts.path or "/", parts.query, "")
    )


def is_public(address: str) -> bool:
    """Is it on the Internet at large: neither here, nor in a private network, nor written so as to hide it?"""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None:
            return is_public(str(inner))
        if ip in ipaddress.ip_network("64:ff9b::/96"):  # an IPv4 address behind a translator
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
    return ip.is_global and not ip.is_multicast


def resolved(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Unreachable("unknown") from error
    return [str(one[4][0]) for one in found]


class Web:
    """Goes out. `allows` and `resolve` are given by the tests of this class alone."""

    def __init__(self, *, seconds: float = SECONDS, allows: Callable[[str], bool] = is_public,
                 resolve: Callable[[str, int], Iterable[str]] = resolved, ports: Mapping[str, int] = PORTS) -> None:  # fmt: skip
        self.seconds, self.allows, self.resolve, self.ports = seconds, allows, resolve, ports

    def fetch(self, url: str, *, most: int) -> Fetched:
        """The page, its redirects followed one by one."""
        end = time.monotonic() + self.seconds
        for _step in range(MOST_REDIRECTS + 1):
            url = normal(url)
            answer = self.once(url, most, end)
            if isinstance(answer, Fetched):
                return answer
            url = urljoin(url, answer)
        raise Unreachable("redirects")

    def once(self, url: str, most: int, end: float) -> Fetched | str:
        """One request: the page, or the address to which it leads."""
        parts = urlsplit(url)
        host, port = str(parts.hostname), self.ports[parts.scheme]
        addresses = list(self.resolve(host, port))
        if not addresses:
            raise Unreachable("unknown")
        if not all(self.allows(address) for address in addresses):
            raise Unreachable("inside")
        if self.left(end) <= 0:
            raise Unreachable("slow", seconds=round(self.seconds))
        try:
            return self.ask(parts, addresses[0], port, most, end)
        except Unreachable:
            raise
        except ssl.SSLCertVerificationError as error:
            raise Unreachable("certificate") from error
        except TimeoutError as error:
            raise Unreachable("slow", seconds=round(self.seconds)) from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            if self.left(end) <= 0:
                raise Unreachable("slow", seconds=round(self.seconds)) from error
            raise Unreachable("refused") from error

    @staticmethod
    def left(end: float) -> float:
        return end - time.monotonic()

    def ask(self, parts: SplitResult, address: str, port: int, most: int, end: float) -> Fetched | str:
        raw = socket.create_connection((address, port), timeout=max(self.left(end), 0.1))
        # Whoever answers one byte at a time is cut short, wherever the reading is.
        cut = threading.Timer(max(self.left(end), 0.1), hang_up, [raw])
        cut.daemon = True
        cut.start()
        connection = http.client.HTTPConnection(str(parts.hostname), port)
        try:
            connection.sock = raw
            if parts.scheme == "https":
                connection.sock = ssl.create_default_context().wrap_socket(raw, server_hostname=parts.hostname)
            path = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            connection.request("GET", path, headers={
                "Host": parts.netloc, "User-Agent": AGENT, "Accept": "text/calendar, */*;q=0.5",
                "Accept-Encoding": "identity", "Connection": "close",
            })  # fmt: skip
            response = connection.getresponse()
            if response.status in REDIRECTS:
                return response.getheader("Location") or ""
            if response.status != 200:
                raise Unreachable("status", status=response.status)
            return Fetched(self.read(response, most, end), response.getheader("Content-Type") or "", urlunsplit(parts))
        finally:
            cut.cancel()
            connection.close()
            raw.close()

    def read(self, response: http.client.HTTPResponse, most: int, end: float) -> bytes:
        """The body, piece by piece, no further than asked."""
        pieces, size = [], 0
        while piece := response.read(CHUNK):
            size += len(piece)
            if size > most:
                raise Unreachable("big", limit=most // 1_000_000)
            if self.left(end) <= 0:
                raise Unreachable("slow", seconds=round(self.seconds))
            pieces.append(piece)
        if self.left(end) <= 0:  # cut short by the clock: what is there is not whole
            raise Unreachable("slow", seconds=round(self.seconds))
        return b"".join(pieces)


def hang_up(raw: socket.socket) -> None:
    try:
        raw.shutdown(socket.SHUT_RDWR)
    except OSError:  # already closed
        return


class FakeWeb:
    """Pretends: what each address gives, bytes or the code of a refusal; others do not exist."""

    def __init__(self, pages: Mapping[str, bytes | str]) -> None:
        self.pages = dict(pages)
        self.asked: list[str] = []

    def fetch(self, url: str, *, most: int) -> Fetched:
        url = normal(url)
        self.asked.append(url)
        page = self.pages.get(url, "unknown")
        if isinstance(page, str):
            raise Unreachable(page, seconds=SECONDS, limit=most // 1_000_000, status=404)
        if len(page) > most:
            raise Unreachable("big", limit=most // 1_000_000)
        return Fetched(page, "text/calendar", url)
