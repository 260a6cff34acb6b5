"""Questions and votes: what the matrix opens."""

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.ballots.actions import count, questions
from maillage.ballots.models import Question
from maillage.organisations.models import Person
from tests.factories import members as joining
from tests.factories import rolls as factory
from tests.factories import votes as make
from tests.matrix_objects import Objects, objects


def put(*people: Person, opened: bool = True, **values: object) -> Question:
    roll = factory.seated(*(people or [joining.person()]))
    return make.question(roll, opened=opened, **values)


@objects("ballots:question", "ballots:question_close", "ballots:question_extend")
def opened(user: User | None) -> Objects:
    return Objects({"pk": put().pk})


@objects("ballots:question_edit", "ballots:question_open", "ballots:question_cancel")
def drafted(user: User | None) -> Objects:
    return Objects({"pk": put(opened=False).pk})


@objects("ballots:question_new")
def of_roll(user: User | None) -> Objects:
    return Objects({"pk": factory.seated(joining.person()).pk})


@objects("ballots:question_withdraw")
def with_options(user: User | None) -> Objects:
    return Objects({"pk": put(method="approval", options=["Ana"]).pk})


@objects("ballots:question_key")
def confidential(user: User | None) -> Objects:
    made = questions.draft(roll=factory.seated(joining.person()), title="Secret", secrecy="confidential", by=None)
    return Objects({"pk": made.pk})


@objects("ballots:question_urn")
def sealed(user: User | None) -> Objects:
    made = put(*(joining.person() for _one in range(5)), secrecy="confidential")
    return Objects({"pk": questions.close_vote(question=made, by=None).pk})


@objects("ballots:question_declare", "ballots:question_chair")
def closed(user: User | None) -> Objects:
    return Objects({"pk": questions.close_vote(question=put(rule={"tie": "chair"}), by=None).pk})


@objects("ballots:question_paper", "ballots:question_paper_back", "ballots:question_sheet")
def on_paper(user: User | None) -> Objects:
    return Objects({"pk": put(secrecy="paper").pk})


@objects("ballots:question_file")
def declared(user: User | None) -> Objects:
    made = questions.close_vote(question=put(), by=None)
    return Objects({"pk": count.declare(question=made, by=None).pk, "name": "vote.json"})


@objects("ballots:vote", "ballots:vote_done")
def to_vote(user: User | None) -> Objects:
    """Whoever carries a right of it; the team sees the page of every vote."""
    known = Person.objects.filter(user=user).first() if user else None
    own = put(known or joining.person(user=user))
    hidden = None if user and user.can(Permission.ASSEMBLIES_VIEW) else {"pk": put().pk}
    return Objects({"pk": own.pk}, hidden)
