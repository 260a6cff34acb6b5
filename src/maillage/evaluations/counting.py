"""Results of polls: read in a fixed number of queries, whatever the sheets."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, QuerySet, Sum

from maillage.evaluations import words
from maillage.evaluations.enums import ItemKind
from maillage.evaluations.models import Answer, Item, Poll, Sheet, Tally
from maillage.evaluations.results import Distribution, added

TEXTS = 300


@dataclass
class Result:
    """What was answered to one question."""

    item: Item
    distribution: Distribution
    texts: list[Answer] = field(default_factory=list)
    hidden_texts: int = 0

    @property
    def points(self) -> list[tuple[str, int]]:
        """(answer, how many), for the chart."""
        if self.item.kind == ItemKind.NUMBER:
            return [(str(number), count) for number, count in sorted(self.distribution.counts.items())]
        return [(label, self.distribution.counts.get(number, 0)) for number, label in words.answers_of(self.item)]

    @property
    def mean(self) -> str:
        return words.mean(self.distribution.mean) if ItemKind(self.item.kind).is_measured else ""


def respondents(polls: QuerySet[Poll]) -> int:
    """Sheets, and paper ones by the most answered question of each poll."""
    online = Sheet.objects.filter(poll__in=polls.values("pk")).count()
    by_item = (
        Tally.objects.filter(poll__in=polls.values("pk")).exclude(item__kind=ItemKind.SEVERAL)
        .values("poll", "item").annotate(n=Sum("count")).values_list("poll", "n")
    )  # fmt: skip
    most: dict[int, int] = defaultdict(int)
    for poll, n in by_item:
        most[poll] = max(most[poll], n)
    several = (
        Tally.objects.filter(poll__in=polls.values("pk"), item__kind=ItemKind.SEVERAL)
        .values("poll")
        .annotate(n=Max("count"))
    )
    for row in several:
        most[row["poll"]] = max(most[row["poll"]], row["n"])
    return online + sum(most.values())


def distributions(polls: QuerySet[Poll]) -> dict[int, Distribution]:
    """{question: distribution} over these polls, on line and paper together."""
    online: dict[int, dict[int, int]] = defaultdict(dict)
    paper: dict[int, dict[int, int]] = defaultdict(dict)
    asked = polls.values("pk")
    for item, number, count in (
        Answer.objects.filter(sheet__poll__in=asked, number__isnull=False)
        .values("item", "number").annotate(n=Count("pk")).values_list("item", "number", "n")
    ):  # fmt: skip
        online[item][number] = count
    for item, number, count in (
        Tally.objects.filter(poll__in=asked).values("item", "number").annotate(n=Sum("count"))
        .values_list("item", "number", "n")
    ):  # fmt: skip
        paper[item][number] = count
    return {item: added(Distribution(online[item]), Distribution(paper[item])) for item in {*online, *paper}}


def results(items: Iterable[Item], polls: QuerySet[Poll]) -> list[Result]:
    """Each question with what was answered over these polls; texts in no order that would tell who came when."""
    found = distributions(polls)
    texts: dict[int, list[Answer]] = defaultdict(list)
    for answer in Answer.objects.filter(sheet__poll__in=polls.values("pk"), number=None).order_by("text", "pk")[:TEXTS]:
        texts[answer.item_id].append(answer)
    return [
        Result(
            item,
            found.get(item.pk, Distribution()),
            [one for one in texts[item.pk] if not one.redacted],
            sum(one.redacted for one in texts[item.pk]),
        )
        for item in items
        if not item.withdrawn or item.pk in found or texts[item.pk]
    ]
