"""Which open charges a line of the bank statement may settle: proposals with a score and a reason.

A person confirms. Work grows with lines plus charges, not with their product: candidates come from
indexes (reference, number, account, amount and word of a name), and crowded keys are left aside.
"""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from maillage.billing.references import Reference
from maillage.billing.statements import StatementLine
from maillage.core.money import Money, total
from maillage.core.text import normalise_name

_CROWDED = 40  # more charges than this under one key: the key says nothing
_MAX_PROPOSALS = 5
_MAX_SUBSET_CHARGES = 12  # 12 charges taken 2 to 4 at a time: 781 sums at most
_MAX_SUBSET = 4
_CLOSE_NAME = 60


class Reason(Enum):
    """Why a line and charges may belong together, strongest first."""

    STRUCTURED_REFERENCE = "structured_reference"
    NUMBER = "number"  # the number of the invoice is in the message
    SEVERAL_NUMBERS = "several_numbers"
    ACCOUNT_AND_AMOUNT = "account_and_amount"  # this account has paid for them before
    NAME_AND_AMOUNT = "name_and_amount"
    SUM_OF_CHARGES = "sum_of_charges"  # several charges of one payer make the amount
    NAME = "name"  # the payer, but another amount: a part payment, perhaps
    ONLY_AMOUNT = "only_amount"  # one single open charge has this amount


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An open charge, as matching needs to know it."""

    id: int | str
    payer: int | str
    balance: Money
    due: date
    number: str = ""
    references: tuple[Reference, ...] = ()
    names: tuple[str, ...] = ()  # of the payer: name, acronym, former names
    accounts: tuple[str, ...] = ()  # from which the payer has paid before


@dataclass(frozen=True, slots=True)
class Match:
    """One proposal: these charges for this line, 0 to 100."""

    fingerprint: str
    charges: tuple[int | str, ...]
    score: int
    reason: Reason
    exact: bool  # the amounts agree to the cent


def match(lines: Iterable[StatementLine], items: Iterable[OpenItem]) -> dict[str, list[Match]]:
    """Propose up to five matches for each incoming line (by fingerprint), best first.

    Money going out and reversals get none. Each item and line is weighed alone: a charge may be
    proposed to two lines, and the person chooses.
    """
    index = _Index(items)
    return {line.fingerprint: _best(line, index) for line in lines if line.amount.minor > 0 and not line.reversal}


def name_likeness(left: str, right: str) -> int:
    """How alike two names are, 0 to 100: shared pairs of letters of their significant words."""
    return _dice(_pairs(normalise_name(left)), _pairs(normalise_name(right)))


@dataclass(slots=True)
class _Index:
    """The open items under every key by which a line can find them."""

    items: Iterable[OpenItem]
    by_reference: dict[Reference, list[OpenItem]] = field(default_factory=dict)
    by_number: dict[str, list[OpenItem]] = field(default_factory=dict)
    by_account: dict[str, list[OpenItem]] = field(default_factory=dict)
    by_amount: dict[Money, list[OpenItem]] = field(default_factory=dict)
    by_word: dict[str, dict[int | str, None]] = field(default_factory=dict)
    by_word_and_amount: dict[tuple[str, Money], list[OpenItem]] = field(default_factory=dict)
    by_payer: dict[int | str, list[OpenItem]] = field(default_factory=dict)
    names: dict[int | str, list[frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("by_reference", "by_number", "by_account", "by_amount", "by_payer"):
            setattr(self, name, defaultdict(list))
        self.by_word_and_amount = defaultdict(list)
        self.by_word = defaultdict(dict)
        for item in sorted(self.items, key=lambda item: (item.due, str(item.id))):
            self._add(item)

    def _add(self, item: OpenItem) -> None:
        if item.balance.minor <= 0:
            return
        for reference in item.references:
            self.by_reference[reference].append(item)
        if item.number:
            self.by_number[_compact(item.number)].append(item)
        for account in item.accounts:
            self.by_account[_compact(account)].append(item)
        self.by_amount[item.balance].append(item)
        self.by_payer[item.payer].append(item)
        if item.payer not in self.names:
            self.names[item.payer] = [_pairs(normalise_name(name)) for name in item.names]
        for word in {word for name in item.names for word in _words(name)}:
            self.by_word[word][item.payer] = None
            self.by_word_and_amount[word, item.balance].append(item)


def _best(line: StatementLine, index: _Index) -> list[Match]:
    found: list[Match] = []
    found += _by_reference(line, index)
    found += _by_number(line, index)
    found += _by_payer(line, index)
    alone = index.by_amount.get(line.amount, [])
    if len(alone) == 1:
        found.append(_proposal(line, alone, 30, Reason.ONLY_AMOUNT))
    best: dict[tuple[int | str, ...], Match] = {}
    for proposal in found:
        known = best.get(proposal.charges)
        if known is None or proposal.score > known.score:
            best[proposal.charges] = proposal
    ordered = sorted(best.values(), key=lambda one: (-one.score, not one.exact))
    return ordered[:_MAX_PROPOSALS]


def _by_reference(line: StatementLine, index: _Index) -> list[Match]:
    items = _distinct(item for ref in line.references for item in index.by_reference.get(ref, []))
    items = [item for item in items if item.balance.currency == line.amount.currency]
    if not items:
        return []
    whole = total((item.balance for item in items), line.amount.currency)
    score = 100 if whole == line.amount else 95
    return [_proposal(line, items, score, Reason.STRUCTURED_REFERENCE)]


def _by_number(line: StatementLine, index: _Index) -> list[Match]:
    items = _distinct(
        item for key in _number_keys(f"{line.message} {line.end_to_end}") for item in index.by_number.get(key, [])
    )
    items = [item for item in items if item.balance.currency == line.amount.currency]
    if not items:
        return []
    reason = Reason.NUMBER if len(items) == 1 else Reason.SEVERAL_NUMBERS
    whole = total((item.balance for item in items), line.amount.currency)
    if whole == line.amount:
        return [_proposal(line, items, 96, reason)]
    return [_proposal(line, items, 82, reason)]


def _by_payer(line: StatementLine, index: _Index) -> list[Match]:
    """Proposals from who paid: by a known account, else by a name like the payer's."""
    payers: dict[int | str, int] = {}
    same = index.by_account.get(_compact(line.counterparty_account), [])
    known_account = bool(line.counterparty_account) and bool(same)
    known = {item.payer: 100 for item in same}
    payers = known if known_account else _payers_named(line, index)
    found: list[Match] = []
    for payer, likeness in payers.items():
        items = [item for item in index.by_payer[payer] if item.balance.currency == line.amount.currency]
        exact = [item for item in items if item.balance == line.amount]
        if exact:
            reason = Reason.ACCOUNT_AND_AMOUNT if known_account else Reason.NAME_AND_AMOUNT
            score = 92 if known_account else 50 + likeness * 38 // 100
            found.append(_proposal(line, exact[:1], score, reason))
        elif subset := _subset(items, line.amount):
            score = 85 if known_account else 45 + likeness * 35 // 100
            found.append(_proposal(line, subset, score, Reason.SUM_OF_CHARGES))
        elif items:
            score = 60 if known_account else 20 + likeness * 35 // 100
            found.append(_proposal(line, items[:1], score, Reason.NAME))
    return found


def _payers_named(line: StatementLine, index: _Index) -> dict[int | str, int]:
    """The payers whose name looks like the counterparty's, with their likeness."""
    name = line.counterparty or line.message
    words = _words(name)
    candidates: dict[int | str, None] = {}
    for word in words:
        for item in _uncrowded(index.by_word_and_amount.get((word, line.amount), [])):
            candidates[item.payer] = None
        payers = index.by_word.get(word, {})
        if len(payers) <= _CROWDED:
            candidates |= payers
    pairs = _pairs(normalise_name(name))
    likeness = {payer: max((_dice(pairs, theirs) for theirs in index.names[payer]), default=0) for payer in candidates}
    return {payer: score for payer, score in likeness.items() if score >= _CLOSE_NAME}


def _subset(items: Sequence[OpenItem], amount: Money) -> list[OpenItem]:
    """The smallest set of two to four charges, oldest first, that makes the amount."""
    items = items[:_MAX_SUBSET_CHARGES]
    for size in range(2, min(_MAX_SUBSET, len(items)) + 1):
        for chosen in itertools.combinations(items, size):
            if sum(item.balance.minor for item in chosen) == amount.minor:
                return list(chosen)
    return []


def _proposal(line: StatementLine, items: Sequence[OpenItem], score: int, reason: Reason) -> Match:
    whole = total((item.balance for item in items), line.amount.currency)
    charges = tuple(item.id for item in items)
    return Match(line.fingerprint, charges, score, reason, whole == line.amount)


def _distinct(items: Iterable[OpenItem]) -> list[OpenItem]:
    return list({item.id: item for item in items}.values())


def _uncrowded(items: Sequence[OpenItem]) -> Sequence[OpenItem]:
    return items if len(items) <= _CROWDED else ()


def _compact(text: str) -> str:
    return re.sub("[^A-Z0-9]", "", text.upper())


def _number_keys(text: str) -> set[str]:
    """Every run of one to four words of a message, stuck together: « F 2025 42 » is F202542."""
    words = re.findall("[A-Z0-9]+", text[:600].upper())
    return {"".join(words[start : start + length]) for start in range(len(words)) for length in range(1, 5)}


def _words(name: str) -> set[str]:
    return {word for word in normalise_name(name).split()[:12] if len(word) > 2}


def _pairs(name: str) -> frozenset[str]:
    return frozenset(word[start : start + 2] for word in name[:120].split() for start in range(len(word) - 1))


def _dice(left: frozenset[str], right: frozenset[str]) -> int:
    return 200 * len(left & right) // (len(left) + len(right)) if left and right else 0
