"""The objects of bookings in the matrix."""

from typing import Any

from tests.factories import bookings as make
from tests.factories import organisations as factory
from tests.matrix_objects import ALSO, Objects, objects, sees_withheld

ALSO["bookings:forget"] = {404}  # nothing was named to take back


# The calendar of a person: who does not see people does not find it.
ALSO |= {"bookings:away": {404}, "bookings:hours": {404}}


@objects("bookings:detail", "bookings:reserve")
def bookable(user: Any) -> Objects:
    hidden = make.person(withheld=True)
    return Objects({"pk": make.kit().pk}, None if sees_withheld(user) else {"pk": hidden.pk})


@objects("bookings:edit", "bookings:out_of_order", "bookings:back_in_order")
def thing(user: Any) -> Objects:
    return Objects({"pk": make.kit().pk}, {"pk": make.person().pk})


@objects("bookings:hours", "bookings:away")
def someone(user: Any) -> Objects:
    kit = make.kit()
    return Objects({"pk": make.person().pk}, {"pk": kit.pk})


@objects("bookings:forget")
def hours(user: Any) -> Objects:
    return Objects({"pk": make.person().pk})


@objects("bookings:reservation", "bookings:confirm", "bookings:move", "bookings:hand_out", "bookings:take_back",
         "bookings:cancel")  # fmt: skip
def reservation(user: Any) -> Objects:
    withheld = factory.organisation("Retenue", withheld=True)
    mine = make.reservation(make.kit(), asked=True)
    other = make.reservation(make.kit(), organisation=withheld)
    return Objects({"pk": mine.pk}, None if sees_withheld(user) else {"pk": other.pk})


@objects("bookings:asked")
def asked(user: Any) -> Objects:
    return Objects({"token": make.reservation(make.kit(), asked=True).token}, {"token": "nulle-part"})


@objects("site:kit")
def kit(user: Any) -> Objects:
    row = make.kit()
    hidden = make.kit(is_public=False)
    return Objects({"pk": row.pk, "slug": row.slug}, {"pk": hidden.pk, "slug": hidden.slug})


@objects("site:borrow")
def borrow(user: Any) -> Objects:
    return Objects({"pk": make.kit().pk}, {"pk": make.kit(is_public=False).pk})
