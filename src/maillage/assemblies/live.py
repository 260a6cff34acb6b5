"""What everybody in the room may see of a meeting as it goes, and the beat that tells that it changed.

Public facts alone: who is withheld is not named, an open vote shows how many voted, never how.
"""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from maillage.assemblies import agenda, quorum
from maillage.assemblies.enums import ItemState
from maillage.assemblies.models import Assembly, Screen, Speech
from maillage.assemblies.quorum_rules import Quorum
from maillage.assemblies.session_enums import SpeechState
from maillage.assemblies.speakers import Floor, floor_of
from maillage.ballots.enums_votes import QuestionState, Secrecy
from maillage.ballots.models import Question
from maillage.organisations.models import Person

SHOWN = 6  # speakers whose names are shown
STEADY = 5  # characters of the beat that a turnout does not move
COUNTED = (Secrecy.NOMINAL, Secrecy.CONFIDENTIAL)


@dataclass
class Live:
    """A meeting now."""

    assembly: Assembly
    screen: Screen
    quorum: Quorum
    lines: list[agenda.Line]
    floor: Floor
    questions: list[Question]  # each with `used`: rights that voted

    @property
    def current(self) -> agenda.Line | None:
        return next((line for line in self.lines if line.item.pk == self.assembly.current_item_id), None)

    @property
    def next(self) -> agenda.Line | None:
        """The first item left to take up, after the one under way if there is one."""
        at = next((n for n, line in enumerate(self.lines) if line is self.current), -1)
        left = [line for line in self.lines if line.item.state == ItemState.PLANNED]
        after = [line for line in self.lines[at + 1 :] if line.item.state == ItemState.PLANNED]
        return next(iter(after or left), None)

    @property
    def open_votes(self) -> list[Question]:
        return [one for one in self.questions if one.state == QuestionState.OPEN]

    @property
    def declared(self) -> Question | None:
        """The last result, until the meeting passes to another item."""
        told = [one for one in self.questions if one.state == QuestionState.DECLARED and one.declared_at]
        last = max(told, key=lambda one: (one.declared_at, one.pk), default=None)
        since = self.assembly.current_item.started_at if self.assembly.current_item else None
        return last if last and last.declared_at and (since is None or last.declared_at >= since) else None


def live(assembly: Assembly, screen: Screen | None = None) -> Live:
    """A fixed number of questions."""
    screen = screen or Screen.objects.get_or_create(assembly=assembly)[0]
    lines = agenda.tree(assembly)
    rows = Question.objects.filter(roll=assembly.roll_id) if assembly.roll_id else Question.objects.none()
    questions = list(rows.annotate(used=Count("uses")).order_by("number").prefetch_related("options"))
    return Live(assembly, screen, quorum.quorum_of(assembly), lines, floor_of(assembly, screen), questions)


def voters(one: Live) -> int:
    """Rights that may vote."""
    return int(one.assembly.roll.rights.filter(active=True).count()) if one.assembly.roll else 0


def result(question: Question, hidden: set[str] = frozenset()) -> dict[str, Any]:  # type: ignore[assignment]
    """A declared result in words: {"verdict", "carried", "lines": [(word, number)], "elected": [names]}."""
    said = question.outcome or {}
    carried = said.get("carried")
    words = (("yes", _("Pour")), ("no", _("Contre")), ("abstain", _("Abstentions")), ("blank", _("Blancs")))
    labels = {one.number: one.label for one in question.options.all()}
    elected = [labels.get(number, str(number)) for number in said.get("elected") or ()]
    if "seated" in said:  # by lists: the persons
        elected = [label for _list, _source, label in said["seated"]]
    return {
        "verdict": verdict(said), "carried": carried,
        "lines": [(word, said[name]) for name, word in words if said.get(name) is not None],
        "elected": [_("Une personne") if name in hidden else name for name in elected],
    }  # fmt: skip


def verdict(said: dict[str, Any]) -> str:
    """A result in a word; nothing where the names of the elected say it."""
    if said.get("carried") is not None:
        return _("Adopté") if said["carried"] else _("Rejeté")
    if said.get("advancing"):
        return _("Un second tour est nécessaire")
    return "" if said.get("elected") else _("Personne n’est élu")


def public_name(speech: Speech, hidden: set[str]) -> str:
    return _("Une personne") if (speech.person and speech.person.withheld) or speech.name in hidden else speech.name


def withheld_names(texts: set[str]) -> set[str]:
    """Which of these texts name someone who is withheld: a name typed by hand is one too."""
    if not texts:
        return set()
    return {str(one) for one in Person.objects.filter(withheld=True).only("first_name", "last_name")} & texts


def facts(one: Live) -> dict[str, Any]:
    """What the screen of the room shows."""
    vote, declared, floor = next(iter(one.open_votes), None), one.declared, one.floor
    options = declared.options.all() if declared else ()
    chosen = {name for option in options for name in (option.label, *option.names)}
    shown = [speech for speech in (floor.speaking, *floor.waiting[:SHOWN]) if speech]
    hidden = withheld_names(chosen | {speech.name for speech in shown})
    return {
        "state": one.assembly.state, "title": one.assembly.title,
        "quorum": {"text": quorum.told(one.quorum), "counted": one.quorum.counted, "needed": one.quorum.needed,
                   "entitled": one.quorum.entitled, "reached": one.quorum.reached, "kind": one.quorum.rule.kind},
        "current": line_of(one.current), "next": line_of(one.next),
        "speaking": speech_of(floor.speaking, hidden),
        "waiting": [speech_of(speech, hidden) for speech in floor.waiting[:SHOWN]],
        "more": max(len(floor.waiting) - SHOWN, 0), "minutes": one.screen.speech_minutes,
        "vote": vote and {"title": vote.title, "secrecy": vote.get_secrecy_display(), "counted": vote.secrecy in COUNTED,
                          "used": getattr(vote, "used", 0), "of": voters(one)},
        "result": declared and {"title": declared.title, **result(declared, hidden)},
    }  # fmt: skip


def line_of(line: agenda.Line | None) -> dict[str, str] | None:
    if line is None:
        return None
    return {"code": line.code, "title": line.item.title, "kind": line.item.get_kind_display()}


def speech_of(speech: Speech | None, hidden: set[str]) -> dict[str, str] | None:
    if speech is None:
        return None
    since = speech.started_at.isoformat() if speech.started_at and speech.state == SpeechState.SPEAKING else ""
    return {"name": public_name(speech, hidden), "kind": speech.get_kind_display(), "code": speech.kind, "since": since}


def beat(one: Live, told: dict[str, Any]) -> str:
    """Eight characters that change when anything that a page of the session shows does. The last three tell how many have
    voted: the phones of the room follow the first ones alone, or each ballot would make everybody ask their page again."""
    vote, turnout = told["vote"], [(row.pk, getattr(row, "used", 0)) for row in one.open_votes]
    inside = [
        [(line.item.pk, line.item.state, line.item.title) for line in one.lines],
        [speech.pk for speech in one.floor.waiting], [(row.pk, row.state, row.version) for row in one.questions],
        one.screen.alternation, one.quorum.present, one.quorum.represented,
    ]  # fmt: skip
    steady = digest([told | {"vote": vote and vote | {"used": 0}}, inside])
    return steady[:STEADY] + digest([turnout])[: 8 - STEADY]


def digest(facts: list[Any]) -> str:
    return hashlib.sha256(json.dumps(facts, sort_keys=True, default=str).encode()).hexdigest()
