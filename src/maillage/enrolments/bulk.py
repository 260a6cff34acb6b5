"""Verbs on many enrolments at once: each in its own transaction, what is refused is counted and said."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.enrolments import actions
from maillage.enrolments.models import Enrolment


def each(rows: QuerySet[Enrolment], act: Callable[[Enrolment], Any]) -> tuple[int, list[str]]:
    done, refused = 0, []
    for row in list(rows.order_by("created_at", "pk")):
        try:
            act(row)
            done += 1
        except ValidationError as error:
            refused.append(f"{row} : {error.messages[0]}")
    return done, refused


def told(sentence: str, refused: list[str]) -> str:
    if not refused:
        return sentence
    return " ".join([sentence, _("Pas fait : %(list)s") % {"list": " ; ".join(refused[:5])}])


def approve(rows: QuerySet[Enrolment], *, by: Any) -> str:
    done, refused = each(rows, lambda row: actions.approve(enrolment=row, by=by))
    return told(ngettext("%(n)s inscription approuvée.", "%(n)s inscriptions approuvées.", done) % {"n": done}, refused)


def cancel(rows: QuerySet[Enrolment], *, by: Any) -> str:
    done, refused = each(rows, lambda row: actions.cancel(enrolment=row, by=by))
    return told(ngettext("%(n)s inscription annulée.", "%(n)s inscriptions annulées.", done) % {"n": done}, refused)
