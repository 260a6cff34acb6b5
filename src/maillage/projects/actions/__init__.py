"""The verbs of projects."""

from maillage.projects.actions.around import (
    add_authority_part,
    add_milestone,
    add_note,
    add_risk,
    change_authority_part,
    change_milestone,
    change_risk,
    reach_milestone,
    remove_authority_part,
    remove_milestone,
    remove_note,
    remove_risk,
)
from maillage.projects.actions.bonds import (
    change_bond,
    create_bond,
    delete_bond,
)
from maillage.projects.actions.copies import (
    copy_project,
)
from maillage.projects.actions.papers import (
    add_document,
    remove_document,
    set_image,
)
from maillage.projects.actions.projects import (
    change_project,
    create_project,
    delete_draft,
    give_back_project,
    move_project,
    set_public,
    withhold_project,
)
from maillage.projects.actions.states import (
    change_state,
)

__all__ = [
    "add_authority_part",
    "add_document",
    "add_milestone",
    "add_note",
    "add_risk",
    "change_authority_part",
    "change_bond",
    "change_milestone",
    "change_project",
    "change_risk",
    "change_state",
    "copy_project",
    "create_bond",
    "create_project",
    "delete_bond",
    "delete_draft",
    "give_back_project",
    "move_project",
    "reach_milestone",
    "remove_authority_part",
    "remove_document",
    "remove_milestone",
    "remove_note",
    "remove_risk",
    "set_image",
    "set_public",
    "withhold_project",
]  # fmt: skip
