"""What campaigns give the house: menus, gestures, what waits, the search, personal data, checks, jobs, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.campaigns import found, gestures, panels, personal, receivers  # noqa: F401 (receivers connect)
from maillage.core.registry import (
    Check,
    DemoChapter,
    Gesture,
    Job,
    MenuEntry,
    PersonalData,
    PublicBlock,
    Waiting,
    house,
)
from maillage.search.sources import PUBLIC, Source

P = Permission
CAMPAIGNS = _("Campagnes")

house.menu.add("campaigns.act", MenuEntry("public", "", _("Agir"), "site:gestures", order=30))
house.menu.add("campaigns.list", MenuEntry("foot", _("Participer"), CAMPAIGNS, "site:campaigns", order=42))
house.menu.add("campaigns.act_list", MenuEntry("act", "", CAMPAIGNS, "site:campaigns", order=10))

for key, label, url, permission, order in (
    ("list_manage", CAMPAIGNS, "campaigns:list", P.CAMPAIGNS_VIEW, 50),
    ("petitions", _("Pétitions"), "campaigns:petitions", P.CAMPAIGNS_VIEW, 51),
    ("signatures", _("Signatures"), "campaigns:signatures", P.SIGNATURES_VIEW, 52),
    ("batches", _("Feuilles de signatures"), "campaigns:batches", P.CAMPAIGNS_VIEW, 53),
    ("blocks", _("Origines à examiner"), "campaigns:blocks", P.CAMPAIGNS_VIEW, 54),
):
    house.menu.add(f"campaigns.{key}", MenuEntry("manage", CAMPAIGNS, label, url, permission, order=order))

house.public_blocks.add("campaigns.gestures", PublicBlock(panels.home_gestures, 15))
house.gestures.add("campaigns.sign", Gesture("sign", gestures.sign, 10))
house.gestures.add("campaigns.help", Gesture("help", gestures.help_out, 40))
house.gestures.add("campaigns.host", Gesture("host", gestures.host, 45))

house.schedules.add("campaigns.bounces", Job("maillage.campaigns.jobs.count_bounces", minutes=10))
house.schedules.add("campaigns.purge", Job("maillage.campaigns.jobs.purge", hour=3))
house.schedules.add("campaigns.close", Job("maillage.campaigns.jobs.close_due", hour=5))

house.waiting.add("campaigns", Waiting(P.CAMPAIGNS_EDIT, panels.waiting, 30))
house.waiting.add("campaigns.answers", Waiting(P.SIGNATURES_VIEW, panels.answers_waiting, 31))
house.checks.add("campaigns", Check(_("Pétitions"), panels.check, 65, whole=panels.check_all))
house.personal_data.add("campaigns", PersonalData(_("Pétitions et appels"), personal.export, personal.erase, 45))
house.demo.add("campaigns", DemoChapter("maillage.campaigns.demo.write", order=65))
house.search_sources.add("campaigns.campaign", Source(
    "campaigns.campaign", found.campaigns, found.campaign_ids, CAMPAIGNS, accesses=(PUBLIC, found.TEAM),
    permission=found.TEAM, order=40,
))  # fmt: skip
house.search_sources.add("campaigns.petition", Source(
    "campaigns.petition", found.petitions, found.petition_ids, _("Pétitions"), accesses=(PUBLIC, found.TEAM),
    permission=found.TEAM, order=41,
))  # fmt: skip

for verb, label in {
    "campaign.created": _("Campagne créée"),
    "campaign.changed": _("Campagne modifiée"),
    "campaign.opened": _("Campagne ouverte"),
    "campaign.closed": _("Campagne terminée"),
    "campaign.copied": _("Campagne reprise d’une autre année"),
    "campaign.image_set": _("Image changée"),
    "campaign.material_added": _("Matériel ajouté"),
    "petition.created": _("Pétition créée"),
    "petition.changed": _("Pétition modifiée"),
    "petition.rewritten": _("Texte de la pétition changé"),
    "petition.opened": _("Pétition ouverte"),
    "petition.closed": _("Pétition close"),
    "petition.delivered": _("Pétition remise"),
    "petition.answered": _("Réponse notée"),
    "petition.answer_told": _("Réponse annoncée aux signataires"),
    "petition.purged": _("Noms et adresses des signataires effacés"),
    "petition.block_aside": _("Groupe de signatures mis de côté"),
    "petition.block_admitted": _("Groupe de signatures admis"),
    "petition.sheet_entered": _("Feuille de signatures saisie"),
    "petition.sheet_checked": _("Feuille de signatures comptée"),
    "petition.sheet_refused": _("Feuille de signatures écartée"),
    "petition.sheet_corrected": _("Feuille de signatures corrigée"),
    "petition.dossier_made": _("Dossier de remise tiré"),
    "signature.withdrawn": _("Signature retirée"),
    "signature.name_hidden": _("Nom d’une signature masqué"),
    "call.created": _("Appel créé"),
    "call.changed": _("Appel modifié"),
    "call.opened": _("Appel ouvert"),
    "call.closed": _("Appel clos"),
    "call.answer_handled": _("Réponse à un appel traitée"),
    "call.purged": _("Réponses à un appel effacées"),
    "campaign.demo": _("Campagnes inventées pour la démonstration"),
}.items():
    house.verbs.add(verb, label)
