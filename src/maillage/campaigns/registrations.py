"""What campaigns give the house: menus, gestures, what waits, the search, personal data, checks, jobs, the demonstration."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.campaigns import gestures, receivers  # noqa: F401 (receivers connect)
from maillage.core.registry import Gesture, Job, MenuEntry, house

P = Permission
CAMPAIGNS = _("Campagnes")

house.menu.add("campaigns.act", MenuEntry("public", "", _("Agir"), "site:gestures", order=30))
house.menu.add("campaigns.list", MenuEntry("public", "", CAMPAIGNS, "site:campaigns", order=28))

house.gestures.add("campaigns.sign", Gesture("sign", gestures.sign, 10))
house.gestures.add("campaigns.help", Gesture("help", gestures.help_out, 40))
house.gestures.add("campaigns.host", Gesture("host", gestures.host, 45))

house.schedules.add("campaigns.bounces", Job("maillage.campaigns.jobs.count_bounces", minutes=10))
house.schedules.add("campaigns.purge", Job("maillage.campaigns.jobs.purge", hour=3))
house.schedules.add("campaigns.close", Job("maillage.campaigns.jobs.close_due", hour=5))

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
