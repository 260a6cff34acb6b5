"""What the API plugs into the house."""

from django.utils.translation import gettext_lazy as _

from maillage.accounts.roles import Permission
from maillage.api import personal
from maillage.core.registry import MenuEntry, PersonalData, house

house.menu.add("api.tokens", MenuEntry("manage", _("Réseau"), _("Clés de l’API"), "api:tokens",
                                       Permission.API_TOKENS, order=88))  # fmt: skip
house.menu.add("api.home", MenuEntry("foot", _("Ce site"), _("Pour les programmes (API)"), "site:api", order=92))
house.personal_data.add("api", PersonalData(_("Clés de l’API"), personal.export, personal.erase, order=60))
house.verbs.add("token.created", _("Clé de l’API faite"))
house.verbs.add("token.revoked", _("Clé de l’API retirée"))
