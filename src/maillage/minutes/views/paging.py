"""A page of a list, with the links to the others: what was asked stays asked."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from maillage.ui.paging import PageLink, page_links

PER_PAGE = 30


def paged(request: HttpRequest, rows: Any) -> tuple[Page, list[PageLink]]:
    pages = Paginator(rows, PER_PAGE)
    here = pages.get_page(request.GET.get("page", "1")[:6])
    query = request.GET.copy()

    def link(number: int) -> str:
        query["page"] = str(number)
        return "?" + query.urlencode()

    return here, page_links(here.number, pages.num_pages, link)
