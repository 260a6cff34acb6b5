"""A vote in words and in tables: what the minutes and the register say of it. The result is read as the votes' own pages
read it, so that a way of voting that comes later is told here too."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ballots import results
from maillage.ballots.enums_votes import Method, QuestionState
from maillage.ballots.models import Question
from maillage.ballots.result_words import WORDS
from maillage.minutes import blocks
from maillage.minutes.blocks import Block
from maillage.minutes.readers import veiled, withheld_names

MOST_COLUMNS = 7  # of a table on paper, beside the one that names the row
TOLD = (QuestionState.DECLARED, QuestionState.CANCELLED, QuestionState.CLOSED, QuestionState.OPEN)


def withheld(questions: Iterable[Question]) -> set[str]:
    """Names among the choices that nobody reads in minutes: one query for all."""
    options = [option for question in questions for option in question.options.all()]
    return withheld_names({name for option in options for name in (option.label, *option.names)})


def result(question: Question, hidden: set[str] | None = None) -> str:
    """« Adopté : 34 pour, 5 contre, 3 abstentions. », or who is elected."""
    if question.state == QuestionState.CANCELLED:
        return _("Vote annulé : %(why)s") % {"why": question.cancel_reason}
    found = results.of(question)
    if found is None:
        return _("Ce vote n’est pas encore dépouillé.")
    outcome = question.outcome or {}
    if question.method != Method.YESNO:
        return veiled(elected(found, outcome), withheld([question]) if hidden is None else hidden)
    verdict = _("Adopté") if outcome.get("carried") else _("Rejeté")
    said = _("%(verdict)s : %(figures)s.") % {"verdict": verdict, "figures": figures(outcome)}
    tie = WORDS.get(f"tie_{outcome.get('tie')}")  # equal votes: why it fell, or whose voice decided
    return f"{said} {tie}" if tie else said


def carried(question: Question) -> bool:
    """Is something decided: a proposal adopted, someone elected?"""
    outcome = question.outcome or {}
    return bool(outcome.get("carried") if question.method == Method.YESNO else outcome.get("elected"))


def elected(found: results.Result, outcome: dict[str, Any]) -> str:
    said = []
    if chosen := found.elected:
        said.append(ngettext("Est élue ou retenue : %(names)s.", "Sont élues ou retenues : %(names)s.", len(chosen))
                    % {"names": ", ".join(chosen)})  # fmt: skip
    if outcome.get("advancing"):
        said.append(_("Un second tour est nécessaire."))
    return " ".join(said) or _("Personne n’est élu.")


def figures(outcome: dict[str, Any]) -> str:
    """« 34 pour, 5 contre, 3 abstentions »."""
    yes, no = int(outcome.get("yes") or 0), int(outcome.get("no") or 0)
    abstain, blank, invalid = (int(outcome.get(name) or 0) for name in ("abstain", "blank", "invalid"))
    parts = [_("%(n)s pour") % {"n": yes}, _("%(n)s contre") % {"n": no},
             ngettext("%(n)s abstention", "%(n)s abstentions", abstain) % {"n": abstain}]  # fmt: skip
    if blank:
        parts.append(ngettext("%(n)s bulletin blanc", "%(n)s bulletins blancs", blank) % {"n": blank})
    if invalid:
        parts.append(ngettext("%(n)s bulletin nul", "%(n)s bulletins nuls", invalid) % {"n": invalid})
    return ", ".join(parts)


def lines(question: Question, found: results.Result | None) -> Iterator[str]:
    """How it was voted, what was required, how many took part, ties and lots, the rules that changed the result."""
    outcome = question.outcome or {}
    yield f"{question.get_secrecy_display()}."
    if found is None:
        return
    if question.method == Method.YESNO:
        if outcome.get("needed") is not None:
            yield _("Il fallait %(needed)s voix, sur une base de %(base)s.") % {
                "needed": outcome["needed"], "base": outcome.get("base") or 0,
            }  # fmt: skip
    else:
        yield _("Mode de scrutin : %(method)s.") % {"method": question.get_method_display()}
        told = [(value, label) for value, label in found.figures if value not in ("", None)]
        yield " – ".join(_("%(label)s : %(value)s") % {"label": label, "value": value} for value, label in told) + "."
    turnout = outcome.get("turnout") or {}
    if question.method == Method.YESNO and turnout.get("rights"):
        yield _("Droits exercés : %(used)s sur %(rights)s.") % {
            "used": turnout.get("used", 0), "rights": turnout["rights"],
        }  # fmt: skip
    tied = {str(word) for name, word in WORDS.items() if name.startswith("tie_") and question.method == Method.YESNO}
    yield from (line for line in found.sentences if line not in tied)  # a tie of for and against is in the result
    if found.unconstrained:
        names = ", ".join(found.unconstrained)
        yield _("Sans les règles de parité et de sièges réservés : %(names)s.") % {"names": names}
    if outcome.get("ties") and question.lot_seed and question.lot_seed not in " ".join(found.sentences):
        yield _("Graine du tirage au sort, publiée à l’ouverture : %(seed)s") % {"seed": question.lot_seed}
    if source := (question.rule or {}).get("source"):
        yield _("Règle : %(source)s") % {"source": source}


def tables(found: results.Result) -> Iterator[Block]:
    """The stages of the count and the votes of each college, cut where they are wider than a page."""
    if found.stages:
        head, rows = found.stages
        if found.question.outcome and not found.question.outcome.get("quotients"):
            head, rows = head[1:], [row[1:] for row in rows]  # the name is the head of the row, not its number
        yield from wide(_("Étapes du dépouillement"), head, rows)
    if found.colleges:
        yield from wide(_("Votes par collège"), *found.colleges)


def wide(title: str, head: list[str], rows: list[list[str]]) -> Iterator[Block]:
    width = len(head) - 1
    for start in range(1, width + 1, MOST_COLUMNS):
        cut = slice(start, start + MOST_COLUMNS)
        said = title if start == 1 else _("%(title)s (suite)") % {"title": title}
        yield blocks.table(said, [head[0], *head[cut]], [[row[0], *row[cut]] for row in rows])


def facts(question: Question, hidden: set[str]) -> Iterator[Block]:
    """The blocks of one vote in the minutes."""
    found = results.of(question)
    tone = "ok" if carried(question) else "er" if found or question.state == QuestionState.CANCELLED else ""
    told = [veiled(line, hidden) for line in lines(question, found)]
    yield blocks.decision(question.title, result(question, hidden), told, tone)
    if found is None:
        return
    for one in tables(found):
        yield {**one, "rows": [[veiled(cell, hidden) for cell in row] for row in one["rows"]]}
    if found.substitutes:
        yield blocks.listing(_("Suppléance, dans l’ordre"), [veiled(name, hidden) for name in found.substitutes])
