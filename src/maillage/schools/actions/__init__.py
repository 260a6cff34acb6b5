"""The verbs of schools: ask, propose, answer, confirm, hold, count, evaluate; and what they rest on."""

from maillage.schools.actions.catalogue import (
    add_facilitator,
    add_school,
    change_animation,
    change_facilitator,
    change_school,
    create_animation,
)
from maillage.schools.actions.common import SchoolRefusal
from maillage.schools.actions.giving import answer_assignment, count, evaluate, forget_contacts, hold, report_km
from maillage.schools.actions.planning import (
    accept,
    ask_otherwise,
    drop_visit,
    plan_visit,
    replace_facilitator,
    send_proposal,
)
from maillage.schools.actions.requests import ask, cancel, change, decline, note, tie_school

__all__ = [
    "SchoolRefusal",
    "accept",
    "add_facilitator",
    "add_school",
    "answer_assignment",
    "ask",
    "ask_otherwise",
    "cancel",
    "change",
    "change_animation",
    "change_facilitator",
    "change_school",
    "count",
    "create_animation",
    "decline",
    "drop_visit",
    "evaluate",
    "forget_contacts",
    "hold",
    "note",
    "plan_visit",
    "replace_facilitator",
    "report_km",
    "send_proposal",
    "tie_school",
]
