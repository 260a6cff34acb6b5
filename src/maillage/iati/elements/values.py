"""Values as XML writes them and as the house holds them: dates, numbers, yes or no. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal


class Unheld(Refusal):
    """A value that the schema lets through and that no column can hold."""

    MESSAGES = {
        "date": _("La date « %(said)s » ne peut pas être lue."),
        "number": _("Le nombre « %(said)s » ne peut pas être lu."),
        "too_long": _("« %(path)s » est trop long : %(most)s signes au plus."),
        "range": _("« %(path)s » n’est pas entre %(least)s et %(most)s."),
        "no_identifier": _("L’identifiant de l’activité manque."),
        "control": _("« %(path)s » contient un signe interdit."),
    }


@dataclass(frozen=True)
class Conversion:
    """How a value is read, written, and what stands for none."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    empty: Any = ""


def _date(said: str) -> date:
    try:
        return date.fromisoformat(said.strip()[:10])
    except ValueError as error:
        raise Unheld("date", said=said[:40]) from error


def _moment(said: str) -> datetime:
    said = re.sub(r"(\.\d{6})\d+", r"\1", said.strip())
    try:
        found = datetime.fromisoformat(said)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise Unheld("date", said=said[:40]) from error


def _number(said: str) -> Decimal:
    try:
        found = Decimal(said.strip())
    except InvalidOperation as error:
        raise Unheld("number", said=said[:40]) from error
    if not found.is_finite():
        raise Unheld("number", said=said[:40])
    return found


def _whole(said: str) -> int:
    try:
        return int(said.strip())
    except ValueError as error:
        raise Unheld("number", said=said[:40]) from error


def plain(value: Decimal) -> str:
    """A number in its normal writing: no exponent, no zero that says nothing."""
    said = format(value, "f")
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return "0" if said in ("-0", "") else said.removeprefix("+")


text = Conversion(str.strip, str)
exact = Conversion(str, str, None)  # as written, an empty one too
lower = Conversion(lambda said: said.strip().lower(), str)
day = Conversion(_date, date.isoformat, None)
moment = Conversion(_moment, lambda value: value.astimezone(UTC).isoformat().replace("+00:00", "Z"), None)
decimal = Conversion(_number, plain, None)
whole = Conversion(_whole, str, None)
flag = Conversion(lambda said: said.strip() in ("1", "true"), lambda value: "1" if value else "0", None)
