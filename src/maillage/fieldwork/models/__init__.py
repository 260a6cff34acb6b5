from maillage.fieldwork.models.report import PartnerReport, ReportPlan
from maillage.fieldwork.models.rows import ReportedExpense, ReportedMeasure, ReportPhoto
from maillage.fieldwork.models.sendings import ReportCopy, ReportLink, ReportSending

__all__ = [
    "PartnerReport", "ReportCopy", "ReportLink", "ReportPhoto", "ReportPlan", "ReportSending", "ReportedExpense",
    "ReportedMeasure",
]  # fmt: skip
