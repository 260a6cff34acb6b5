"""Bodies: what the matrix opens."""

from datetime import timedelta

from django.utils.timezone import localdate

from maillage.accounts.models import User
from maillage.organisations.models import Person
from tests.factories import bodies as factory
from tests.factories import members as make
from tests.matrix_objects import FACTS, Objects, objects


def sits(user: User) -> None:
    person = Person.objects.filter(user=user).first() or make.person(user.name, user=user)
    factory.mandate(factory.committee(), person, start=localdate())


FACTS["seated"] = sits


@objects("bodies:detail", "bodies:edit", "bodies:close", "bodies:reopen", "bodies:group_new", "bodies:mandate_new")
def body(user: User | None) -> Objects:
    return Objects({"pk": factory.committee().pk})


@objects("bodies:group_edit", "bodies:group_remove")
def group(user: User | None) -> Objects:
    return Objects({"pk": factory.group(factory.committee()).pk})


@objects("bodies:mandate_end", "bodies:mandate_office", "bodies:mandate_coopt", "bodies:mandate_confirm")
def mandate(user: User | None) -> Objects:
    made = factory.mandate(factory.committee(), start=localdate() - timedelta(days=30))
    return Objects({"pk": made.pk})


@objects("site:body")
def public(user: User | None) -> Objects:
    hidden = factory.committee(is_public=False)
    return Objects({"code": factory.committee().code}, {"code": hidden.code})
