"""The search of Gestion: everything that this person may find, by kind."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View

from maillage.core.registry import house
from maillage.search import queries
from maillage.search.analyser import LONGEST_QUERY
from maillage.search.audience import Audience
from maillage.search.links import mark
from maillage.search.queries import Hit, Results
from maillage.search.sources import Source

PER_KIND = 6
PER_PAGE = 30


@dataclass(frozen=True)
class Found:
    """A hit as the page shows it."""

    title: SafeString
    subtitle: SafeString
    url: str
    fuzzy: bool


@dataclass(frozen=True)
class Section:
    """A kind with its hits; `url` leads to all of them."""

    kind: str
    label: Any
    hits: list[Found]
    count: int
    url: str


class Everywhere(View):
    """`q` the question, `genre` one kind alone, `page` of this kind."""

    access = "gestion.enter"

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY]
        sources = self.sources(request.user)
        kind = request.GET.get("genre", "") if request.GET.get("genre") in sources else ""
        number = self.page_asked()
        results = queries.find(
            text, user=request.user, kinds=[kind] if kind else None, per_kind=None if kind else PER_KIND,
            limit=PER_PAGE if kind else PER_KIND * len(sources), offset=(number - 1) * PER_PAGE if kind else 0,
            language=get_language() or "fr",
        )  # fmt: skip
        return render(request, "search/everywhere.html", {
            "title": _("Résultats pour « %(text)s »") % {"text": text} if text else _("Rechercher partout"),
            "text": text, "kind": kind, "results": results, "sections": self.sections(results, sources, text),
            "kinds": self.filters(results, sources, text, kind), "searched": self.searched(request.user),
            "pages": self.pages(results, text, kind, number) if kind else [],
            "meant_url": address(results.did_you_mean, kind) if results.did_you_mean else "",
        })  # fmt: skip

    def sources(self, user: Any) -> dict[str, Source]:
        """The kinds of which this person may find something, in their order."""
        mine = set(Audience.of(user).kinds())
        return {source.kind: source for source in house.search_sources if source.kind in mine}

    def searched(self, user: Any) -> list[Any]:
        """Labels of the kinds that this person's rights open."""
        mine = set(Audience.of(user).accesses)
        return [source.label for source in house.search_sources if source.declared & mine]

    def sections(self, results: Results, sources: dict[str, Source], text: str) -> list[Section]:
        return [
            Section(kind, source.label, [self.found(hit) for hit in results.hits if hit.kind == kind],
                    results.kinds.get(kind, 0), address(text, kind))
            for kind, source in sources.items() if any(hit.kind == kind for hit in results.hits)
        ]  # fmt: skip

    def found(self, hit: Hit) -> Found:
        """The page of Gestion for those who may open it; the public one for others."""
        source, user = hit.source, self.request.user
        opens = source is None or not source.permission or user.can(source.permission)  # type: ignore[union-attr]
        return Found(mark(hit.title, hit.words, hit.language), mark(hit.subtitle, hit.words, hit.language),
                     hit.url("manage" if opens else "public"), hit.fuzzy)  # fmt: skip

    def filters(
        self, results: Results, sources: dict[str, Source], text: str, kind: str
    ) -> list[tuple[Any, str, bool]]:
        kept = [(s.label, address(text, k), k == kind) for k, s in sources.items() if kind or k in results.kinds]
        return [(_("Tout"), address(text), not kind), *kept] if text and len(kept) > 1 else []

    def page_asked(self) -> int:
        asked = self.request.GET.get("page", "1")
        return max(1, int(asked)) if asked.isdecimal() and len(asked) < 4 else 1

    def pages(self, results: Results, text: str, kind: str, number: int) -> list[tuple[str, str, bool]]:
        last = -(-results.total // PER_PAGE)
        return [(str(n), address(text, kind, n), n == number) for n in range(1, last + 1)] if last > 1 else []


def address(text: str, kind: str = "", page: int = 1) -> str:
    asked = {"q": text, **({"genre": kind} if kind else {}), **({"page": page} if page > 1 else {})}
    return f"?{urlencode(asked)}"
