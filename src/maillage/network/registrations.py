"""What the network gives the house."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_q.signals import pre_execute

from maillage.accounts.roles import Permission
from maillage.core.registry import Check, MenuEntry, house
from maillage.network import current, legal_words

house.network = current.shown
house.menu.add(
    "network", MenuEntry("manage", _("Réseau"), _("Profil du réseau"), "network:profile", Permission.GESTION, order=80)
)
house.verbs.add("network.profile_adopted", _("Profil du réseau adopté"))


def in_its_zone(**given: Any) -> None:
    """A job tells days and hours as pages do."""
    timezone.activate(current.zone())


pre_execute.connect(in_its_zone, dispatch_uid="network.zone")


def check() -> Iterator[tuple[str, str]]:
    """Rules that a lawyer must still confirm; example fees in a network that is not a demonstration."""
    if not current.exists():
        return
    profile = current.profile()
    unsure = legal_words.to_confirm(profile.legal)
    if unsure:
        yield "warning", f"{unsure} règles du profil légal restent à confirmer par un ou une juriste (Gestion, Réseau)."
    if not settings.DEMO:
        for schedule in profile.fees.schedules:
            if schedule.example:
                yield "warning", f"Le barème « {schedule.code} » est un exemple : adoptez le vôtre avant de facturer."


house.checks.add("network", Check(_("Réseau"), check))
