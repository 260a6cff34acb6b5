"""The outermost cache of anonymous public pages: whole answers, each form of them made once, dropped when anything
changes.

What a page says may also change with the hour (what is to come, what is past): none is kept more than five minutes, or
less when its view says so (`response.kept_seconds`: an open vote's turnout moves without being journalled).

Only answers that say `Cache-Control: public` and set no cookie are kept. Bounded (least recently used goes
first) and single-flight: when many ask for a page that is not there, one draws it and the others wait.
"""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from operator import itemgetter
from typing import cast
from urllib.parse import parse_qsl, urlencode

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.middleware.gzip import GZipMiddleware

from maillage.core import generation

Handler = Callable[[HttpRequest], HttpResponse]

MAX_BYTES = 32 * 1024 * 1024
MAX_QUERY = 300
MAX_AGE = 300  # seconds
COMPRESSIBLE = ("text/", "application/json", "application/ld+json", "application/atom+xml", "image/svg+xml")
KEPT_HEADERS = ("Content-Type", "Content-Language", "Cache-Control", "Link", "Content-Disposition", "X-Robots-Tag",
                "Content-Security-Policy", "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy")  # fmt: skip


COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}


@dataclass
class Page:
    generation: int
    headers: dict[str, str]
    etag: str
    bodies: dict[str, bytes]  # by encoding: "" and those that were asked for
    compressible: bool
    drawn_at: float = field(default_factory=time.monotonic)
    seconds: float = MAX_AGE

    @property
    def size(self) -> int:
        """What it takes once every form of it is there, which together are smaller than the page itself."""
        return len(self.bodies[""]) * (2 if self.compressible else 1)

    def body(self, encoding: str) -> bytes:
        """The page in this encoding, made when it is first asked for."""
        if encoding not in self.bodies:
            self.bodies[encoding] = COMPRESS[encoding](self.bodies[""])
        return self.bodies[encoding]


class Store:
    """A bounded table of pages, safe between threads."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes
        self.bytes = 0
        self.pages: OrderedDict[str, Page] = OrderedDict()
        self.lock = threading.Lock()
        self.flights: dict[str, threading.Event] = {}

    def get(self, key: str, now: int) -> Page | None:
        with self.lock:
            page = self.pages.get(key)
            if page is None:
                return None
            if page.generation != now or time.monotonic() - page.drawn_at > min(page.seconds, MAX_AGE):
                self.bytes -= self.pages.pop(key).size
                return None
            self.pages.move_to_end(key)
            return page

    def put(self, key: str, page: Page) -> None:
        with self.lock:
            if old := self.pages.pop(key, None):
                self.bytes -= old.size
            self.pages[key] = page
            self.bytes += page.size
            while self.bytes > self.max_bytes and self.pages:
                self.bytes -= self.pages.popitem(last=False)[1].size

    def clear(self) -> None:
        with self.lock:
            self.pages.clear()
            self.bytes = 0

    def take_off(self, key: str) -> bool:
        """True for the one who draws the page; the others wait until it lands (10 s at most) and get False."""
        with self.lock:
            flight = self.flights.get(key)
            if flight is None:
                self.flights[key] = threading.Event()
                return True
        flight.wait(10)
        return False

    def land(self, key: str) -> None:
        with self.lock:
            flight = self.flights.pop(key, None)
        if flight:
            flight.set()


store = Store()


def key_of(request: HttpRequest) -> str | None:
    """The key of a page that may be kept, or None. Queries are sorted, so that two orders are one page."""
    if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in request.COOKIES:
        return None
    query = request.META.get("QUERY_STRING", "")
    if len(query) > MAX_QUERY or "HTTP_AUTHORIZATION" in request.META or "HTTP_HX_REQUEST" in request.META:
        return None
    if query:
        query = urlencode(
            sorted(parse_qsl(query, keep_blank_values=True), key=itemgetter(0))
        )  # of two, the last counts
    light = "l" if request.META.get("HTTP_SAVE_DATA") == "on" else ""
    return f"{request.META.get('HTTP_HOST', '')}{request.path_info}?{query}#{light}"


def encoding_for(request: HttpRequest, page: Page) -> str:
    accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
    return next((name for name in COMPRESS if name in accepted), "") if page.compressible else ""


def is_public(response: HttpResponse) -> bool:
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and "public" in response.get("Cache-Control", "")
        and "Set-Cookie" not in response
    )


def pack(response: HttpResponse, now: int) -> Page:
    """The page as it is kept."""
    body = response.content
    compressible = len(body) > 500 and response.get("Content-Type", "").startswith(COMPRESSIBLE)
    headers = {name: response[name] for name in KEPT_HEADERS if name in response}
    seconds = getattr(response, "kept_seconds", MAX_AGE)
    return Page(now, headers, hashlib.sha256(body).hexdigest()[:20], {"": body}, compressible, seconds=seconds)


def answer(request: HttpRequest, page: Page) -> HttpResponse:
    encoding = encoding_for(request, page)
    etag = f'"{page.etag}{"-" + encoding if encoding else ""}"'
    response: HttpResponse
    if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(page.body(encoding))
        if encoding:
            response.headers["Content-Encoding"] = encoding
        response.headers["Content-Length"] = str(len(response.content))
    for name, value in page.headers.items():
        response.headers[name] = value
    response.headers["ETag"] = etag
    response.headers["Vary"] = "Accept-Encoding, Authorization, Cookie, Save-Data"
    return response


class PageCache:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.gzip = GZipMiddleware(get_response)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request)
        if key is None:
            return self.get_response(request)
        now = generation.current()
        if page := store.get(key, now):
            return answer(request, page)
        first = store.take_off(key)
        try:
            if not first and (page := store.get(key, now)):
                return answer(request, page)
            response = self.draw(request)
            if not is_public(response):  # drawn plain, it travels light all the same
                return (
                    response
                    if response.streaming
                    else cast(HttpResponse, self.gzip.process_response(request, response))
                )
            page = pack(response, now)
            store.put(key, page)
        finally:
            if first:
                store.land(key)
        return answer(request, page)

    def draw(self, request: HttpRequest) -> HttpResponse:
        """Draw it whole and plain: the compressed forms are made once, here."""
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", None)
        try:
            return self.get_response(request)
        finally:
            if accepted is not None:
                request.META["HTTP_ACCEPT_ENCODING"] = accepted
