"""What motions give the house: menus, panels, steps, what waits, the search, personal data, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.core.deciding import VotePoints
from maillage.core.registry import AssemblySteps, DemoChapter, MenuEntry, Panel, PersonalData, VoteGuard, Waiting, house
from maillage.motions import desk, panels, personal, reading, receivers  # noqa: F401 (receivers connect)
from maillage.motions.models import Motion
from maillage.search.sources import NOBODY, Source

P = Permission

house.menu.add("motions.list", MenuEntry("manage", _("Vie démocratique"), _("Propositions"), "motions:motions",
                                         P.ASSEMBLIES_VIEW, order=34))  # fmt: skip
house.menu.add("motions.mine", MenuEntry("member", "", _("Propositions"), "motions:mine", order=26))

for page, face, render, order in (
    ("assembly", "manage", panels.assembly_manage, 40),
    ("assembly", "member", panels.assembly_member, 40),
    ("agenda_item", "manage", panels.item_manage, 40),
    ("agenda_item", "member", panels.item_member, 40),
    ("chair", "manage", panels.chair, 20),
    ("room_screen", "public", panels.room_screen, 40),
):
    house.panels.add(f"motions.{page}.{face}", Panel(page, face, render, order))

house.assembly_steps.add("motions", AssemblySteps(desk.steps, 30))
house.vote_guards.add("motions", VoteGuard(panels.refuse_vote, 60))
house.vote_points.add("motions", VotePoints(reading.points_around))
house.waiting.add("motions", Waiting(P.ASSEMBLIES_EDIT, desk.waiting, 25))
house.personal_data.add("motions", PersonalData(_("Propositions et amendements"), personal.export, personal.erase, 62))
house.search_sources.add("motions.motion", Source(
    "motions.motion", desk.documents, lambda: Motion.objects.values_list("pk", flat=True), _("Propositions"),
    accesses=(NOBODY, str(P.ASSEMBLIES_VIEW)), permission=str(P.ASSEMBLIES_VIEW), order=66,
))  # fmt: skip

house.demo.add("motions", DemoChapter("maillage.motions.demo.write", order=82))

for verb, label in {
    "motion.called": _("Appel à propositions noté"),
    "motion.drafted": _("Proposition commencée"),
    "motion.rewritten": _("Proposition récrite"),
    "motion.submitted": _("Proposition déposée"),
    "motion.seconded": _("Proposition appuyée"),
    "motion.unseconded": _("Appui d’une proposition retiré"),
    "motion.carried_over": _("Proposition reportée à une autre réunion"),
    "motion.withdrawn": _("Proposition retirée"),
    "motion.numbered": _("Proposition numérotée"),
    "motion.admitted": _("Proposition dite recevable"),
    "motion.refused": _("Proposition dite irrecevable"),
    "motion.advised": _("Avis du conseil noté"),
    "motion.placed": _("Proposition mise à l’ordre du jour"),
    "motion.debated": _("Débat ouvert sur une proposition"),
    "motion.referred": _("Proposition renvoyée à une instance"),
    "motion.tabled": _("Proposition ajournée"),
    "motion.resumed": _("Proposition reprise"),
    "motion.followed": _("Proposition remise à la seconde réunion"),
    "motion.put_to_vote": _("Vote d’une proposition préparé"),
    "motion.carried": _("Proposition adoptée"),
    "motion.lost": _("Proposition rejetée"),
    "amendment.proposed": _("Amendement déposé"),
    "amendment.accepted": _("Amendement repris dans le texte"),
    "amendment.refused": _("Amendement dit irrecevable"),
    "amendment.withdrawn": _("Amendement retiré"),
    "amendment.overtaken": _("Amendement sans objet"),
    "amendment.taken_up": _("Amendement remis à voter"),
    "amendment.put_to_vote": _("Vote d’un amendement préparé"),
    "amendment.carried": _("Amendement adopté"),
    "amendment.lost": _("Amendement rejeté"),
}.items():
    house.verbs.add(verb, label)
