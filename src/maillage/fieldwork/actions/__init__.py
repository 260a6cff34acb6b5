from maillage.fieldwork.actions.approving import approve_report, publish_story, translate
from maillage.fieldwork.actions.links import forget_links, make_link, revoke_link
from maillage.fieldwork.actions.pictures import add_photo, add_piece, remove_photo
from maillage.fieldwork.actions.plans import RUNNING, change_plan, end_plan, open_reports, plan_reports
from maillage.fieldwork.actions.sending import return_report, submit_report
from maillage.fieldwork.actions.writing import settle_copy, write_report

__all__ = [
    "RUNNING", "add_photo", "add_piece", "approve_report", "change_plan", "end_plan", "forget_links", "make_link", "open_reports",
    "plan_reports", "publish_story", "remove_photo", "return_report", "revoke_link", "settle_copy", "submit_report",
    "translate", "write_report",
]  # fmt: skip
