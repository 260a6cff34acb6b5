"""Elections: what the matrix opens."""

from maillage.accounts.models import User
from maillage.elections import actions
from maillage.organisations.models import Person
from tests.factories import assemblies, elections
from tests.factories import members as make
from tests.matrix_objects import Objects, objects


@objects("elections:detail", "elections:edit", "elections:open", "elections:close", "elections:vote", "elections:install",
         "elections:cancel", "elections:candidacy_new", "elections:second", "elections:end")  # fmt: skip
def election(user: User | None) -> Objects:
    return Objects({"pk": elections.opened().pk})


@objects("elections:slate")
def slate(user: User | None) -> Objects:
    held = elections.opened(method="dhondt", seats={"oci": 2})
    return Objects({"pk": elections.candidacy(held, slate="Ensemble").slate_id})


@objects("elections:candidacy", "elections:candidacy_edit", "elections:candidacy_accept", "elections:candidacy_refuse",
         "elections:candidacy_withdraw", "elections:candidacy_decline")  # fmt: skip
def candidacy(user: User | None) -> Objects:
    return Objects({"pk": elections.candidacy(elections.opened(), accepted=False).pk})


def person_of(user: User) -> Person:
    return Person.objects.filter(user=user).first() or make.person(user.name, user=user)


@objects("elections:own_candidacy", "elections:own_edit", "elections:own_withdraw")
def own(user: User | None) -> Objects:
    opened = elections.opened()
    other = elections.candidacy(opened)
    mine = elections.candidacy(opened)
    if user is not None:
        mine.person = person_of(user)
        mine.save()
    return Objects({"pk": mine.pk}, {"pk": other.pk})


@objects("elections:candidates", "elections:stand")
def open_to_members(user: User | None) -> Objects:
    """One's own stand there: they see it; an election that is being prepared is seen by the team alone."""
    opened = elections.opened()
    if user is not None:
        mine = elections.candidacy(opened)
        mine.person = person_of(user)
        mine.save()
    return Objects({"pk": opened.pk})


@objects("site:election")
def public(user: User | None) -> Objects:
    shown = actions.elections.close_candidatures(election=elections.opened(), by=None)
    assembly = shown.assembly
    assembly.state, assembly.called_at, assembly.public = "called", assembly.created_at, True
    assembly.save()
    hidden = elections.election(body=shown.body, assembly=assemblies.assembly(public=False))
    return Objects({"pk": shown.pk}, {"pk": actions.elections.close_candidatures(election=hidden, by=None).pk})
