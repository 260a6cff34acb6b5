"""The pages of a list that are worth a link: the first, the last, those around where one is."""

from collections.abc import Callable

PageLink = tuple[str, str, bool]  # label, address, whether one is there; an empty address is a gap


def page_links(number: int, last: int, address: Callable[[int], str]) -> list[PageLink]:
    """Links from page `number` of `last`; none when there is one page."""
    near = sorted({1, last, *range(max(1, number - 2), min(last, number + 2) + 1)})
    links: list[PageLink] = []
    for before, n in zip([0, *near], near, strict=False):
        if n - before > 1:
            links.append(("…", "", False))
        links.append((str(n), address(n), n == number))
    return links if last > 1 else []
