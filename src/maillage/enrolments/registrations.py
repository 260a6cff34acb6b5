"""What the room gives the house."""

from django.utils.translation import gettext_lazy as _

from maillage.core.registry import Check, house
from maillage.enrolments import emails, places, registered_day  # noqa: F401 (it registers)

house.attachments.add("enrolment", emails.calendar_file)
house.checks.add("enrolments", Check(_("Places des activités"), places.check, 70))

for verb, label in {
    "opening.made": _("Inscriptions ouvertes"),
    "opening.changed": _("Règles d’inscription changées"),
    "opening.removed": _("Inscriptions retirées"),
    "opening.quota_set": _("Contingent de places changé"),
    "opening.quota_removed": _("Contingent de places retiré"),
    "opening.kind_set": _("Sorte de place changée"),
    "opening.kind_removed": _("Sorte de place retirée"),
    "opening.question_set": _("Question d’inscription changée"),
    "opening.question_removed": _("Question d’inscription retirée"),
    "enrolment.made": _("Inscription"),
    "enrolment.changed": _("Inscription modifiée"),
    "enrolment.cancelled": _("Inscription annulée"),
    "enrolment.approved": _("Inscription approuvée"),
    "enrolment.refused": _("Inscription refusée"),
    "enrolment.offered": _("Place proposée depuis la liste d’attente"),
    "enrolment.accepted": _("Place acceptée"),
    "enrolment.lapsed": _("Proposition de place sans réponse"),
    "enrolment.rejoined": _("Retour sur la liste d’attente"),
}.items():
    house.verbs.add(verb, label)
