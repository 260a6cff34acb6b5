"""The verbs of membership: apply and decide, join and leave, delegate, owe, exclude."""

from maillage.members.actions.applications import (
    admit,
    ask_for_more,
    decide,
    declare_complete,
    submit_application,
    withdraw_application,
)
from maillage.members.actions.common import MembershipRefusal
from maillage.members.actions.delegations import end_delegation, name_delegate
from maillage.members.actions.drafts import (
    answer_sponsorship,
    ask_sponsors,
    begin_application,
    forget_drafts,
    give_document,
    sign_charter,
    write_application,
)
from maillage.members.actions.dues import assess_dues, assess_year, waive_dues
from maillage.members.actions.exclusions import (
    appeal_exclusion,
    close_appeal,
    decide_exclusion,
    drop_exclusion,
    hear_member,
    open_exclusion,
    settle_exclusion,
)
from maillage.members.actions.memberships import change_category, end_membership, start_membership

__all__ = [
    "MembershipRefusal",
    "admit",
    "answer_sponsorship",
    "appeal_exclusion",
    "ask_for_more",
    "ask_sponsors",
    "assess_dues",
    "assess_year",
    "begin_application",
    "change_category",
    "close_appeal",
    "decide",
    "decide_exclusion",
    "declare_complete",
    "drop_exclusion",
    "end_delegation",
    "end_membership",
    "forget_drafts",
    "give_document",
    "hear_member",
    "name_delegate",
    "open_exclusion",
    "settle_exclusion",
    "sign_charter",
    "start_membership",
    "submit_application",
    "waive_dues",
    "withdraw_application",
    "write_application",
]
