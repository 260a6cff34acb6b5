"""The demonstration's chapter: the network of solidarity of Belgium publishes; the others have the pages ready."""

from typing import Any

from django.core.exceptions import ValidationError

from maillage.iati import actions
from maillage.network import current

IDENTITIES = {
    "wsm": ("BE-BCE_KBO-0412345797", "22", "EUR"),
}


def write(context: Any) -> None:
    profile = current.profile()
    found = IDENTITIES.get(profile.code)
    if found is None:
        return
    ref, kind, currency = found
    name = profile.names.name
    actions.identify(ref=ref, type=kind, names=[[code, name.text(code)] for code in ("fr", "en")], language="fr",
                     currency=currency, old_refs=[f"{ref}-ANCIEN"], by=None)  # fmt: skip
    try:
        actions.publish(note="Publication de démonstration", by=None)
    except ValidationError:
        return  # no project is published yet in this demonstration
