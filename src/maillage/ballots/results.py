"""A declared result, ready to be read: figures, sentences, tables. From what was kept, nothing is counted again here."""

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from maillage.ballots import rules
from maillage.ballots.ballot_forms import grade_words, said
from maillage.ballots.colleges import college_label
from maillage.ballots.counting import Candidate, Event, Outcome, Stage, Tie
from maillage.ballots.enums_votes import Method, Secrecy
from maillage.ballots.models import NominalVote, Question
from maillage.ballots.result_words import WORDS
from maillage.ballots.words import BESIDE, holder

Table = tuple[list[str], list[list[str]]]


@dataclass(frozen=True)
class Result:
    """What a page, the minutes or a screen say of a result."""

    question: Question
    verdict: str
    tone: str
    figures: list[tuple[Any, Any]] = field(default_factory=list)
    elected: list[str] = field(default_factory=list)
    substitutes: list[str] = field(default_factory=list)
    unconstrained: list[str] = field(default_factory=list)
    stages: Table | None = None
    colleges: Table | None = None
    sentences: list[str] = field(default_factory=list)
    rule: str = ""


def of(question: Question) -> Result | None:
    """The result of a declared question; None before."""
    said = question.outcome
    if not said or question.state != "declared":
        return None
    names = {one.number: one.label for one in question.options.all()}
    told = outcome(question, said)
    turnout = said["turnout"]
    used = (_("%(used)s sur %(rights)s") % turnout, _("Droits exercés"))
    if question.method == Method.YESNO:
        verdict = _("Adopté") if said["carried"] else _("Rejeté")
        figures = [(said["yes"], _("Pour")), (said["no"], _("Contre")), (said["abstain"], _("Abstention")),
                   (said["blank"], _("Blanc")), (said["invalid"], _("Nul")), (said["needed"], _("Voix nécessaires")),
                   used]  # fmt: skip
        return Result(question, verdict, "ok" if said["carried"] else "er", figures, colleges=_colleges(said),
                      sentences=told.sentences(WORDS), rule=rules.words(question.rule))  # fmt: skip
    elected = elected_names(said, names)
    if elected:
        verdict = _("Élection : %(names)s") % {"names": ", ".join(elected)}
        if said.get("advancing"):
            verdict = f"{verdict}. " + _("Un second tour est nécessaire")
    elif said.get("advancing"):
        verdict = _("Un second tour est nécessaire")
    else:
        verdict = _("Personne n’est élu")
    figures = [(said.get("valid", 0), _("Votes valables")), (said["blank"], _("Blanc")), (said["invalid"], _("Nul")),
               (question.seats, _("Sièges")), used]  # fmt: skip
    if said.get("quota"):
        figures.append((said["quota"], _("Quota")))
    constrained = said["unconstrained"] != said["elected"]
    return Result(
        question, verdict, "ok" if elected else "al", figures, elected, waiting_names(said, names),
        _names(said["unconstrained"], names) if constrained else [],
        _stages(question, said, told, names), sentences=[*told.sentences(WORDS), *_constraints(said, names)],
    )  # fmt: skip


def elected_names(said: dict[str, Any], names: dict[int, str]) -> list[str]:
    """Persons, each with their list where one votes for lists; lists with their seats where nobody is named."""
    if "seated" in said:
        return [f"{label} ({names.get(number, number)})" for number, _source, label in said["seated"]]
    if said.get("allocation") is not None:
        return [f"{names.get(int(one), one)} ({seats})" for one, seats in said["allocation"].items() if seats]
    return _names(said["elected"], names)


def waiting_names(said: dict[str, Any], names: dict[int, str]) -> list[str]:
    if "waiting" in said:
        return [f"{label} ({names.get(number, number)})" for number, _source, label in said["waiting"]]
    return _names(said["substitutes"], names)


def _names(numbers: list[int], names: dict[int, str]) -> list[str]:
    return [str(names.get(number, number)) for number in numbers]


def outcome(question: Question, said: dict[str, Any]) -> Outcome:
    """The kept outcome as `counting` renders it."""
    candidates = tuple(Candidate(one.number, one.label, one.college) for one in question.options.all())
    stages = tuple(
        Stage(one["stage"], {int(number): total for number, total in one["totals"].items()}, one["exhausted"],
              tuple(Event(event["candidate"], event["event"]) for event in one["events"]))
        for one in said["stages"]
    )  # fmt: skip
    ties = tuple(
        Tie(one["stage"], tuple(one["candidates"]), one["how"], one["chosen"], one["what"]) for one in said["ties"]
    )
    words = grade_words()
    notes = tuple((key, {**params, "grade": words.get(params["grade"], params["grade"])} if "grade" in params else params)
                  for key, params in said["notes"])  # fmt: skip
    return Outcome(question.method, candidates, question.seats, said.get("valid") or 0, said["invalid"], said.get("quota"),
                   tuple(said["elected"]), stages, ties, notes=notes)  # fmt: skip


def _stages(question: Question, said: dict[str, Any], told: Outcome, names: dict[int, str]) -> Table | None:
    if said.get("quotients"):
        head = {"list": _("Liste"), "votes": _("Voix"), "seats": _("Sièges"), "whole": _("Sièges entiers"),
                "remainder": _("Reste")}  # fmt: skip
        headers, rows = said["quotients"]
        return [str(head.get(one, one)) for one in headers], [
            [names.get(int(row[0]), row[0]), *row[1:]] for row in rows
        ]
    if not told.stages:
        return None
    return told.as_table(WORDS)


def _colleges(said: dict[str, Any]) -> Table | None:
    if not said.get("by_college"):
        return None
    heads = [_("Collège"), _("Pour"), _("Contre"), _("Abstention"), _("Blanc")]
    return heads, [
        [
            college_label(college) or _("Réunis"),
            *(str(votes.get(name, 0)) for name in ("yes", "no", "abstain", "blank")),
        ]
        for college, votes in said["by_college"].items()
    ]


def _constraints(said: dict[str, Any], names: dict[int, str]) -> list[str]:
    reasons = {
        "reserved": _("siège réservé"),
        "most": _("plus de sièges que permis pour ce collège"),
        "parity": _("parité"),
    }
    told = []
    for left, taken, reason, _college in said.get("swaps", ()):
        words = {"taken": names.get(taken, "–"), "left": names.get(left, "–"), "why": reasons.get(reason, reason)}
        told.append(_("%(taken)s siège à la place de %(left)s : %(why)s.") % words)
    if said.get("obeyed") is False:
        told.append(_("Les candidatures ne permettent pas la parité demandée."))
    return told


def named(question: Question, reader: Any) -> list[tuple[NominalVote, str, str]]:
    """(vote, who has the right, what was voted) of a declared vote by name, as this reader may read the names."""
    if question.secrecy != Secrecy.NOMINAL or question.state != "declared":
        return []
    return [(vote, holder(vote.use.right, reader), said(question, vote.choice)) for vote in nominal(question)]


def nominal(question: Question) -> list[NominalVote]:
    """The votes by name, in order of name."""
    return list(
        NominalVote.objects.filter(use__question=question).select_related(
            *(f"use__right__{name}" for name in BESIDE), "by").order_by(
            "use__right__name", "use__right__seat")
    )  # fmt: skip
