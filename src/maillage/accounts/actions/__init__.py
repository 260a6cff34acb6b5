"""The verbs of the room: people, their roles, their sessions, what is erased."""

from maillage.accounts.actions.erasure import ask_erasure, erase_person, withdraw_erasure
from maillage.accounts.actions.people import (
    change_profile,
    create_account,
    create_first_administrator,
    deactivate,
    find_or_invite,
    invite_again,
    invite_user,
    reactivate,
)
from maillage.accounts.actions.roles import give_role, is_last, roles_to_give, take_role
from maillage.accounts.actions.sessions import end_session, end_sessions, forget_second_factors

__all__ = [
    "ask_erasure",
    "change_profile",
    "create_account",
    "create_first_administrator",
    "deactivate",
    "end_session",
    "end_sessions",
    "erase_person",
    "find_or_invite",
    "forget_second_factors",
    "give_role",
    "invite_again",
    "invite_user",
    "is_last",
    "reactivate",
    "roles_to_give",
    "take_role",
    "withdraw_erasure",
]
