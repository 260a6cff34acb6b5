"""What membership gives the house: facts, menus, panels, what waits, figures, personal data, the demonstration."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.registry import (
    Check,
    DemoChapter,
    DirectoryFilter,
    Fact,
    Gesture,
    Job,
    MenuEntry,
    Panel,
    PersonalData,
    ProfileGuard,
    PublicBlock,
    Waiting,
    Withheld,
    house,
)
from maillage.members import panels, personal, receivers  # noqa: F401 (receivers connect)
from maillage.members.models import Application, Member
from maillage.members.queries import delegate_facts
from maillage.search.sources import Doc, Source

P = Permission
MEMBERS = _("Membres")

house.facts.add("members", Fact(("delegate", "individual_member"), delegate_facts))

for key, label, url, count, order in (
    ("list", _("Membres"), "members:list", None, 20),
    ("applications", _("Demandes d’adhésion"), "members:applications", panels.count_waiting, 21),
    ("rights", _("Droits de vote"), "members:rights", None, 22),
    ("dues", _("Cotisations"), "members:dues", None, 23),
    ("arrears", _("Retards"), "members:arrears", panels.count_late, 24),
    ("figures", _("Chiffres des membres"), "members:figures", None, 25),
):
    house.menu.add(f"members.{key}", MenuEntry("manage", MEMBERS, label, url, P.MEMBERS_VIEW, count, order))
house.menu.add("members.mine", MenuEntry("member", "", _("Mon adhésion"), "members:mine", order=20))
house.menu.add("members.apply", MenuEntry("public", "", _("Adhérer"), "site:apply", order=40))

house.panels.add("members.organisation", Panel("organisation", "manage", panels.manage_panel, 20))
house.panels.add("members.person", Panel("person", "manage", panels.manage_panel, 20))
house.panels.add("members.public", Panel("organisation", "public", panels.public_panel, 20))
house.panels.add("members.home", Panel("home", "member", panels.member_home, 20))
house.public_blocks.add("members.figures", PublicBlock(panels.public_figures, 20))
house.gestures.add("members.join", Gesture("join", panels.join, 70))
house.public_blocks.add("members.apply", PublicBlock(panels.gestures, 20))

house.waiting.add("members", Waiting(P.MEMBERS_VIEW, panels.waiting, 10))
house.waiting.add("members.decisions", Waiting(P.MEMBERS_DECIDE, panels.decisions, 15))
house.withheld.add("members", Withheld("members.member", Member.objects.hidden))
house.withheld.add("members.applications", Withheld("members.application", Application.objects.hidden))
house.profile_guards.add("members", ProfileGuard(panels.guard))
house.directory_filters.add("members", DirectoryFilter(
    _("Catégorie de membre"), panels.directory_choices, panels.directory_narrow, panels.directory_counts,
    panels.directory_tags, 20,
))  # fmt: skip
house.checks.add("members", Check(_("Membres"), panels.check, 60))
house.personal_data.add("members", PersonalData(_("Adhésions et délégations"), personal.export, personal.erase, 40))
house.schedules.add("members.remind", Job("maillage.members.jobs.remind_dues", hour=7))
house.schedules.add("members.drafts", Job("maillage.members.jobs.purge_drafts", hour=4))
house.demo.add("members", DemoChapter("maillage.members.demo.write", order=40))


def documents(ids: list[int]) -> Iterable[Doc]:
    """Applications, found by the team alone, and those of the withheld by nobody; members are found as organisations
    and people."""
    for row in Application.objects.filter(pk__in=ids).exclude(state="draft").open_to_all():
        yield Doc(row.pk, row.name, ("members:application", {"pk": row.pk}), access=str(P.MEMBERS_VIEW),
                  subtitle=row.contact_name, also=row.contact_email)  # fmt: skip


house.search_sources.add("members.application", Source(
    "members.application", documents, lambda: Application.objects.exclude(state="draft").values_list("pk", flat=True),
    _("Demandes d’adhésion"), accesses=(str(P.MEMBERS_VIEW),), permission=str(P.MEMBERS_VIEW), order=60,
))  # fmt: skip

for verb, label in {
    "membership.started": _("Adhésion notée"),
    "membership.changed": _("Catégorie changée"),
    "membership.ended": _("Adhésion terminée"),
    "delegation.named": _("Personne déléguée nommée"),
    "delegation.ended": _("Délégation terminée"),
    "dues.assessed": _("Cotisation établie"),
    "dues.waived": _("Cotisation exonérée"),
    "exclusion.notified": _("Procédure d’exclusion ouverte"),
    "exclusion.heard": _("Audition notée"),
    "exclusion.excluded": _("Exclusion notée"),
    "exclusion.appealed": _("Appel noté"),
    "exclusion.upheld": _("Exclusion confirmée en appel"),
    "exclusion.dropped": _("Procédure d’exclusion close"),
    "exclusion.settled": _("Exclusion close sans appel"),
    "application.begun": _("Demande d’adhésion commencée"),
    "application.submitted": _("Demande d’adhésion envoyée"),
    "application.incomplete": _("Compléments demandés"),
    "application.complete": _("Demande dite complète"),
    "application.accepted": _("Acceptation par le conseil notée"),
    "application.admitted": _("Admission"),
    "application.refused": _("Demande refusée"),
    "application.withdrawn": _("Demande retirée"),
    "application.charter_signed": _("Charte signée"),
    "application.sponsored": _("Parrainage confirmé"),
    "application.not_sponsored": _("Parrainage décliné"),
    "member.demo": _("Registre des membres inventé pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
