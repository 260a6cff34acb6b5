"""The verbs of activities."""

from maillage.activities.actions.activities import attach, create, detach, edit, set_poster, translate
from maillage.activities.actions.copying import copy
from maillage.activities.actions.gatherings import (
    decide_nominee,
    delete_venue,
    edit_nominee,
    nominate,
    purge_gatherings,
    remove_guest,
    save_costs,
    save_guest,
    save_stop,
    save_tables,
    save_venue,
)
from maillage.activities.actions.proposals import accept, decline, edit_proposal, propose, withdraw
from maillage.activities.actions.sessions import (
    add_sessions,
    cancel_sessions,
    delete_sessions,
    edit_session,
    move_sessions,
    restore_session,
)
from maillage.activities.actions.states import account, announce, cancel, hold, reopen, take_up, unhold

__all__ = [
    "accept",
    "account",
    "add_sessions",
    "announce",
    "attach",
    "cancel",
    "cancel_sessions",
    "copy",
    "create",
    "decide_nominee",
    "decline",
    "delete_sessions",
    "delete_venue",
    "detach",
    "edit",
    "edit_nominee",
    "edit_proposal",
    "edit_session",
    "hold",
    "move_sessions",
    "nominate",
    "propose",
    "purge_gatherings",
    "remove_guest",
    "reopen",
    "restore_session",
    "save_costs",
    "save_guest",
    "save_stop",
    "save_tables",
    "save_venue",
    "set_poster",
    "take_up",
    "translate",
    "unhold",
    "withdraw",
]
