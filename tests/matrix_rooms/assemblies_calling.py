"""Assemblies, from the date to the notice: what the matrix opens."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import now

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.assemblies.actions import papers
from maillage.assemblies.models import Assembly, ItemRequest, Notice, NoticeDelivery, Paper, Requisition
from maillage.bodies.models import Body
from maillage.members.models import Member
from maillage.organisations.models import Person
from tests.assemblies import holding
from tests.factories import assemblies as factory
from tests.factories import members as joining
from tests.factories import rolls
from tests.matrix_objects import PDF, Arguments, Objects, objects

CATEGORY = "associee"


def others(user: User | None, arguments: Arguments) -> Arguments | None:
    """Another's object; none for the team, who sees every assembly."""
    return None if user is not None and user.can(Permission.ASSEMBLIES_VIEW) else arguments


def spoken_for(user: User | None) -> Member:
    member = joining.member(CATEGORY)
    joining.delegate(member, user)
    if user is not None:
        vars(user).pop("facts", None)
    return member


def board(*people: Person) -> Assembly:
    """A meeting of the board, called, to which these people alone come."""
    return holding.assembly(rolls.seated(*people), kind="board", body=Body.objects.board(),
                            starts_at=now() + timedelta(days=9))  # fmt: skip


def mine(user: User | None) -> Assembly:
    known = Person.objects.filter(user=user).first() if user else None
    return board(known or joining.person(user=user))


def item_of(assembly: Assembly) -> int:
    return holding.item(assembly, consent=True).pk


def paper_of(assembly: Assembly) -> Paper:
    upload = SimpleUploadedFile("rapport.pdf", PDF)
    return papers.join(assembly=assembly, upload=upload, title="Rapport", by=None)


@objects("assemblies:assembly", "assemblies:edit", "assemblies:cancel", "assemblies:roll", "assemblies:agenda",
         "assemblies:item_new", "assemblies:paper_new", "assemblies:notice", "assemblies:notice_complete",
         "assemblies:notice_send", "assemblies:notice_tell", "assemblies:second")  # fmt: skip
def assembly(user: User | None) -> Objects:
    return Objects({"pk": factory.assembly().pk})


@objects("assemblies:item", "assemblies:item_edit", "assemblies:item_move", "assemblies:item_remove",
         "assemblies:item_out_of_lot")  # fmt: skip
def item(user: User | None) -> Objects:
    return Objects({"pk": item_of(factory.assembly())})


@objects("assemblies:paper", "assemblies:paper_replace", "assemblies:paper_remove")
def paper(user: User | None) -> Objects:
    return Objects({"pk": paper_of(factory.assembly()).pk})


def delivery() -> NoticeDelivery:
    notice = Notice.objects.create(assembly=board(joining.person()), sent_at=now())
    return NoticeDelivery.objects.create(
        notice=notice, person=joining.person(), name="Ana", route="letter", state="bounced"
    )


@objects("assemblies:letters", "assemblies:posted")
def notice(user: User | None) -> Objects:
    return Objects({"pk": delivery().notice_id})


@objects("assemblies:by_letter")
def returned(user: User | None) -> Objects:
    return Objects({"pk": delivery().pk})


@objects("assemblies:by_link", "assemblies:by_link_calendar")
def link(user: User | None) -> Objects:
    return Objects({"token": delivery().token}, {"token": "devine"})


@objects("assemblies:by_link_paper")
def link_paper(user: User | None) -> Objects:
    one = delivery()
    number = paper_of(one.notice.assembly).pk
    return Objects({"token": one.token, "pk": number}, {"token": delivery().token, "pk": number})


def asked(assembly: Assembly) -> ItemRequest:
    return ItemRequest.objects.create(assembly=assembly, title="Jardin", text="Un jardin", needed=3)


@objects("assemblies:request", "assemblies:request_accept", "assemblies:request_refuse")
def item_request(user: User | None) -> Objects:
    return Objects({"pk": asked(factory.assembly()).pk})


def wanted(state: str = "open") -> Requisition:
    return Requisition.objects.create(
        body=Body.objects.general_assembly(), title="Budget", text="Le voir", needed=2, state=state
    )


@objects("assemblies:requisition", "assemblies:requisition_call", "assemblies:requisition_refuse")
def requisition(user: User | None) -> Objects:
    return Objects({"pk": wanted("reached").pk})


@objects("assemblies:own", "assemblies:own_calendar")
def own(user: User | None) -> Objects:
    return Objects({"pk": mine(user).pk}, others(user, {"pk": board(joining.person()).pk}))


@objects("assemblies:excuse")
def excused(user: User | None) -> Objects:
    return Objects({"pk": mine(user).pk}, others(user, {"pk": board(joining.person()).pk}))


@objects("assemblies:own_item", "assemblies:own_out_of_lot")
def own_item(user: User | None) -> Objects:
    return Objects({"pk": item_of(mine(user))}, others(user, {"pk": item_of(board(joining.person()))}))


@objects("assemblies:own_paper")
def own_paper(user: User | None) -> Objects:
    return Objects({"pk": paper_of(mine(user)).pk}, others(user, {"pk": paper_of(board(joining.person())).pk}))


@objects("assemblies:ask_item")
def asking(user: User | None) -> Objects:
    spoken_for(user)
    return Objects({"pk": factory.assembly().pk}, {"pk": board(joining.person()).pk})


@objects("assemblies:own_request")
def own_request(user: User | None) -> Objects:
    spoken_for(user)
    return Objects({"pk": asked(factory.assembly()).pk}, others(user, {"pk": asked(board(joining.person())).pk}))


@objects("assemblies:own_requisition")
def own_requisition(user: User | None) -> Objects:
    spoken_for(user)
    return Objects({"pk": wanted().pk})


@objects("site:assembly", "site:assembly_ics")
def announced(user: User | None) -> Objects:
    shown = factory.assembly()
    Assembly.objects.filter(pk=shown.pk).update(called_at=now(), public=True)
    return Objects({"pk": shown.pk}, {"pk": factory.assembly(public=False).pk})
