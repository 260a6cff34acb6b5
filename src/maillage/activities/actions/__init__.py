"""The verbs of activities."""

from maillage.activities.actions.activities import attach, create, detach, edit, set_poster, translate
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
    "create",
    "decline",
    "delete_sessions",
    "detach",
    "edit",
    "edit_proposal",
    "edit_session",
    "hold",
    "move_sessions",
    "propose",
    "reopen",
    "restore_session",
    "set_poster",
    "take_up",
    "translate",
    "unhold",
    "withdraw",
]
