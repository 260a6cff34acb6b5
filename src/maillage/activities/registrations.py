"""What activities give the house."""

from django.utils.translation import gettext_lazy as _

from maillage.activities import demo
from maillage.activities.agenda import blocks
from maillage.core.registry import DemoChapter, Gesture, MenuEntry, Panel, PublicBlock, house

house.menu.add("activities.calendar", MenuEntry("public", "", _("Agenda"), "site:calendar", order=8))
house.menu.add(
    "activities.subscribe", MenuEntry("foot", _("Ce site"), _("Agenda (iCalendar)"), "site:calendar_ics", order=92)
)
house.public_blocks.add("activities.agenda", PublicBlock(blocks.home, 35))
house.panels.add("activities.next", Panel("home", "member", blocks.member_home, 60))
house.gestures.add("activities", Gesture("come", blocks.gestures, 10))
house.demo.add("activities", DemoChapter(demo.write, order=70))

for verb, label in {
    "activity.created": _("Activité écrite"),
    "activity.updated": _("Activité changée"),
    "activity.translated": _("Traduction changée"),
    "activity.poster_changed": _("Affiche changée"),
    "activity.document_added": _("Document joint à une activité"),
    "activity.document_removed": _("Document retiré d’une activité"),
    "activity.dates_added": _("Dates ajoutées"),
    "activity.date_changed": _("Date changée"),
    "activity.date_cancelled": _("Date annulée"),
    "activity.date_restored": _("Date rétablie"),
    "activity.dates_deleted": _("Dates supprimées"),
    "activity.announced": _("Activité annoncée"),
    "activity.held": _("Activité tenue"),
    "activity.unheld": _("Activité à nouveau annoncée"),
    "activity.accounted": _("Activité comptée"),
    "activity.reopened": _("Comptes rouverts"),
    "activity.cancelled": _("Activité annulée"),
    "activity.taken_up": _("Activité reprise"),
    "activity.proposed": _("Activité proposée par une organisation"),
    "activity.withdrawn": _("Proposition retirée"),
    "activity.accepted": _("Proposition acceptée"),
    "activity.declined": _("Proposition déclinée"),
}.items():
    house.verbs.add(verb, label)
