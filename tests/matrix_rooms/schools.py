"""The objects of schools in the matrix."""

from typing import Any

from maillage.accounts.models import User
from maillage.schools.models import Assignment, Facilitator
from tests.factories import schools as make
from tests.matrix_objects import ALSO, FACTS, Objects, objects, sees_withheld

# Of a person: who does not see people does not find them.
ALSO |= {f"schools:{name}": {404} for name in ("facilitator", "facilitator_edit", "replace")}
ALSO["schools:forget_mine"] = {404}  # nothing was named to take back


def facilitates(user: User) -> None:
    if not Facilitator.objects.filter(person__user=user).exists():
        make.facilitator(user)


FACTS["facilitator"] = facilitates


@objects("schools:request", "schools:plan", "schools:send", "schools:accept", "schools:hold", "schools:evaluate",
         "schools:decline", "schools:cancel", "schools:note", "schools:tie")  # fmt: skip
def request(user: Any) -> Objects:
    hidden = make.request(school_=make.school(withheld=True))
    return Objects({"pk": make.request().pk}, None if sees_withheld(user) else {"pk": hidden.pk})


@objects("schools:drop", "schools:count")
def visit(user: Any) -> Objects:
    hidden = make.visit(make.request(school_=make.school(withheld=True)))
    return Objects({"pk": make.visit(make.request()).pk}, None if sees_withheld(user) else {"pk": hidden.pk})


@objects("schools:school", "schools:school_edit")
def school(user: Any) -> Objects:
    return Objects({"pk": make.school().pk}, None if sees_withheld(user) else {"pk": make.school(withheld=True).pk})


@objects("schools:animation", "schools:animation_edit")
def animation(user: Any) -> Objects:
    return Objects({"pk": make.animation().pk})


@objects("schools:facilitator", "schools:facilitator_edit")
def facilitator(user: Any) -> Objects:
    own = user and Facilitator.objects.filter(person__user=user).first()
    hidden = make.facilitator(withheld=True)
    return Objects({"pk": (own or make.facilitator()).pk}, None if sees_withheld(user) else {"pk": hidden.pk})


def given(user: Any) -> Assignment:
    """A class given by this person."""
    who = user and Facilitator.objects.filter(person__user=user).first()
    made = make.confirmed(who or make.facilitator())
    return Assignment.objects.get(visit__request=made)


@objects("schools:replace")
def replace(user: Any) -> Objects:
    hidden = make.facilitator(withheld=True)
    make.visit(make.request(), hidden)
    other = Assignment.objects.get(facilitator=hidden)
    return Objects({"pk": given(user).pk}, None if sees_withheld(user) else {"pk": other.pk})


@objects("schools:answer", "schools:count_mine")
def mine(user: Any) -> Objects:
    return Objects({"pk": given(user).pk}, {"pk": given(None).pk})


@objects("schools:forget_mine")
def hours(user: Any) -> Objects:
    own = user and Facilitator.objects.filter(person__user=user).first()
    return Objects({"pk": (own or make.facilitator()).pk}, {"pk": make.facilitator().pk})


@objects("schools:follow", "schools:rewrite")
def followed(user: Any) -> Objects:
    return Objects({"token": make.request().token}, {"token": "nulle-part"})
