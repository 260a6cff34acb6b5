"""What accounts give the house: their menu, what waits, personal data, the demonstration's cast, the journal's verbs."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.accounts import personal, receivers  # noqa: F401 (receivers listen as soon as they are imported)
from maillage.accounts.models import ErasureRequest
from maillage.accounts.roles import Permission
from maillage.core.registry import DemoChapter, Job, MenuEntry, PersonalData, Waiting, WaitingItem, house


def erasures(user: Any) -> Iterable[WaitingItem]:
    for request in ErasureRequest.objects.visible_to(user).waiting().select_related("user"):
        yield WaitingItem(
            _("Demande d’effacement"), str(request.user), request.user.get_absolute_url(), _("Répondre"), tone="al"
        )


house.menu.add("accounts", MenuEntry("manage", gettext_lazy("Réseau"), gettext_lazy("Comptes"), "accounts:users",
                                     Permission.USERS_VIEW, order=80))  # fmt: skip
house.menu.add("roles", MenuEntry("manage", gettext_lazy("Réseau"), gettext_lazy("Qui peut quoi"), "accounts:roles",
                                  Permission.GESTION, order=85))  # fmt: skip
house.waiting.add("accounts.erasures", Waiting(Permission.ROLES_GIVE, erasures, order=40))
# Last: other rooms may still need the name and the address while they erase what they know.
house.personal_data.add(
    "accounts", PersonalData(gettext_lazy("Compte et connexion"), personal.export, personal.erase, order=100)
)
house.schedules.add("accounts.links", Job("maillage.accounts.jobs.forget_links", hour=3))
house.schedules.add("accounts.sessions", Job("maillage.accounts.jobs.forget_sessions", hour=3))
house.demo.add("accounts", DemoChapter("maillage.accounts.demo.write", order=10))

for verb, label in {
    "account.created": gettext_lazy("a ouvert le compte"),
    "account.invited": gettext_lazy("a invité"),
    "account.invited_again": gettext_lazy("a invité de nouveau"),
    "account.profile_changed": gettext_lazy("a changé le compte"),
    "account.role_given": gettext_lazy("a donné un rôle"),
    "account.role_taken": gettext_lazy("a retiré un rôle"),
    "account.sessions_ended": gettext_lazy("a fermé des sessions"),
    "account.second_factors_forgotten": gettext_lazy("a remis à zéro le second facteur"),
    "account.second_factor_added": gettext_lazy("a ajouté un second facteur"),
    "account.second_factor_removed": gettext_lazy("a retiré un second facteur"),
    "account.password_changed": gettext_lazy("a changé le mot de passe"),
    "account.email_changed": gettext_lazy("a changé l’adresse courriel"),
    "account.closed": gettext_lazy("a fermé le compte"),
    "account.reopened": gettext_lazy("a rouvert le compte"),
    "account.erasure_asked": gettext_lazy("a demandé l’effacement"),
    "account.erasure_withdrawn": gettext_lazy("a retiré la demande d’effacement"),
    "account.erased": gettext_lazy("a effacé la personne"),
}.items():
    house.verbs.add(verb, label)
