"""The verbs of the room."""

from maillage.evaluations.actions.answers import receive, redact, type_counts
from maillage.evaluations.actions.polls import close_poll, invite, open_poll, reopen_poll, write_poll
from maillage.evaluations.actions.questionnaires import (
    copy_questionnaire,
    take_starter,
    withdraw_item,
    write_item,
    write_questionnaire,
)

__all__ = [
    "close_poll",
    "copy_questionnaire",
    "invite",
    "open_poll",
    "receive",
    "redact",
    "reopen_poll",
    "take_starter",
    "type_counts",
    "withdraw_item",
    "write_item",
    "write_poll",
    "write_questionnaire",
]
