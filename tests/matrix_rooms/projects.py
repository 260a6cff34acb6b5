"""What the matrix opens in the room of projects."""

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.projects import actions
from tests.factories import organisations as directory
from tests.factories import projects as make
from tests.matrix_objects import ALSO, Objects, objects


def reads_withheld(user: User | None) -> bool:
    return user is not None and user.can(Permission.WITHHELD_VIEW)


@objects("projects:detail", "projects:tree", "projects:edit", "projects:words", "projects:who", "projects:where", "projects:codes",
         "projects:code_choose", "projects:contacts", "projects:iati", "projects:state", "projects:move", "projects:publish",
         "projects:unpublish", "projects:copy", "projects:image", "projects:milestone_add", "projects:risk_add",
         "projects:authority_add", "projects:note_add", "projects:document_add")  # fmt: skip
def project(user: User | None) -> Objects:
    hidden = make.withheld()
    return Objects({"pk": make.project(public=False).pk}, None if reads_withheld(user) else {"pk": hidden.pk})


@objects("projects:delete")
def draft(user: User | None) -> Objects:
    return Objects({"pk": make.draft().pk})


@objects("projects:withhold", "projects:give_back")
def withheld(user: User | None) -> Objects:
    pk = make.withheld().pk
    return Objects({"pk": pk}, None if reads_withheld(user) else {"pk": pk})


@objects("projects:milestone_edit", "projects:milestone_reach", "projects:milestone_remove")
def milestone(user: User | None) -> Objects:
    other = make.milestone(make.withheld())
    return Objects({"pk": make.milestone(make.project()).pk}, None if reads_withheld(user) else {"pk": other.pk})


@objects("projects:risk_edit", "projects:risk_remove")
def risk(user: User | None) -> Objects:
    other = make.risk(make.withheld())
    return Objects({"pk": make.risk(make.project()).pk}, None if reads_withheld(user) else {"pk": other.pk})


@objects("projects:authority_edit", "projects:authority_remove")
def authority(user: User | None) -> Objects:
    return Objects({"pk": make.authority_part(make.project(), directory.organisation()).pk})


@objects("projects:note_remove")
def note(user: User | None) -> Objects:
    return Objects({"pk": make.note(make.project()).pk})


@objects("projects:document_remove")
def document(user: User | None) -> Objects:
    row = actions.add_document(project=make.project(), title="Rapport", url="https://exemple.org/rapport.pdf", by=None)
    return Objects({"pk": row.pk})


@objects("projects:bond", "projects:bond_edit", "projects:bond_delete")
def bond(user: User | None) -> Objects:
    here = directory.organisation()
    hidden = make.bond(here, directory.organisation(withheld=True))
    shown = make.bond(here, directory.organisation())
    return Objects({"pk": shown.pk}, None if reads_withheld(user) else {"pk": hidden.pk})


@objects("site:project")
def public_project(user: User | None) -> Objects:
    row, hidden = make.project(), make.withheld()
    return Objects({"pk": row.pk, "slug": row.slug}, {"pk": hidden.pk, "slug": hidden.slug})


@objects("site:project_card")
def card(user: User | None) -> Objects:
    return Objects({"pk": make.project().pk}, {"pk": make.withheld().pk})


ALSO |= {"projects:withhold": {404}, "projects:give_back": {404}, "site:project": {302}}
