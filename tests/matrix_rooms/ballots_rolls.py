"""Rolls and proxies: what the matrix opens."""

from maillage.accounts.models import User
from maillage.ballots.actions import proxies, rolls
from maillage.ballots.models import Proxy, Right, Roll
from maillage.members.models import Member
from maillage.organisations.models import Person
from tests.factories import members as joining
from tests.factories import rolls as factory
from tests.matrix_objects import Objects, objects

CATEGORY = "associee"


def frozen(*people: Person) -> Roll:
    """A roll of seats, where proxies are given whatever the profile says."""
    return factory.opened_to_proxies(factory.seated(*people))


def stranger() -> Person:
    return joining.person()


def mine(user: User | None) -> Person:
    """The person of this account."""
    known = Person.objects.filter(user=user).first() if user else None
    return known or joining.person(user=user)


@objects("ballots:roll", "ballots:rights", "ballots:absences", "ballots:roll_proxies", "ballots:roll_check",
         "ballots:roll_close", "ballots:right_add")  # fmt: skip
def standing(user: User | None) -> Objects:
    return Objects({"pk": frozen(stranger()).pk})


@objects("ballots:roll_freeze", "ballots:proxy_rule")
def draft(user: User | None) -> Objects:
    seats = [(stranger(), "Ana", "", 1)]
    return Objects({"pk": rolls.make(title="Conseil", rights_on=factory.ON, by=None, seats=seats).pk})


@objects("ballots:right", "ballots:right_strike", "ballots:right_change", "ballots:right_delegate",
         "ballots:right_block", "ballots:proxy_form", "ballots:right_form")  # fmt: skip
def right(user: User | None) -> Objects:
    return Objects({"pk": frozen(stranger()).rights.get().pk})


@objects("ballots:challenge_decide")
def challenge(user: User | None) -> Objects:
    made = rolls.challenge(roll=frozen(stranger()), name="Ana", text="Elle n’y est pas.", by=None)
    return Objects({"pk": made.pk})


def given(giver: Person, holder: Person) -> Proxy:
    roll = frozen(giver, holder)
    return proxies.give(right=factory.right_of(roll, giver), holder=holder, by=None)


@objects("ballots:proxy_revoke")
def live(user: User | None) -> Objects:
    return Objects({"pk": given(stranger(), stranger()).pk})


@objects("ballots:proxy_restore")
def arrived(user: User | None) -> Objects:
    proxy = given(stranger(), stranger())
    proxies.principal_arrived(roll=proxy.roll, person=proxy.right.delegate, by=None)
    return Objects({"pk": proxy.pk})


@objects("ballots:give", "ballots:my_form")
def carried(user: User | None) -> Objects:
    return Objects({"pk": frozen(mine(user)).rights.get().pk}, {"pk": frozen(stranger()).rights.get().pk})


@objects("ballots:my_delegate")
def of_my_member(user: User | None) -> Objects:
    return Objects({"pk": of_member(spoken_for(user)).pk}, {"pk": of_member(spoken_for(None)).pk})


def spoken_for(user: User | None) -> Member:
    member = joining.member(CATEGORY)
    joining.delegate(member, user)
    if user is not None:
        vars(user).pop("facts", None)
    return member


def of_member(member: Member) -> Right:
    roll = rolls.freeze(roll=rolls.make(title="Assemblée", rights_on=factory.ON, by=None), by=None)
    return factory.right_of(roll, member)


@objects("ballots:answer")
def asked_to_hold(user: User | None) -> Objects:
    return Objects({"pk": given(stranger(), mine(user)).pk}, {"pk": given(stranger(), stranger()).pk})


@objects("ballots:my_revoke")
def held(user: User | None) -> Objects:
    return Objects({"pk": given(mine(user), stranger()).pk}, {"pk": given(stranger(), stranger()).pk})


@objects("ballots:challenge")
def to_challenge(user: User | None) -> Objects:
    return Objects({"pk": frozen(mine(user)).pk}, {"pk": frozen(stranger()).pk})
