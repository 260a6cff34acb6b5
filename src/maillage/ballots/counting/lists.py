"""Sharing seats between lists: d'Hondt (highest average), Sainte-Laguë, largest remainder (Hare quota).

Highest averages: again and again, a seat to the list with the largest votes ÷ (seats + 1), or ÷ (2 × seats + 1) for
Sainte-Laguë. Largest remainder: votes × seats ÷ all votes, whole parts first, then the largest remainders. Equal
quotients go to the list that has more votes (as article L338 of the French electoral code says), then by the lot.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from maillage.ballots.counting.lots import draw
from maillage.ballots.counting.ties import Breaker
from maillage.ballots.counting.types import Candidate, CountError, Tie

METHODS = ("dhondt", "sainte-lague", "largest-remainder")


@dataclass(frozen=True)
class Attribution:
    """One seat given: to which list, on what quotient (a fraction as « 250/3 » or « 83 »)."""

    seat: int
    to: int
    quotient: str


@dataclass(frozen=True)
class Apportionment:
    """Seats by list, each attribution in order, the quotient table (rows by list), the ties; lists under the bar."""

    method: str
    seats: int
    valid: int
    allocation: Mapping[int, int]
    attributions: tuple[Attribution, ...]
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    ties: tuple[Tie, ...] = ()
    barred: tuple[int, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "method": self.method,
            "seats": self.seats,
            "valid": self.valid,
            "allocation": {str(one): seats for one, seats in self.allocation.items()},
            "attributions": [{"seat": one.seat, "list": one.to, "quotient": one.quotient} for one in self.attributions],
            "ties": [
                {"stage": tie.stage, "candidates": list(tie.candidates), "how": tie.how, "chosen": tie.chosen,
                 "what": tie.what}
                for tie in self.ties
            ],
            "barred": list(self.barred),
        }  # fmt: skip

    def as_table(self) -> tuple[list[str], list[list[str]]]:
        """The quotients: headers, then a row per list."""
        return list(self.headers), [list(row) for row in self.rows]


def apportion(
    method: Literal["dhondt", "sainte-lague", "largest-remainder"], votes: Mapping[int, int], seats: int, *,
    lot: Sequence[int] = (), bar: Fraction = Fraction(0), seed: str = "",
) -> Apportionment:  # fmt: skip
    """Share `seats`. Lists under `bar` (a share of all votes) get none; `seed` draws the lot when none is given.

    Raises CountError for an unknown method, negative votes, or seats below one. Without any vote no seat is given.
    """
    if method not in METHODS:
        raise CountError(f"Méthode inconnue : « {method} ». Méthodes : {', '.join(METHODS)}.")
    if seats < 1 or not votes or any(number < 0 for number in votes.values()):
        raise CountError("Il faut au moins un siège, une liste, et des voix qui ne soient pas négatives.")
    valid = sum(votes.values())
    running = {one: number for one, number in votes.items() if number and number >= bar * valid}
    barred = tuple(one for one, number in votes.items() if number and one not in running)
    breaker = Breaker([Candidate(one, "") for one in votes], lot or (draw(votes, seed) if seed else ()))
    share = remainders if method == "largest-remainder" else averages
    found = share(method, running, seats, breaker) if running else []
    allocation = dict.fromkeys(votes, 0)
    for one in found:
        allocation[one.to] += 1
    headers, rows = table(method, running, seats, allocation)
    return Apportionment(method, seats, valid, allocation, tuple(found), headers, rows, tuple(breaker.ties), barred)


def averages(method: str, votes: Mapping[int, int], seats: int, breaker: Breaker) -> list[Attribution]:
    have, found = dict.fromkeys(votes, 0), []
    for seat in range(1, seats + 1):
        quotients = {one: Fraction(number, divisor(method, have[one])) for one, number in votes.items()}
        winner = best(quotients, votes, seat, breaker)
        have[winner] += 1
        found.append(Attribution(seat, winner, str(quotients[winner])))
    return found


def divisor(method: str, have: int) -> int:
    return have + 1 if method == "dhondt" else 2 * have + 1


def best(quotients: Mapping[int, Fraction], votes: Mapping[int, int], seat: int, breaker: Breaker) -> int:
    """The largest quotient; among equals the most votes, then the lot."""
    top = max(quotients.values())
    return breaker.pick(
        [one for one, value in quotients.items() if value == top], stage=seat, what="seat", earlier=[votes]
    )


def remainders(_method: str, votes: Mapping[int, int], seats: int, breaker: Breaker) -> list[Attribution]:
    valid = sum(votes.values())
    found = []
    left: dict[int, Fraction] = {}
    for one, number in votes.items():
        whole, rest = divmod(number * seats, valid)
        found += [Attribution(0, one, str(Fraction(number * seats, valid)))] * whole
        left[one] = Fraction(rest, valid)
    found = [Attribution(seat, one.to, one.quotient) for seat, one in enumerate(found, 1)]
    while len(found) < seats:
        winner = best(left, votes, len(found) + 1, breaker)
        found.append(Attribution(len(found) + 1, winner, str(left.pop(winner))))
    return found


def table(
    method: str, votes: Mapping[int, int], seats: int, allocation: Mapping[int, int]
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """List, votes, the quotients up to one after the last seat won (or quota and remainder), seats."""
    valid = sum(votes.values())
    if method == "largest-remainder":
        rows: list[tuple[str, ...]] = []
        for one, number in votes.items():
            whole, rest = divmod(number * seats, valid)
            rows.append((str(one), str(number), str(whole), str(Fraction(rest, valid)), str(allocation[one])))
        return ("list", "votes", "whole", "remainder", "seats"), tuple(rows)
    wide = max((allocation[one] for one in votes), default=0) + 1
    divisors = [divisor(method, have) for have in range(wide)]
    rows = [
        (str(one), str(number), *(str(Fraction(number, by)) for by in divisors), str(allocation[one]))
        for one, number in votes.items()
    ]
    return ("list", "votes", *(f"÷ {by}" for by in divisors), "seats"), tuple(rows)
