"""The rules of dues, reductions and the lines that explain an amount: values, without any calculation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar

from babel.numbers import format_decimal, format_percent
from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.core.money import Money
from maillage.core.periods import Period

Size = int | Decimal | Fraction | Money  # people, or major units of the currency for a budget


class FeeError(Refusal):
    """Dues that cannot be worked out."""

    MESSAGES: ClassVar = {
        "measure_missing": _("Il manque une donnée pour calculer la cotisation : %(measure)s."),
        "measure_negative": _("Cette donnée ne peut pas être négative : %(measure)s."),
        "below_minimum": _("Le montant choisi (%(chosen)s) est sous le minimum (%(minimum)s)."),
        "joined_after_year": _("L’adhésion (%(joined_on)s) suit la fin de l’exercice (%(end)s)."),
        "no_step": _("Aucune tranche ne convient à cette taille : %(value)s."),
        "instalments": _("Indiquez au moins une date de versement, dans l’ordre."),
    }


class MeasureMissing(FeeError):
    """The rule needs a size that nobody gave."""

    def __init__(self, measure: str) -> None:
        super().__init__("measure_missing", measure=measure)
        self.measure = measure


@dataclass(frozen=True, slots=True)
class Flat:
    """The same amount for everyone."""

    amount: Money


@dataclass(frozen=True, slots=True)
class Step:
    """From `at_least` (included) up to the next step, this amount."""

    at_least: Fraction
    amount: Money


@dataclass(frozen=True, slots=True)
class Brackets:
    """One amount by bracket of size; the whole size falls in one bracket."""

    measure: str
    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        _must_rise([step.at_least for step in self.steps])


@dataclass(frozen=True, slots=True)
class Slice:
    """Major units of currency owed for each unit of size from `at_least` to the next slice."""

    at_least: Fraction
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Marginal:
    """A rate by slice of size, as an income tax; `base` is owed whatever the size."""

    measure: str
    slices: tuple[Slice, ...]
    base: Money

    def __post_init__(self) -> None:
        _must_rise([piece.at_least for piece in self.slices])


@dataclass(frozen=True, slots=True)
class Percent:
    """A share (0 to 1) of a sum of money, between a floor and a cap."""

    measure: str
    rate: Fraction
    currency: str
    floor: Money | None = None
    cap: Money | None = None

    def __post_init__(self) -> None:
        if self.floor is not None and self.cap is not None and self.cap < self.floor:
            raise ValueError("the cap is under the floor")


@dataclass(frozen=True, slots=True)
class Free:
    """An amount that the member chooses; neither reduced nor shared by time."""

    minimum: Money
    suggested: Money


@dataclass(frozen=True, slots=True)
class Zero:
    """Nothing is owed."""

    currency: str


Rule = Flat | Brackets | Marginal | Percent | Free | Zero


class ProRata(Enum):
    """By which part of the year a newcomer's dues are shared; the part under way is owed whole."""

    NONE = "none"
    MONTHS = "months"
    QUARTERS = "quarters"
    HALVES = "halves"

    @property
    def months(self) -> int:
        """How long one part is, in months."""
        return {"none": 12, "months": 1, "quarters": 3, "halves": 6}[self.value]


@dataclass(frozen=True, slots=True)
class Reduction:
    """A named waiver: a share (0 to 1) or an amount, for the days of `period` when it has one."""

    code: str
    name: str
    rate: Fraction | None = None
    amount: Money | None = None
    keeps_floor: bool = False  # never brings a percentage under its own floor
    period: Period | None = None

    def __post_init__(self) -> None:
        if (self.rate is None) == (self.amount is None):
            raise ValueError("a reduction is a rate or an amount")
        if self.rate is not None and not 0 <= self.rate <= 1:
            raise ValueError("a rate goes from 0 to 1")
        if self.amount is not None and self.amount.minor < 0:
            raise ValueError("a reduction cannot be negative")


LABELS = {
    "flat": _("Cotisation annuelle"),
    "bracket": _("Cotisation de la tranche à partir de %(at_least)s"),
    "marginal_base": _("Part fixe"),
    "slice": _("%(units)s × %(rate)s"),
    "percent": _("%(percent)s de %(size)s"),
    "floor": _("Complément jusqu’au plancher de %(floor)s"),
    "cap": _("Retenue au plafond de %(cap)s"),
    "free": _("Montant choisi"),
    "free_suggested": _("Montant suggéré"),
    "zero": _("Aucune cotisation"),
    "reduction_rate": _("%(name)s (%(percent)s)"),
    "reduction_amount": _("%(name)s"),
    "pro_rata_months": _("Adhésion en cours d’année : %(owed)s mois sur 12"),
    "pro_rata_quarters": _("Adhésion en cours d’année : %(owed)s trimestres sur 4"),
    "pro_rata_halves": _("Adhésion en cours d’année : %(owed)s semestres sur 2"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the calculation: what it is called and what it adds (or takes away)."""

    label_code: str
    amount: Money
    params: Mapping[str, Any] = field(default_factory=dict)

    def label(self, locale: str = "fr") -> str:
        """Return the wording in the active language, figures laid out for `locale`."""
        words = {name: _laid_out(name, value, locale) for name, value in self.params.items()}
        return str(LABELS[self.label_code]) % words


@dataclass(frozen=True, slots=True)
class Assessment:
    """An amount, and the lines that explain it and add up to it."""

    amount: Money
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of an amount, owed on a day."""

    due: date
    amount: Money


def _must_rise(starts: Sequence[Fraction]) -> None:
    if not starts or list(starts) != sorted(set(starts)):
        raise ValueError("steps start from different sizes, smallest first")


def _laid_out(name: str, value: Any, locale: str) -> str:
    babel = locale.replace("-", "_")
    if isinstance(value, Money):
        return value.format(locale)
    if isinstance(value, Fraction | Decimal | int):
        number = (
            Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)
        )
        if name == "percent":
            return str(format_percent(number, format="#,##0.####\u00a0%", locale=babel))
        return str(format_decimal(number, format="#,##0.####", locale=babel))
    return str(value)
