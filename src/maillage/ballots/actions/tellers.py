"""Hands and paper: two people type what they counted, apart; they must say the same. Paper ballots handed out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.timezone import now

from maillage.audit import journal
from maillage.ballots import sheets
from maillage.ballots.actions.refusals import locked, refuse
from maillage.ballots.ballot_forms import form_of
from maillage.ballots.choices import ChoiceError, check
from maillage.ballots.enums_votes import QuestionState, Secrecy, SheetKind, UseRoute
from maillage.ballots.models import Question, Right, RightUse, TellerSheet


def kind_of(question: Question) -> str:
    """What is counted by hand for a question; "" when nothing is."""
    if question.secrecy == Secrecy.HANDS:
        return SheetKind.HANDS
    return SheetKind.PAPER if question.takes_paper else ""


@transaction.atomic
def hand_paper(*, question: Question, right: Right, by: Any) -> RightUse:
    """A paper ballot is handed out for a right: from now it votes on paper alone. Who handed it out, and for which right,
    is in the journal: a ballot of paper says nothing of itself, and nobody fills the urn in the name of those away."""
    question = locked(question)
    if not question.takes_paper:
        raise refuse("not_paper")
    if question.state != QuestionState.OPEN:
        raise refuse("not_open" if question.state == QuestionState.DRAFT else "closed")
    if not right.active or right.roll_id != question.roll_id:
        raise refuse("no_right")
    used = RightUse.objects.filter(question=question, right=right).first()
    if used is not None:
        raise refuse("used_paper" if used.route == UseRoute.PAPER else "used", name=right.name)
    try:
        with transaction.atomic():
            use = RightUse.objects.create(question=question, right=right, route=UseRoute.PAPER)
    except IntegrityError as error:
        raise refuse("used", name=right.name) from error
    journal.record("question.paper_handed", question, by=by, changes={"right": [None, right.pk]})
    return use


@transaction.atomic
def take_back(*, question: Question, right: Right, by: Any) -> None:
    """A paper ballot handed out by mistake is given back before the close: the right is free again."""
    question = locked(question)
    if question.state != QuestionState.OPEN:
        raise refuse("closed")
    gone, _rows = RightUse.objects.filter(question=question, right=right, route=UseRoute.PAPER).delete()
    if not gone:
        raise refuse("no_paper", name=right.name)
    journal.record("question.paper_returned", question, by=by, changes={"right": [right.pk, None]})


@transaction.atomic
def enter(*, question: Question, teller: Any, sheet: int, content: dict[str, Any], by: Any) -> TellerSheet:
    """Type a sheet (1 or 2, each by another person; 3 once these two differ), or correct one's own.

    `content`: totals of a yes/no vote, or {"ballots": [[count, choice], …], "invalid": n}. Raises ValidationError.
    """
    question = locked(question)
    kind = kind_of(question)
    if not kind:
        raise refuse("no_sheet")
    if question.state not in (QuestionState.OPEN, QuestionState.CLOSED):
        raise refuse("state", state=question.get_state_display())
    rows = {row.sheet: row for row in question.sheets.filter(kind=kind)}
    _order(rows, sheet, teller)
    clear = _clear(question, content)
    most = _most(question, kind)
    if sheets.total(clear) > most:
        raise refuse("too_many", given=sheets.total(clear), most=most)
    row = rows.get(sheet) or TellerSheet(question=question, kind=kind, sheet=sheet)
    before = row.content
    row.teller, row.content, row.entered_at = teller, clear, now()
    row.save()
    changes = {"sheet": [None, sheet], "count": [before and sheets.total(before), sheets.total(clear)]}
    journal.record("question.sheet_typed", question, by=by, changes=changes)
    return row


def _order(rows: dict[int, TellerSheet], sheet: int, teller: Any) -> None:
    """Nobody writes on another's sheet, nor two of the sheets: one person alone would settle a difference."""
    if sheet not in (1, 2, 3):
        raise refuse("sheet_number")
    if sheet in rows and rows[sheet].teller_id != teller.pk:
        raise refuse("other_teller")
    if sheet == 3:
        if not {1, 2} <= set(rows):
            raise refuse("sheet_number")
        if rows[1].content == rows[2].content:
            raise refuse("third")
    if any(row.teller_id == teller.pk for number, row in rows.items() if number != sheet):
        raise refuse("same_teller")


def _clear(question: Question, content: dict[str, Any]) -> dict[str, Any]:
    """The content in its one writing."""
    try:
        if question.shape == "yesno":
            return sheets.totals(content)
        form = form_of(question)
        invalid = content.get("invalid") or 0
        if isinstance(invalid, bool) or not isinstance(invalid, int) or invalid < 0:
            raise ValueError("invalid")
        return sheets.lines(form, sheets.written({"ballots": [
            [int(count), check(form, choice)] for count, choice in content.get("ballots", ()) if int(count) > 0
        ]}), invalid)  # fmt: skip
    except ChoiceError as error:
        raise ValidationError(error.message(), code=error.code) from error
    except (ValueError, TypeError) as error:
        raise refuse("figures") from error


def _most(question: Question, kind: str) -> int:
    """Hands are worth the votes of the roll; paper ballots are at most those handed out."""
    if kind == SheetKind.PAPER:
        return question.uses.filter(route=UseRoute.PAPER).count()
    return question.roll.rights.active().aggregate(all=Sum("weight"))["all"] or 0


def agreed(question: Question) -> dict[str, Any] | None:
    """What two sheets say alike, or None while they do not; the third settles between the first two."""
    rows = {row.sheet: row.content for row in question.sheets.filter(kind=kind_of(question))}
    if 1 in rows and rows.get(1) == rows.get(2):
        return rows[1]
    if 3 in rows and rows[3] in (rows.get(1), rows.get(2)):
        return rows[3]
    return None


def settled(question: Question) -> dict[str, Any] | None:
    """The agreed sheet of a question that has one to count. Raises ValidationError while it is missing."""
    kind = kind_of(question)
    if not kind:
        return None
    if kind == SheetKind.PAPER and question.is_online and not _most(question, kind):
        return None  # no paper ballot was handed out
    found = agreed(question)
    if found is None:
        typed = question.sheets.filter(kind=kind).count()
        raise refuse("sheets_differ" if typed >= 2 else "sheets_missing")
    return found
