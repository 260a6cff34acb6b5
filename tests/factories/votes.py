"""Questions for a test, on a roll of seats: quick to make, with as many voters as one wants."""

from typing import Any

from maillage.ballots.actions import keys, questions, rolls
from maillage.ballots.models import Question, Right, Roll
from maillage.organisations.models import Person
from tests.factories import rolls as factory


def people(count: int) -> list[Person]:
    """Persons of the directory, in one statement."""
    return Person.objects.bulk_create(
        Person(first_name="Votante", last_name=f"Nº {at:04}", sort_name=f"n{at:04}") for at in range(1, count + 1)
    )


def roll(voters: int = 6, *, colleges: tuple[str, ...] = ("",), weights: tuple[int, ...] = (1,)) -> Roll:
    """A frozen roll: colleges and weights are given in turn."""
    seats = [
        (one, str(one), colleges[at % len(colleges)], weights[at % len(weights)])
        for at, one in enumerate(people(voters))
    ]
    return rolls.freeze(roll=rolls.make(title="Vote", rights_on=factory.ON, by=None, seats=seats), by=None)


def voters(of: Roll) -> list[Any]:
    """(person, right) in the order of the roll."""
    return [(right.delegate, right) for right in of.rights.select_related("delegate").order_by("pk")]


def question(of: Roll | None = None, *, opened: bool = True, **values: Any) -> Question:
    """A question, opened; with `code` of its key when it is confidential."""
    made = questions.draft(roll=of or roll(), title=values.pop("title", "Adoptez-vous le rapport ?"), by=None, **values)
    if made.is_confidential:
        code = keys.prepare(question=made, by=None)
        made = keys.acknowledge(question=made, code=code, by=None)
    if opened:
        made = questions.open_vote(question=made, by=None)
    if made.is_confidential:
        made.code = code
    return made


def give_all(of: Roll, person: Person, first: int) -> list[Right]:
    """The first rights of a roll, carried by one person: a delegation."""
    rights = list(of.rights.order_by("pk")[:first])
    Right.objects.filter(pk__in=[right.pk for right in rights]).update(delegate=person)
    return rights
