"""What the public reads before applying: dues worked out on examples, the charter."""

from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.billing import words as money
from maillage.members import words
from maillage.network import current
from maillage.network.fees import BracketFee, FlatFee, FreeFee, PercentFee
from maillage.network.mission import Charter

BUDGETS = (50_000, 500_000, 5_000_000)


def of(category: str) -> list[tuple[str, str]]:
    """(case, amount) for a category, from the schedule of today."""
    profile = current.profile()
    schedule = profile.schedule_on(localdate())
    rule = schedule.rule_for(category) if schedule else None
    currency = profile.currency

    def size(measure: str, value: Any) -> str:
        if measure == "budget":
            return money.show(int(value * 10**profile.digits), currency)
        return number_format(value, decimal_pos=0, force_grouping=True)

    match rule:
        case None:
            return []
        case FlatFee():
            return [(_("Par an"), money.show(rule.amount, currency))]
        case FreeFee():
            least = [(_("Au moins"), money.show(rule.minimum, currency))] if rule.minimum else []
            return [(_("Montant libre, suggéré"), money.show(rule.suggested, currency)), *least]
        case BracketFee():
            label = words.MEASURES[rule.measure]
            cases = [_("%(measure)s : à partir de %(size)s") % {"measure": label, "size": size(rule.measure, step.at_least)}
                     for step in rule.steps]  # fmt: skip
            if len(cases) > 1 and not rule.steps[0].at_least:
                second = size(rule.measure, rule.steps[1].at_least)
                cases[0] = _("%(measure)s : moins de %(size)s") % {"measure": label, "size": second}
            return [(case, money.show(step.amount, currency)) for case, step in zip(cases, rule.steps, strict=True)]
        case PercentFee():
            percent = number_format((Decimal(rule.rate.numerator) * 100 / Decimal(rule.rate.denominator)).normalize())
            bounds = [(_("Au moins"), rule.floor), (_("Au plus"), rule.cap)]
            told = [(label, money.show(bound, currency)) for label, bound in bounds if bound is not None]
            return told + [
                (_("%(percent)s %% d’un budget de %(size)s") % {"percent": percent, "size": size("budget", budget)},
                 money.show(due, currency))
                for budget in BUDGETS
                if (due := rule.amount_for(budget, profile.digits)) not in (rule.floor, rule.cap)
            ]  # fmt: skip
    return [(_("Par an"), _("rien à payer"))]


def charter(text: Charter) -> dict[str, Any]:
    """The charter in force, in the reader's language."""
    lang = words.lang()
    return {
        "version": text.version, "title": text.title.text(lang), "adopted_on": text.adopted_on,
        "preamble": text.preamble.text(lang) if text.preamble else "",
        "principles": [(one.number, one.title.text(lang), one.text.text(lang)) for one in text.principles],
        "commitment": text.commitment.text(lang) if text.commitment else "",
    }  # fmt: skip
