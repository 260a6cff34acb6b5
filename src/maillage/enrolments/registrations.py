"""What the room gives the house."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.registry import (
    CalendarFilter,
    Check,
    DemoChapter,
    Job,
    MenuEntry,
    Panel,
    PersonalData,
    Waiting,
    house,
)
from maillage.enrolments import (  # noqa: F401 (receivers connect, registered_day registers)
    calendar,
    emails,
    panels,
    personal,
    places,
    receivers,
    registered_day,
)
from maillage.enrolments.models import Enrolment
from maillage.search.sources import Doc, Source

P = Permission

house.attachments.add("enrolment", emails.calendar_file)
house.calendar_filters.add("places", CalendarFilter(_("Avec des places"), calendar.with_places, calendar.tags, 10))
house.checks.add("enrolments", Check(_("Places des activités"), places.check, 70))
house.menu.add("enrolments.list", MenuEntry("manage", _("Activités"), _("Inscriptions"), "enrolments:list",
                                            P.ENROLMENTS_VIEW, panels.count_pending, 40))  # fmt: skip
house.menu.add("enrolments.mine", MenuEntry("member", "", _("Mes inscriptions"), "enrolments:mine", order=30))
house.panels.add("enrolments.manage", Panel("activity", "manage", panels.manage_panel, 20))
house.panels.add("enrolments.public", Panel("activity", "public", panels.public_panel, 10))
house.panels.add("enrolments.home", Panel("home", "member", panels.member_home, 30))
house.waiting.add("enrolments", Waiting(P.ENROLMENTS_VIEW, panels.waiting, 30))
house.personal_data.add(
    "enrolments", PersonalData(_("Inscriptions aux activités"), personal.export, personal.erase, 50)
)
house.demo.add("enrolments", DemoChapter("maillage.enrolments.demo.write", order=80))
house.schedules.add("enrolments.tend", Job("maillage.enrolments.jobs.tend", minutes=5))
house.schedules.add("enrolments.purge", Job("maillage.enrolments.jobs.purge", hour=4))


def documents(ids: list[int]) -> Iterable[Doc]:
    """Who enrolled, found by the team alone and until the names are erased."""
    for row in (
        Enrolment.objects.filter(pk__in=ids, purged_at=None).select_related("activity").prefetch_related("places")
    ):
        others = " ".join(place.name for place in row.places.all() if place.name != row.name)
        yield Doc(row.pk, row.name or row.email, ("enrolments:detail", {"pk": row.pk}), access=str(P.ENROLMENTS_VIEW),
                  subtitle=row.activity.title, also=f"{row.email} {others}".strip())  # fmt: skip


house.search_sources.add("enrolments.enrolment", Source(
    "enrolments.enrolment", documents, lambda: Enrolment.objects.filter(purged_at=None).values_list("pk", flat=True),
    _("Inscriptions"), accesses=(str(P.ENROLMENTS_VIEW),), permission=str(P.ENROLMENTS_VIEW), order=70,
))  # fmt: skip

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
    "enrolment.purged": _("Noms des inscriptions effacés"),
    "enrolment.rejoined": _("Retour sur la liste d’attente"),
}.items():
    house.verbs.add(verb, label)
