"""A title in its column, and in other languages beside, so that each language comes back as it was. Pure."""

from maillage.core.narratives import Narratives

LONGEST = 500


def columns_of(told: Narratives, language: str, otherwise: str) -> tuple[str, Narratives]:
    """(title, titles). A lone title in the activity's own language needs nothing beside it."""
    words = [one for one in told if one[1]]
    own = next((one for one in words if one[0] in ("", language)), None) or (words[0] if words else None)
    title = own[1] if own else otherwise
    if len(title) > LONGEST:
        title = title[: LONGEST - 1] + "…"
    return title[:LONGEST], [] if told == [["", title]] else told


def told(title: str, titles: Narratives, language: str, identifier: str) -> Narratives:
    """The narratives of the title; the column governs where someone changed it since."""
    if not titles:
        return [["", title]]
    if any(same(title, words) for _code, words in titles) or title == identifier[:LONGEST]:
        return titles
    place = next((number for number, (code, _words) in enumerate(titles) if code in ("", language)), None)
    if place is None:
        return [["", title], *titles]
    return [*titles[:place], [titles[place][0], title], *titles[place + 1 :]]


def same(title: str, words: str) -> bool:
    return title == words or (len(title) == LONGEST and title.endswith("…") and words.startswith(title[:-1]))
