"""What bodies give the house: the role of those who sit, menus, panels, what waits, the search, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.bodies import facts, panels, personal, receivers  # noqa: F401 (receivers connect)
from maillage.bodies.enums import Leaving, Office
from maillage.bodies.models import Body
from maillage.core.registry import (
    Check,
    DemoChapter,
    Fact,
    MenuEntry,
    Panel,
    PersonalData,
    ProfileFollower,
    Waiting,
    house,
)
from maillage.search.sources import PUBLIC, Source

P = Permission
SECTION = _("Vie démocratique")

house.facts.add("bodies", Fact(("seated",), facts.seated))
house.menu.add("bodies.list", MenuEntry("manage", SECTION, _("Instances"), "bodies:list", P.ASSEMBLIES_VIEW, order=30))
house.menu.add("bodies.public", MenuEntry("foot", _("Ce site"), _("Instances"), "site:bodies", order=70))
house.panels.add("bodies.organisation", Panel("organisation", "manage", panels.manage_panel, 25))
house.panels.add("bodies.person", Panel("person", "manage", panels.manage_panel, 25))
house.panels.add("bodies.home", Panel("home", "member", panels.member_home, 22))
house.waiting.add("bodies", Waiting(P.ASSEMBLIES_EDIT, panels.waiting, 30))
house.profile_followers.add("bodies", ProfileFollower(panels.follow))
house.codes.add("bodies.body.office", lambda code: dict(Office.choices).get(code, code))
house.codes.add("bodies.body.end_reason", lambda code: dict(Leaving.choices).get(code, code))
house.checks.add("bodies", Check(_("Instances et mandats"), panels.check, 65))
house.personal_data.add("bodies", PersonalData(_("Mandats dans les instances"), personal.export, personal.erase, 45))
house.demo.add("bodies", DemoChapter("maillage.bodies.demo.write", order=50))
house.search_sources.add("bodies.body", Source(
    "bodies.body", panels.documents, lambda: Body.objects.values_list("pk", flat=True), _("Instances"),
    accesses=(PUBLIC, str(P.ASSEMBLIES_VIEW)), permission=str(P.ASSEMBLIES_VIEW), order=62,
))  # fmt: skip

for verb, label in {
    "body.created": _("Instance créée"),
    "body.changed": _("Instance modifiée"),
    "body.closed": _("Instance mise de côté"),
    "body.reopened": _("Instance remise en fonction"),
    "body.seats_changed": _("Sièges modifiés"),
    "body.demo": _("Instances inventées pour la démonstration"),
    "mandate.begun": _("Mandat commencé"),
    "mandate.ended": _("Mandat terminé"),
    "mandate.office_changed": _("Fonction changée"),
    "mandate.confirmed": _("Cooptation confirmée"),
}.items():
    house.verbs.add(verb, label)
