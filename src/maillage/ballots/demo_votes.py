"""The demonstration's votes on the roll of the consultation: one declared by name, one confidential and opened, one that is
open for days, one typed by two tellers who differ, one in preparation."""

import random
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.timezone import now

from maillage.accounts.models import DEMO_DOMAIN, User
from maillage.ballots.actions import count, keys, questions, tellers, votes
from maillage.ballots.models import Question, Roll
from maillage.organisations.models import Person


def write(context: Any) -> None:
    roll = Roll.objects.filter(title=f"Consultation des membres {context.today.year}", state="frozen").first()
    if roll is None or roll.questions.exists():
        return
    by = User.objects.filter(email=f"amina.sarr{DEMO_DOMAIN}").first()
    dice = random.Random(7)  # noqa: S311 (invented votes)
    people = list(Person.objects.filter(pk__in=roll.rights.active().values("delegate")).order_by("pk"))
    by_name(roll, people, dice, by)
    confidential(roll, people, dice, by)
    for_days(roll, people[::3], dice, by)
    by_hands(roll, by)
    questions.draft(roll=roll, title="Faut-il tenir la prochaine assemblée en région ?", remote=True, by=by,
                    text="Les frais de route seraient remboursés.")  # fmt: skip


def cast(question: Question, people: list[Person], dice: random.Random, choices: list[Any]) -> None:
    for person in people:
        try:
            votes.cast(question=question, person=person, choices=dice.choice(choices))
        except ValidationError:  # someone gave their proxy
            continue


def by_name(roll: Roll, people: list[Person], dice: random.Random, by: Any) -> None:
    question = questions.draft(roll=roll, title="Adoptez-vous le plan d’action à trois ans ?", remote=True, by=by,
                               text="Le plan a été lu par les tables de concertation en automne.")  # fmt: skip
    question = questions.open_vote(question=question, by=by)
    cast(question, people[1:], dice, ["yes", "yes", "yes", "no", "abstain"])
    question = questions.close_vote(question=question, by=by)
    count.declare(question=question, by=by)


def confidential(roll: Roll, people: list[Person], dice: random.Random, by: Any) -> None:
    """Where there are enough rights for a vote to be confidential."""
    question = questions.draft(roll=roll, title="Quel thème pour la campagne de l’an prochain ?", method="irv", remote=True,
                               secrecy="confidential", options=["Eau", "Climat", "Travail digne"], by=by)  # fmt: skip
    code = keys.prepare(question=question, by=by)
    question = keys.acknowledge(question=question, code=code, by=by)
    try:
        question = questions.open_vote(question=question, by=by)
    except ValidationError as error:
        questions.cancel(question=question, reason=str(error.messages[0])[:500], by=by)
        return
    cast(question, people, dice, [[[1], [2]], [[2], [1], [3]], [[3], [2]], [[2]], "blank"])
    question = questions.close_vote(question=question, by=by)
    question = keys.open_urn(question=question, code=code, by=by)
    count.declare(question=question, by=by)


def for_days(roll: Roll, people: list[Person], dice: random.Random, by: Any) -> None:
    question = questions.draft(roll=roll, title="Notre réseau doit-il signer l’appel pour la justice climatique ?", by=by,
                               remote=True, closes_at=now() + timedelta(days=6))  # fmt: skip
    cast(questions.open_vote(question=question, by=by), people, dice, ["yes", "yes", "no"])


def by_hands(roll: Roll, by: Any) -> None:
    question = questions.draft(
        roll=roll, title="Approuvez-vous l’ordre du jour de la consultation ?", secrecy="hands", by=by
    )
    question = questions.open_vote(question=question, by=by)
    other = User.objects.filter(is_active=True).exclude(pk=by.pk if by else None).order_by("pk").first()
    if by is None or other is None:
        return
    most = sum(roll.rights.active().values_list("weight", flat=True))
    for sheet, (teller, yes) in enumerate(((by, most - 1), (other, most)), 1):
        tellers.enter(question=question, teller=teller, sheet=sheet, content={"yes": yes}, by=teller)
    questions.close_vote(question=question, by=by)
