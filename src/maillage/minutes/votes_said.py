"""A declared vote in words and in a table: what the minutes, the register and the record say of it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question
from maillage.ballots.result_words import WORDS
from maillage.minutes import blocks
from maillage.minutes.blocks import Block


def names(question: Question) -> dict[int, str]:
    return {option.number: option.label for option in question.options.all()}


def result(question: Question) -> str:
    """« Adopté : 34 pour, 5 contre, 3 abstentions. », or who is elected."""
    if question.state == QuestionState.CANCELLED:
        return _("Vote annulé : %(why)s") % {"why": question.cancel_reason}
    outcome = question.outcome or {}
    if outcome.get("elected") is not None and question.method != "yesno":
        return elected(question, outcome)
    verdict = _("Adopté") if outcome.get("carried") else _("Rejeté")
    said = _("%(verdict)s : %(figures)s.") % {"verdict": verdict, "figures": figures(outcome)}
    tie = WORDS.get(f"tie_{outcome.get('tie')}")  # equal votes: why it fell, or whose voice decided
    return f"{said} {tie}" if tie else said


def elected(question: Question, outcome: dict[str, Any]) -> str:
    known = names(question)
    chosen = [known.get(number, str(number)) for number in outcome.get("elected") or []]
    if not chosen:
        return _("Personne n’est élu.")
    return ngettext("Est élue ou retenue : %(names)s.", "Sont élues ou retenues : %(names)s.", len(chosen)) % {
        "names": ", ".join(chosen)
    }


def figures(outcome: dict[str, Any]) -> str:
    """« 34 pour, 5 contre, 3 abstentions »."""
    yes, no = int(outcome.get("yes") or 0), int(outcome.get("no") or 0)
    abstain, blank = int(outcome.get("abstain") or 0), int(outcome.get("blank") or 0)
    parts = [_("%(n)s pour") % {"n": yes}, _("%(n)s contre") % {"n": no},
             ngettext("%(n)s abstention", "%(n)s abstentions", abstain) % {"n": abstain}]  # fmt: skip
    if blank:
        parts.append(ngettext("%(n)s bulletin blanc", "%(n)s bulletins blancs", blank) % {"n": blank})
    return ", ".join(parts)


def lines(question: Question) -> Iterator[str]:
    """How it was voted, what was required, how many took part."""
    outcome = question.outcome or {}
    yield _("Vote : %(how)s.") % {"how": question.get_secrecy_display()}
    if question.method == "yesno" and outcome.get("needed") is not None:
        yield _("Il fallait %(needed)s voix, sur une base de %(base)s.") % {
            "needed": outcome["needed"], "base": outcome.get("base") or 0,
        }  # fmt: skip
    turnout = outcome.get("turnout") or {}
    if turnout.get("rights"):
        yield _("Droits exercés : %(used)s sur %(rights)s.") % {
            "used": turnout.get("used", 0),
            "rights": turnout["rights"],
        }
    if source := (question.rule or {}).get("source"):
        yield _("Règle : %(source)s") % {"source": source}


def stage_table(question: Question) -> Block | None:
    """The stage table of an election, candidates in rows; none when it has a single stage and no quota."""
    outcome = question.outcome or {}
    stages = [stage for stage in outcome.get("stages") or [] if isinstance(stage, dict)]
    if not stages or question.method == "yesno":
        return None
    known = names(question)
    head = [_("Candidature"), *(_("Tour %(n)s") % {"n": stage.get("stage", n)} for n, stage in enumerate(stages, 1))]
    numbers = sorted({int(number) for stage in stages for number in stage.get("totals", {})})
    rows = [
        [known.get(number, number), *(str(stage.get("totals", {}).get(str(number), "")) for stage in stages)]
        for number in numbers
    ]
    rows.append([_("Épuisés"), *(str(stage.get("exhausted", "")) for stage in stages)])
    return blocks.table(_("Dépouillement, tour par tour"), head, rows)


def facts(question: Question) -> Iterator[Block]:
    """The blocks of one vote in the minutes."""
    outcome = question.outcome or {}
    kept = outcome.get("carried") if question.method == "yesno" else outcome.get("elected")
    tone = "ok" if kept else "er"
    yield blocks.decision(question.title, result(question), lines(question), tone)
    if stages := stage_table(question):
        yield stages
    known = names(question)
    if substitutes := outcome.get("substitutes"):
        yield blocks.listing(_("Suppléance, dans l’ordre"), [known.get(number, number) for number in substitutes])
