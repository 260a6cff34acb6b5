"""One expense among several grants: shares that never pass it, of which no cent is lost or made. Pure arithmetic."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.core.money import Money, Rounding, round_fraction

WHOLE = Decimal(100)


class SplitError(Refusal):
    """A split that cannot be."""

    MESSAGES: ClassVar = {
        "over": _("Les parts font %(total)s, pour une dépense de %(amount)s : enlevez %(excess)s."),
        "over_percent": _("Les parts font %(total)s %% : ramenez-les à 100 %% au plus."),
        "negative": _("Une part ne peut pas être négative."),
    }


def by_percent(amount: Money, percents: Sequence[Decimal]) -> list[Money]:
    """Shares of an amount by percents; what they leave out stays unshared. At 100 % they make the amount to the cent."""
    if any(percent < 0 for percent in percents):
        raise SplitError("negative")
    asked = sum(percents, Decimal(0))
    if asked > WHOLE:
        raise SplitError("over_percent", total=f"{asked.normalize():f}")
    if not asked:
        return [Money.zero(amount.currency) for _percent in percents]
    part = amount.minor * Fraction(asked) / 100
    whole = Money(min(amount.minor, round_fraction(part, Rounding.HALF_UP)), amount.currency)
    return whole.allocate(list(percents))


def must_fit(amount: Money, shares: Sequence[Money]) -> Money:
    """What the shares leave of an amount; refused when they pass it."""
    if any(share.minor < 0 for share in shares):
        raise SplitError("negative")
    told = sum((share.minor for share in shares), 0)
    if told > amount.minor:
        raise SplitError("over", total=Money(told, amount.currency), amount=amount,
                         excess=Money(told - amount.minor, amount.currency))  # fmt: skip
    return Money(amount.minor - told, amount.currency)


def valued(amount: int, value: Money, shares: Sequence[int]) -> list[Money]:
    """The shares of an expense told in another currency, where the whole of it is `value`: their sum follows exactly."""
    rest = amount - sum(shares)
    if not shares:
        return []
    return value.allocate([*shares, rest])[: len(shares)]
