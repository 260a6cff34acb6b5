"""Where a partner's report stands, and its parts."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportState(TextChoices):
    """A report goes from hand to hand; who sent it never approves it."""

    DRAFT = "draft", pgettext_lazy("rapport", "À écrire")
    SUBMITTED = "submitted", pgettext_lazy("rapport", "Reçu, à relire")
    RETURNED = "returned", pgettext_lazy("rapport", "À reprendre")
    APPROVED = "approved", pgettext_lazy("rapport", "Approuvé")

    def can_become(self, other: "ReportState") -> bool:
        S = ReportState
        return (
            other
            in {
                S.DRAFT: {S.SUBMITTED},
                S.SUBMITTED: {S.RETURNED, S.APPROVED},
                S.RETURNED: {S.SUBMITTED},
                S.APPROVED: set(),
            }[self]
        )

    @property
    def writable(self) -> bool:
        return self in (ReportState.DRAFT, ReportState.RETURNED)

    @property
    def tone(self) -> str:
        return {"submitted": "al", "returned": "er", "approved": "ok"}.get(self.value, "nu")


class Part(TextChoices):
    """The short pages of a report; the value stands in the address."""

    ACTIVITIES = "activites", pgettext_lazy("rapport", "Activités")
    MEASURES = "mesures", pgettext_lazy("rapport", "Mesures")
    EXPENSES = "depenses", pgettext_lazy("rapport", "Dépenses")
    PHOTOS = "photos", pgettext_lazy("rapport", "Photos")
    STORY = "recit", pgettext_lazy("rapport", "Récit")


class Every(IntegerChoices):
    """How often a partner reports, in months."""

    MONTH = 1, _("chaque mois")
    QUARTER = 3, _("chaque trimestre")
    HALF = 6, _("chaque semestre")
    YEAR = 12, _("chaque année")
