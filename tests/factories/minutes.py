"""A meeting held from beginning to end, for a test of what remains of it."""

from types import SimpleNamespace
from typing import Any

from django.utils.timezone import localdate

from maillage.assemblies.actions import session
from maillage.ballots.actions import count, keys, questions, votes
from maillage.ballots.models import Question
from maillage.minutes import actions, blocks
from maillage.minutes.enums import Signing
from tests.assemblies import holding
from tests.factories import votes as ballots


def vote(found: SimpleNamespace, choices: list[Any], **values: Any) -> Question:
    """A question of the meeting's roll, voted, closed and declared."""
    question = ballots.question(found.roll, **values)
    for (person, _right), choice in zip(ballots.voters(found.roll), choices, strict=False):
        votes.cast(question=question, person=person, choices=choice)
    code = getattr(question, "code", "")
    question = questions.close_vote(question=question, by=None)
    if code:
        question = keys.open_urn(question=question, code=code, by=None)
    return count.declare(question=question, by=None)


def held(voters: int = 6, *, by: Any = None) -> SimpleNamespace:
    """`.assembly` closed, `.item`, `.question` (4 for, 1 against, 1 abstention), `.people`, `.roll`."""
    found = holding.meeting(voters)
    item = holding.item(found.assembly, "Comptes de l’année", text="Les comptes sont approuvés.")
    holding.opened(found, *found.people)
    found.assembly.secretary = found.people[1]
    found.assembly.save()
    found.item = item
    found.question = vote(found, ["yes", "yes", "yes", "yes", "no", "abstain"], title="Approuver les comptes",
                          source=f"item:{item.pk}")  # fmt: skip
    found.close = lambda: close(found)
    return found


def close(found: SimpleNamespace) -> Any:
    session.close(assembly=found.assembly, by=None)
    found.assembly.refresh_from_db()
    return found.assembly


def drafted(**options: Any) -> SimpleNamespace:
    found = held(**options)
    close(found)
    found.minutes = actions.draft(assembly=found.assembly, by=None)
    return found


def sign(found: SimpleNamespace) -> SimpleNamespace:
    """Its minutes read over, adopted and signed by two people."""
    if not hasattr(found, "minutes"):
        found.minutes = actions.draft(assembly=found.assembly, by=None)
    actions.send_to_review(minutes=found.minutes, by=None)
    found.minutes = actions.adopt(minutes=found.minutes, on=localdate(), decision="À l’unanimité", by=None)
    actions.sign(minutes=found.minutes, office=Signing.CHAIR, person=found.people[0], by=None)
    actions.sign(minutes=found.minutes, office=Signing.SECRETARY, person=found.people[1], by=None)
    found.minutes.refresh_from_db()
    return found


def signed(**options: Any) -> SimpleNamespace:
    return sign(drafted(**options))


def write_table(found: SimpleNamespace) -> None:
    """A table and a name that would be markup, in its minutes."""
    version = found.minutes.text
    version.sections[0]["facts"].append(blocks.table("Un <b>tableau</b>", ["Nom", "Voix"], [["<b>Ada</b>", 3]]))
    version.save()
