"""What the matrix opens in the room of minutes."""

from typing import Any

from django.utils.timezone import localdate

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.assemblies.models import Assembly
from maillage.bodies.models import Body
from maillage.minutes import actions
from maillage.minutes.models import Minutes, Resolution
from maillage.organisations.models import Person
from tests.assemblies import holding
from tests.factories import members as make
from tests.matrix_objects import Objects, objects


def meeting() -> Assembly:
    """A closed meeting, quick to make."""
    one = holding.assembly(state="open")
    one.state, one.closed_at = "closed", one.starts_at
    one.chair, one.secretary = make.person(), make.person()
    one.save()
    return one


def minutes(state: str = "") -> Minutes:
    made = actions.draft(assembly=meeting(), by=None)
    if state:
        actions.send_to_review(minutes=made, by=None)
    if state == "adopted":
        actions.adopt(minutes=made, on=localdate(), by=None)
    made.refresh_from_db()
    return made


def resolution(**values: Any) -> Resolution:
    given = {"title": "Décision", "text": "Le conseil décide."} | values
    return actions.enter(body=Body.objects.board(), adopted_on=localdate(), by=None, **given)


@objects("minutes:draft", "minutes:record")
def closed(user: User | None) -> Objects:
    return Objects({"pk": meeting().pk})


@objects("minutes:minutes", "minutes:write", "minutes:refresh", "minutes:review")
def in_draft(user: User | None) -> Objects:
    return Objects({"pk": minutes().pk})


@objects("minutes:compare")
def version(user: User | None) -> Objects:
    return Objects({"pk": minutes().pk, "number": 1})


@objects("minutes:take_back", "minutes:adopt")
def in_review(user: User | None) -> Objects:
    return Objects({"pk": minutes("review").pk})


@objects("minutes:sign", "minutes:open_to_all")
def adopted(user: User | None) -> Objects:
    return Objects({"pk": minutes("adopted").pk})


@objects("minutes:settle")
def remark(user: User | None) -> Objects:
    return Objects({"pk": actions.remark(minutes=minutes("review"), text="À corriger.", by=user).pk})


def sees(user: User | None) -> bool:
    return user is not None and user.can(Permission.ASSEMBLIES_VIEW)


@objects("minutes:read", "minutes:pdf", "minutes:odt")
def to_read(user: User | None) -> Objects:
    """One's own: of the body where one sits; another's: of a body where one does not."""
    made, other = minutes("review"), minutes("review")
    board = Body.objects.board()
    Assembly.objects.filter(pk__in=[made.assembly_id, other.assembly_id]).update(kind="board", body=board)
    if user is not None and not sees(user):
        person = Person.objects.filter(user=user).first() or make.person(user=user)
        committee = Body.objects.create(code=f"comite-{made.pk}", kind="committee", name="Comité")
        seat(committee, person)
        Assembly.objects.filter(pk=made.assembly_id).update(kind="committee", body=committee)
    return Objects({"pk": made.pk}, None if sees(user) else {"pk": other.pk})


def seat(body: Body, person: Person) -> None:
    body.mandates.create(person=person, started_on=localdate(), how="appointed")


@objects("minutes:resolution", "minutes:arrange", "minutes:affect", "minutes:follow", "minutes:extract")
def decided(user: User | None) -> Objects:
    return Objects({"pk": resolution().pk})


@objects("minutes:own_resolution")
def decided_for_members(user: User | None) -> Objects:
    hidden = resolution(public=False)
    actions.arrange(resolution=hidden, values={"members_read": False}, by=None)
    return Objects({"pk": resolution(public=True).pk}, None if sees(user) else {"pk": hidden.pk})


@objects("site:decision")
def decided_in_public(user: User | None) -> Objects:
    shown, hidden = resolution(public=True), resolution(public=False)
    return Objects({"year": shown.year, "number": shown.number}, {"year": hidden.year, "number": hidden.number})


@objects("site:minutes_pdf")
def minutes_in_public(user: User | None) -> Objects:
    shown = minutes("adopted")
    actions.open_to_all(minutes=shown, public=True, by=None)
    return Objects({"pk": shown.pk}, {"pk": minutes().pk})
