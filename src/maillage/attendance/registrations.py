"""What the room gives the house."""

from django.utils.translation import gettext_lazy as _

from maillage.core.registry import house

for verb, label in {
    "attendance.recorded": _("Présence comptée"),
    "attendance.corrected": _("Présence corrigée"),
    "attendance.taken_back": _("Compte retiré"),
    "attendance.people_given": _("Personnes différentes notées"),
}.items():
    house.verbs.add(verb, label)
