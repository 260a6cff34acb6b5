"""What is done to enrolments; all the places go through here."""

from maillage.enrolments.actions.calling import accept, call, call_next, lapse
from maillage.enrolments.actions.changing import approve, cancel, change, refuse_enrolment, rejoin, wish_of
from maillage.enrolments.actions.common import EnrolmentRefusal, Wish
from maillage.enrolments.actions.enrolling import Known, enrol
from maillage.enrolments.actions.opening import (
    change_opening,
    copy_opening,
    open_enrolment,
    quotas_by_date,
    remove_kind,
    remove_opening,
    remove_question,
    remove_quota,
    save_kind,
    save_question,
    save_quota,
)

__all__ = [
    "EnrolmentRefusal",
    "Known",
    "Wish",
    "accept",
    "approve",
    "call",
    "call_next",
    "cancel",
    "change",
    "change_opening",
    "copy_opening",
    "enrol",
    "lapse",
    "open_enrolment",
    "quotas_by_date",
    "refuse_enrolment",
    "rejoin",
    "remove_kind",
    "remove_opening",
    "remove_question",
    "remove_quota",
    "save_kind",
    "save_question",
    "save_quota",
    "wish_of",
]
