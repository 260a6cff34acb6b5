"""What evaluations give the house: menu, panels, the letter of the next day, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.registry import DemoChapter, Job, MenuEntry, Panel, house
from maillage.evaluations import panels

ACTIVITIES = _("Activités")

house.menu.add("evaluations.polls", MenuEntry("manage", ACTIVITIES, _("Évaluations"), "evaluations:polls",
                                              Permission.ACTIVITIES_VIEW, order=38))  # fmt: skip
house.panels.add("evaluations.activity", Panel("activity", "manage", panels.manage_panel, 60))
house.panels.add("evaluations.public", Panel("activity", "public", panels.public_panel, 60))
house.schedules.add("evaluations.invite", Job("maillage.evaluations.jobs.invite_yesterdays", hour=8))
house.demo.add("evaluations", DemoChapter("maillage.evaluations.demo.write", order=92))

for verb, label in {
    "questionnaire.taken": _("Modèle de questionnaire pris"),
    "questionnaire.created": _("Questionnaire créé"),
    "questionnaire.changed": _("Questionnaire modifié"),
    "questionnaire.item_written": _("Question écrite"),
    "questionnaire.item_withdrawn": _("Question retirée"),
    "poll.opened": _("Évaluation ouverte"),
    "poll.changed": _("Évaluation modifiée"),
    "poll.closed": _("Évaluation close"),
    "poll.reopened": _("Évaluation rouverte"),
    "poll.invited": _("Avis demandé aux personnes venues"),
    "poll.counted": _("Feuilles de papier comptées"),
    "poll.redacted": _("Texte masqué"),
    "poll.demo": _("Évaluations inventées pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
