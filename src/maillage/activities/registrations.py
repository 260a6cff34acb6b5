"""What activities give the house."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission as P
from maillage.activities import found, panels, personal, receivers, words  # noqa: F401 (receivers connect)
from maillage.activities.agenda import blocks
from maillage.core.registry import (
    Check,
    DemoChapter,
    Gesture,
    Job,
    MenuEntry,
    MergeGuard,
    Panel,
    PersonalData,
    ProfileGuard,
    PublicBlock,
    Waiting,
    house,
)

ACTIVITIES = _("Activités")

house.menu.add("activities.list", MenuEntry("manage", ACTIVITIES, _("Activités"), "activities:list", P.ACTIVITIES_VIEW,
                                            panels.count_waiting, 30))  # fmt: skip
house.menu.add("activities.venues", MenuEntry("manage", ACTIVITIES, _("Lieux"), "activities:venues", P.ACTIVITIES_VIEW,
                                              order=39))  # fmt: skip
house.menu.add("activities.mine", MenuEntry("member", "", _("Nos activités"), "activities:mine", order=30))

house.panels.add("activities.organisation", Panel("organisation", "manage", panels.organisation_manage, 40))
house.panels.add("activities.public", Panel("organisation", "public", panels.organisation_public, 40))
house.panels.add("activities.campaign", Panel("campaign", "manage", panels.campaign_manage, 40))
house.panels.add("activities.project", Panel("project", "manage", panels.project_manage, 60))
house.panels.add("activities.project_public", Panel("project", "public", panels.project_public, 60))
house.panels.add("activities.home", Panel("home", "member", panels.member_home, 40))
house.waiting.add("activities", Waiting(P.ACTIVITIES_EDIT, panels.waiting, 30))
house.search_sources.add(found.KIND, found.SOURCE)
house.personal_data.add("activities", PersonalData(_("Activités"), personal.export, personal.erase, 50))
house.checks.add("activities", Check(_("Activités"), panels.check, 70))
house.schedules.add("activities.purge", Job("maillage.activities.jobs.purge", hour=4))
house.profile_guards.add("activities", ProfileGuard(panels.guard))
house.merge_guards.add("activities", MergeGuard(panels.refuse_merge))
house.menu.add("activities.calendar", MenuEntry("public", "", _("Agenda"), "site:calendar", order=8))
house.menu.add(
    "activities.subscribe", MenuEntry("foot", _("Ce site"), _("Agenda (iCalendar)"), "site:calendar_ics", order=92)
)
house.menu.add("activities.sources", MenuEntry("manage", _("Activités"), _("Agendas suivis"), "activities:sources",
                                               P.ACTIVITIES_VIEW, order=38))  # fmt: skip
house.schedules.add("activities.sources", Job("maillage.activities.nightly.read_all", hour=3))
house.public_blocks.add("activities.agenda", PublicBlock(blocks.home, 35))
house.panels.add("activities.next", Panel("home", "member", blocks.member_home, 60))
house.gestures.add("activities", Gesture("come", blocks.gestures, 10))
house.codes.add("activities.activity.form", words.form_label)
house.demo.add("activities", DemoChapter("maillage.activities.demo.write", order=70))

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
    "activity.guest_written": _("Personne invitée notée"),
    "activity.guest_removed": _("Personne invitée retirée"),
    "activity.stop_written": _("Étape de la tournée notée"),
    "activity.costs_written": _("Coûts notés"),
    "activity.tables_written": _("Tables notées"),
    "activity.nominated": _("Personne désignée"),
    "activity.nominee_changed": _("Désignation changée"),
    "activity.nominee_decided": _("Désignation décidée"),
    "venue.created": _("Lieu écrit"),
    "venue.updated": _("Lieu changé"),
    "venue.deleted": _("Lieu supprimé"),
    "calendar_source.added": _("Agenda suivi"),
    "calendar_source.changed": _("Agenda suivi changé"),
    "calendar_source.removed": _("Agenda qui n’est plus suivi"),
    "calendar_source.read": _("Agenda lu"),
}.items():
    house.verbs.add(verb, label)
