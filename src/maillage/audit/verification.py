"""Verifying the journal: the end of the chain, or all of it; the head must agree with the last entry."""

from dataclasses import dataclass

from maillage.audit import chain
from maillage.audit.models import ChainHead, Entry

RECENT = 10_000
CHUNK = 2000


@dataclass(frozen=True)
class Verification:
    """How many entries were read, from which number, and the first thing that does not hold."""

    checked: int
    first: int
    fault: chain.Fault | None
    whole: bool

    @property
    def holds(self) -> bool:
        return self.fault is None


class _Counted:
    def __init__(self) -> None:
        self.count = 0

    def through(self, entries):  # type: ignore[no-untyped-def]
        for entry in entries:
            self.count += 1
            yield entry


def verify(last: int | None = RECENT) -> Verification:
    """Walk the last entries (None: all of them). The entry just before them is taken at its word."""
    head = ChainHead.objects.filter(pk=1).first() or ChainHead()
    top = Entry.objects.order_by("-number").values_list("number", flat=True).first() or 0
    before = Entry.objects.filter(number__lte=max(0, top - last)).order_by("-number").first() if last else None
    entries = Entry.objects.order_by("number")
    previous, expected = chain.GENESIS, 1
    if before is not None:
        entries, previous, expected = entries.filter(number__gt=before.number), before.digest, before.number + 1
    counted = _Counted()
    faults = chain.verify(counted.through(entries.iterator(CHUNK)), previous=previous, expected=expected)
    fault = next(iter(faults), None)
    if fault is None:
        end = Entry.objects.order_by("-number").first()
        if (head.number, head.digest) != ((end.number, end.digest) if end else (0, chain.GENESIS)):
            fault = chain.Fault(head.number, "head", str(top))
    return Verification(counted.count, expected, fault, before is None)
