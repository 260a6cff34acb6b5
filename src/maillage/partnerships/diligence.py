"""What a due-diligence file must hold, and how each piece stands on a day. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

from maillage.partnerships.enums import PieceKind, PieceState, Regime

SOON_DAYS = 60  # a piece that lapses within these days is to be renewed
REMINDERS = (60, 30, 7, 0)  # days before it lapses, when the team and the partner are told

K = PieceKind
ALWAYS = (K.STATUTES, K.REGISTRATION, K.BOARD, K.ACCOUNTS, K.BANK, K.SAFEGUARDING)
BY_REGIME = {
    Regime.NONE: (),
    Regime.CONTROL: (K.SCREENING, K.CONTROL, K.MONITORING),
    Regime.GRANT: (K.SCREENING, K.GRANT_FILE),
}


def required(regime: str) -> tuple[PieceKind, ...]:
    """The kinds that a file must hold under a regime."""
    return (*ALWAYS, *BY_REGIME[Regime(regime)])


@dataclass(frozen=True)
class Standing:
    """How a piece stands: `code` for programs, `tone` for the eye, `days` until (or since) it lapses."""

    code: str  # "missing", "refused", "received", "valid", "soon", "lapsed", "waived", "optional"
    tone: str
    days: int | None = None

    @property
    def in_order(self) -> bool:
        return self.code in ("valid", "soon", "waived", "optional")


def standing(state: str, lapses_on: date | None, day: date, *, required: bool = True) -> Standing:
    """A piece lapses the day after its last day; one that was never asked for is optional."""
    if state == PieceState.WAIVED:
        return Standing("waived", "nu")
    if state == PieceState.MISSING:
        return Standing("missing", "er") if required else Standing("optional", "nu")
    if state == PieceState.REFUSED:
        return Standing("refused", "er")
    days = (lapses_on - day).days if lapses_on else None
    if days is not None and days < 0:
        return Standing("lapsed", "er", days)
    if state == PieceState.RECEIVED:
        return Standing("received", "al", days)
    if days is not None and days <= SOON_DAYS:
        return Standing("soon", "al", days)
    return Standing("valid", "ok", days)


def reminder(lapses_on: date, day: date) -> int | None:
    """Which reminder is due on a day: the number of days before, or None. Late runs send the last one passed."""
    left = (lapses_on - day).days
    if left > max(REMINDERS) or left < -30:
        return None
    return min(step for step in REMINDERS if step >= left) if left > 0 else 0


def next_lapse(issued_on: date, months: int) -> date:
    """The last day of a piece that holds so many months from its date."""
    month = issued_on.month - 1 + months
    year, month = issued_on.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(issued_on.day, last))
