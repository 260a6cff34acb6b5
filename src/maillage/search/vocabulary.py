"""The words of titles, by access, with their trigrams: written with the documents, gone with the last of them."""

from collections.abc import Iterable

from django.db.models import Count

from maillage.search import engine, similar
from maillage.search.models import SearchTrigram, SearchWord

Words = set[tuple[str, str]]  # (access, word)
BATCH = 400
MOST_COMPARED = 200


def add(pairs: Words) -> None:
    """Add what is not there. One writer at a time (`engine.lock_index`)."""
    new = pairs - present(pairs)
    rows = SearchWord.objects.bulk_create([SearchWord(word=word, access=access) for access, word in sorted(new)])
    SearchTrigram.objects.bulk_create(
        SearchTrigram(trigram=trigram, length=len(row.word), word=row)
        for row in rows for trigram in similar.trigrams(row.word)
    )  # fmt: skip


def present(pairs: Words) -> Words:
    found: Words = set()
    words = sorted({word for _access, word in pairs})
    for start in range(0, len(words), BATCH):
        rows = SearchWord.objects.filter(word__in=words[start : start + BATCH])
        found.update(rows.values_list("access", "word"))
    return found & pairs


def check(pairs: Iterable[tuple[str, str]]) -> int:
    """Forget those of these words that no title has any more."""
    gone = [
        (access, word) for access, word in sorted(set(pairs))
        if not engine.documents_with([engine.TITLE + word, *([engine.ACCESS + access] if access else [])])
    ]  # fmt: skip
    for access, word in gone:
        rows = SearchWord.objects.filter(access=access, word=word)
        SearchTrigram.objects.filter(word__in=rows.values("pk")).delete()
        rows.delete()
    return len(gone)


def near(word: str, accesses: Iterable[str]) -> list[str]:
    """Words of titles a slip or two away from this one, nearest first; never from a title that this access hides."""
    if not similar.correctable(word):
        return []
    most = similar.slips_allowed(word)
    counted = (
        SearchTrigram.objects.filter(
            trigram__in=similar.trigrams(word), length__range=(len(word) - most, len(word) + most),
            word__access__in=list(accesses),
        )
        .values_list("word__word", "word_id").annotate(common=Count("trigram"))
        .filter(common__gte=similar.fewest_in_common(word, most)).order_by("-common", "word__word")
    )  # fmt: skip
    found: dict[str, int] = {}
    for candidate, _id, _common in counted[:MOST_COMPARED]:
        slips = similar.distance(word, candidate, most)
        if 0 < slips <= most and slips <= similar.slips_allowed(candidate):
            found.setdefault(candidate, slips)
    return sorted(found, key=lambda candidate: (found[candidate], candidate[:1] != word[:1], candidate))
