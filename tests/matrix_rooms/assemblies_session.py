"""The session: staff by their permission; a member, the meeting that they may come to; the room's screen by its address."""

from datetime import timedelta

from django.utils.timezone import now

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.assemblies.actions.session import screen_of
from maillage.assemblies.models import Assembly, Attendance, Stay
from maillage.bodies.models import Body
from maillage.organisations.models import Person
from tests.assemblies import holding
from tests.factories import members as make
from tests.factories import rolls
from tests.matrix_objects import Objects, objects


def held() -> Assembly:
    person = make.person()
    return holding.assembly(rolls.seated(person), body=Body.objects.board(), kind="board")


@objects("assemblies:presence", "assemblies:presence_poster", "assemblies:presence_pdf", "assemblies:presence_csv",
         "assemblies:chair", "assemblies:session_open", "assemblies:session_close", "assemblies:session_fail")  # fmt: skip
def meeting(user: User | None) -> Objects:
    return Objects({"pk": held().pk})


@objects("assemblies:presence_correct")
def stay(user: User | None) -> Objects:
    row = Attendance.objects.create(assembly=held(), name="Une invitée", capacity="guest")
    return Objects({"pk": Stay.objects.create(attendance=row, came_at=now() - timedelta(minutes=5)).pk})


@objects("assemblies:own_presence", "assemblies:own_session", "assemblies:join")
def own(user: User | None) -> Objects:
    other = held()
    if user is None:
        return Objects({"pk": other.pk}, None)
    person = Person.objects.filter(user=user).first() or make.person(user.name, user=user)
    mine = holding.assembly(rolls.seated(person), mode="hybrid")
    return Objects({"pk": mine.pk}, None if user.can(Permission.ASSEMBLIES_VIEW) else {"pk": other.pk})


@objects("assemblies:screen", "assemblies:pulse")
def screen(user: User | None) -> Objects:
    return Objects({"token": screen_of(held()).token}, {"token": "devine"})
