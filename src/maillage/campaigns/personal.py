"""What this room knows of a person by their address: signatures, offers of help; what is erased, what is kept."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.campaigns.actions import erase_address
from maillage.campaigns.models import CallAnswer, Signature


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    signed = Signature.objects.filter(email__iexact=user.email).select_related("petition", "version")
    offered = CallAnswer.objects.filter(email__iexact=user.email).select_related("call")
    return {
        _("Pétitions signées"): [
            {_("Pétition"): row.petition.title, _("Version du texte"): row.version.number, _("État"): row.get_state_display(),
             _("Nom"): row.name, _("Code postal"): row.area, _("Mot à qui décide"): row.message, _("Signée le"): row.asked_at,
             _("Confirmée le"): row.confirmed_at}
            for row in signed
        ],
        _("Aide proposée"): [
            {_("Appel"): row.call.title, _("Nom"): row.name, _("Téléphone"): row.phone, _("Message"): row.text,
             _("Envoyée le"): row.sent_at}
            for row in offered
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Names and addresses go; a petition that is not delivered loses the signature, a delivered one keeps its figure."""
    CallAnswer.objects.filter(email__iexact=user.email).delete()
    return erase_address(email=user.email)
