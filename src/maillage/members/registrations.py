"""What membership gives the house: facts, menus, panels, what waits, figures, personal data, the demonstration."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.registry import (
    Check,
    DemoChapter,
    DirectoryFilter,
    Fact,
    Job,
    MenuEntry,
    Panel,
    PersonalData,
    ProfileGuard,
    PublicBlock,
    Waiting,
    house,
)
from maillage.members import demo, panels, personal
from maillage.members.models import Application
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
house.public_blocks.add("members.apply", PublicBlock(panels.gestures, 20))

house.waiting.add("members", Waiting(P.MEMBERS_VIEW, panels.waiting, 10))
house.waiting.add("members.decisions", Waiting(P.MEMBERS_DECIDE, panels.decisions, 15))
house.profile_guards.add("members", ProfileGuard(panels.guard))
house.directory_filters.add("members", DirectoryFilter(
    _("Catégorie de membre"), panels.directory_choices, panels.directory_narrow, panels.directory_counts,
    panels.directory_tags, 20,
))  # fmt: skip
house.checks.add("members", Check(_("Membres"), panels.check, 60))
house.personal_data.add("members", PersonalData(_("Adhésions et délégations"), personal.export, personal.erase, 40))
house.schedules.add("members.remind", Job("maillage.members.jobs.remind_dues", hour=7))
house.schedules.add("members.drafts", Job("maillage.members.jobs.purge_drafts", hour=4))
house.demo.add("members", DemoChapter(demo.write, order=40))


def documents(ids: list[int]) -> Iterable[Doc]:
    """Applications, found by the team alone; members are found as organisations and people."""
    for row in Application.objects.filter(pk__in=ids).exclude(state="draft"):
        yield Doc(row.pk, row.name, ("members:application", {"pk": row.pk}), access=str(P.MEMBERS_VIEW),
                  subtitle=row.contact_name, also=row.contact_email)  # fmt: skip


house.search_sources.add("members.application", Source(
    "members.application", documents, lambda: Application.objects.exclude(state="draft").values_list("pk", flat=True),
    _("Demandes d’adhésion"), accesses=(str(P.MEMBERS_VIEW),), permission=str(P.MEMBERS_VIEW), order=60,
))  # fmt: skip

for verb, label in {
    "membership.started": _("a noté l’adhésion"),
    "membership.changed": _("a changé la catégorie"),
    "membership.ended": _("a terminé l’adhésion"),
    "delegation.named": _("a nommé une personne déléguée"),
    "delegation.ended": _("a terminé une délégation"),
    "dues.assessed": _("a établi la cotisation"),
    "dues.waived": _("a exonéré la cotisation"),
    "exclusion.notified": _("a ouvert une procédure d’exclusion"),
    "exclusion.heard": _("a noté l’audition"),
    "exclusion.excluded": _("a noté l’exclusion"),
    "exclusion.appealed": _("a noté l’appel"),
    "exclusion.upheld": _("a noté la confirmation en appel"),
    "exclusion.dropped": _("a clos la procédure d’exclusion"),
    "exclusion.settled": _("a clos l’exclusion sans appel"),
    "application.begun": _("a commencé une demande d’adhésion"),
    "application.submitted": _("a envoyé la demande d’adhésion"),
    "application.incomplete": _("a demandé des compléments"),
    "application.complete": _("a dit la demande complète"),
    "application.accepted": _("a noté l’acceptation par le conseil"),
    "application.admitted": _("a admis"),
    "application.refused": _("a refusé la demande"),
    "application.withdrawn": _("a retiré la demande"),
    "application.charter_signed": _("a signé la charte"),
    "application.sponsored": _("a confirmé un parrainage"),
    "application.not_sponsored": _("a décliné un parrainage"),
    "member.demo": _("a inventé le registre des membres"),
}.items():
    house.verbs.add(verb, label)
