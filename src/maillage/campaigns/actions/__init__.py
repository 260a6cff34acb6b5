"""The verbs of campaigns."""

from maillage.campaigns.actions.blocks import admit_block, set_block_aside
from maillage.campaigns.actions.calls import (
    answer_call,
    change_call,
    close_call,
    create_call,
    handle_answer,
    open_call,
    purge_call,
)
from maillage.campaigns.actions.campaigns import (
    add_material,
    change_campaign,
    close_campaign,
    copy_campaign,
    create_campaign,
    open_campaign,
    remove_material,
    set_image,
)
from maillage.campaigns.actions.delivery import deliver, note_dossier, purge_petition, record_answer, tell_answer
from maillage.campaigns.actions.paper import check_batch, correct_batch, enter_batch, keep_name, refuse_batch
from maillage.campaigns.actions.petitions import (
    change_petition,
    close_petition,
    create_petition,
    open_petition,
    rewrite_petition,
)
from maillage.campaigns.actions.signatures import (
    bounce_signature,
    confirm_signature,
    disown_signature,
    erase_address,
    hide_name,
    sign,
    withdraw_signature,
)

__all__ = [
    "add_material",
    "admit_block",
    "answer_call",
    "bounce_signature",
    "change_call",
    "change_campaign",
    "change_petition",
    "check_batch",
    "close_call",
    "close_campaign",
    "close_petition",
    "confirm_signature",
    "copy_campaign",
    "correct_batch",
    "create_call",
    "create_campaign",
    "create_petition",
    "deliver",
    "disown_signature",
    "enter_batch",
    "erase_address",
    "handle_answer",
    "hide_name",
    "keep_name",
    "note_dossier",
    "open_call",
    "open_campaign",
    "open_petition",
    "purge_call",
    "purge_petition",
    "record_answer",
    "refuse_batch",
    "remove_material",
    "rewrite_petition",
    "set_block_aside",
    "set_image",
    "sign",
    "tell_answer",
    "withdraw_signature",
]  # fmt: skip
