"""The verbs of the room."""

from maillage.partnerships.actions.agreements import (
    add_text,
    change_agreement,
    end_agreement,
    prepare,
    renew,
    settle,
    sign,
)
from maillage.partnerships.actions.assessments import (
    Answers,
    ask,
    ask_capacities,
    give_up,
    note_capacities,
    open_sheet,
    receive,
)
from maillage.partnerships.actions.grids import adopt_grid, change_grid, in_use, next_grid
from maillage.partnerships.actions.life import change_learning, change_visit, follow_up, note_learning, note_visit
from maillage.partnerships.actions.networks import change_network, create_network, settle_action
from maillage.partnerships.actions.partnerships import (
    activate,
    add_contact,
    begin,
    change,
    end,
    remove_contact,
    suspend,
)
from maillage.partnerships.actions.pieces import add_piece, ask_for, ask_piece, look_at, receive_piece, waive_piece
from maillage.partnerships.actions.purging import purge

__all__ = [
    "Answers", "activate", "add_contact", "add_piece", "add_text", "adopt_grid", "ask", "ask_capacities", "ask_for",
    "ask_piece", "begin", "change", "change_agreement", "change_grid", "change_learning", "change_network", "change_visit",
    "create_network", "end", "end_agreement", "follow_up", "give_up", "in_use", "look_at", "next_grid", "note_capacities",
    "note_learning", "note_visit", "open_sheet", "prepare", "purge", "receive", "receive_piece", "remove_contact", "renew",
    "settle", "settle_action", "sign", "suspend", "waive_piece",
]  # fmt: skip
