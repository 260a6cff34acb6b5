"""The demonstration's chapter: each network has its identity for IATI; the one of Belgium publishes, as its law asks."""

from typing import Any

from django.core.exceptions import ValidationError

from maillage.iati import actions
from maillage.network import current
from maillage.projects.demo.stories import NETWORKS

PUBLISHES = "wsm"


def write(context: Any) -> None:
    profile = current.profile()
    found = NETWORKS.get(profile.code)
    if found is None:
        return
    name = profile.names.name
    actions.identify(ref=found.prefix, type="22", names=[["fr", name.text("fr")], ["en", name.text("en")]], language="fr",
                     currency=profile.currency, old_refs=[], by=None)  # fmt: skip
    if profile.code != PUBLISHES:
        return
    try:
        actions.publish(note="Mise à jour annuelle pour le bailleur", by=None)
    except ValidationError:
        return  # no project is ready in this demonstration
