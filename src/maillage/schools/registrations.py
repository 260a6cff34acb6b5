"""What schools give the house: the facilitators' fact, menus, panels, what waits, the search, personal data, jobs."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from maillage.accounts.access import fact
from maillage.accounts.roles import Permission
from maillage.core.registry import (
    Check,
    DemoChapter,
    Fact,
    Gesture,
    Job,
    MenuEntry,
    Panel,
    PersonalData,
    Waiting,
    Withheld,
    house,
)
from maillage.schools import levels, panels, personal, receivers, words  # noqa: F401 (receivers connect)
from maillage.schools.models import Animation, Facilitator, School, SchoolRequest
from maillage.search.sources import PUBLIC, Doc, Source

P = Permission
SCHOOLS = _("Écoles et matériel")

house.facts.add("schools", Fact(("facilitator",), panels.facts))
for key, label, url, count, order in (
    ("requests", _("Demandes d’animation"), "schools:requests", panels.count_asked, 41),
    ("week", _("Animations de la semaine"), "schools:week", None, 42),
    ("facilitators", _("Animatrices et animateurs"), "schools:facilitators", None, 43),
    ("animations", _("Animations offertes"), "schools:animations", None, 44),
    ("schools", _("Écoles"), "schools:schools", None, 45),
):
    house.menu.add(f"schools.{key}", MenuEntry("manage", SCHOOLS, label, url, P.ACTIVITIES_VIEW, count, order))
house.menu.add(
    "schools.mine", MenuEntry("member", "", _("Mes animations"), "schools:mine", fact("facilitator"), order=30)
)
house.menu.add(
    "schools.workshops", MenuEntry("foot", _("Participer"), _("Une animation en classe"), "site:workshops", order=44)
)

house.panels.add("schools.organisation", Panel("organisation", "manage", panels.organisation_panel, 58))
house.panels.add("schools.person", Panel("person", "manage", panels.person_panel, 58))
house.panels.add("schools.activity", Panel("activity", "manage", panels.activity_panel, 30))
house.panels.add("schools.home", Panel("home", "member", panels.member_home, 30))
house.waiting.add("schools", Waiting(P.ACTIVITIES_EDIT, panels.waiting, 30))
house.gestures.add("schools", Gesture("host", panels.gestures, 55))
house.withheld.add("schools.school", Withheld("schools.school", School.objects.hidden))
house.withheld.add("schools.request", Withheld("schools.schoolrequest", SchoolRequest.objects.hidden))
house.withheld.add("schools.facilitator", Withheld("schools.facilitator", Facilitator.objects.hidden))
house.checks.add("schools", Check(_("Animations en classe"), panels.check, 90))
house.personal_data.add("schools", PersonalData(_("Animations en classe"), personal.export, personal.erase, 62))
house.schedules.add("schools.remind", Job("maillage.schools.jobs.remind", hour=7))
house.schedules.add("schools.hold", Job("maillage.schools.jobs.hold_past", minutes=60))
house.schedules.add("schools.purge", Job("maillage.schools.jobs.purge", hour=4))
house.demo.add("schools", DemoChapter("maillage.schools.demo.write", order=90))


def animations(ids: list[int]) -> Iterable[Doc]:
    """What is offered is found by anyone; what is not any more, by the team."""
    for row in Animation.objects.filter(pk__in=ids):
        urls = {"manage": ("schools:animation", {"pk": row.pk})}
        if row.is_offered:
            urls["public"] = ("site:workshops", {})
        access, url = (PUBLIC, urls) if row.is_offered else (str(P.ACTIVITIES_VIEW), urls["manage"])
        yield Doc(row.pk, row.title, url, access=access, subtitle=levels.labels(row.levels), body=row.summary)


def requests(ids: list[int]) -> Iterable[Doc]:
    """Found by the team, by the school and the subject; never by the teacher's name, nor when the school is withheld."""
    rows = SchoolRequest.objects.filter(pk__in=ids).exclude(SchoolRequest.objects.hidden_rule())
    for row in rows.select_related("school__organisation", "animation"):
        yield Doc(row.pk, row.school_label, ("schools:request", {"pk": row.pk}), access=str(P.ACTIVITIES_VIEW),
                  subtitle=words.subject(row))  # fmt: skip


house.search_sources.add("schools.animation", Source(
    "schools.animation", animations, lambda: Animation.objects.values_list("pk", flat=True), _("Animations en classe"),
    accesses=(PUBLIC, str(P.ACTIVITIES_VIEW)), permission=str(P.ACTIVITIES_VIEW), order=71,
))  # fmt: skip
house.search_sources.add("schools.schoolrequest", Source(
    "schools.schoolrequest", requests, lambda: SchoolRequest.objects.values_list("pk", flat=True), _("Demandes d’animation"),
    accesses=(str(P.ACTIVITIES_VIEW),), permission=str(P.ACTIVITIES_VIEW), order=72,
))  # fmt: skip

for verb, label in {
    "school.added": _("École ajoutée au répertoire"),
    "school.changed": _("École modifiée"),
    "animation.created": _("Animation ajoutée"),
    "animation.changed": _("Animation modifiée"),
    "facilitator.added": _("Personne qui anime ajoutée"),
    "facilitator.changed": _("Personne qui anime modifiée"),
    "school_request.asked": _("Animation demandée"),
    "school_request.changed": _("Demande d’animation changée"),
    "school_request.noted": _("Note sur une demande d’animation"),
    "school_request.school_tied": _("Demande reliée à une école"),
    "school_request.planned": _("Visite préparée"),
    "school_request.unplanned": _("Visite retirée"),
    "school_request.proposed": _("Animation proposée"),
    "school_request.facilitator_answered": _("Réponse de qui anime"),
    "school_request.facilitator_replaced": _("Personne qui anime remplacée"),
    "school_request.confirmed": _("Animation confirmée"),
    "school_request.held": _("Animation tenue"),
    "school_request.visit_counted": _("Visite comptée"),
    "school_request.counted": _("Animation comptée"),
    "school_request.evaluated": _("Animation évaluée"),
    "school_request.km_reported": _("Kilomètres notés"),
    "school_request.declined": _("Demande d’animation déclinée"),
    "school_request.cancelled": _("Animation annulée"),
    "schools.demo": _("Animations inventées pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
