"""What the verbs of campaigns share."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.campaigns.models import Petition, Tally
from maillage.core.errors import Refusal


class CampaignRefusal(Refusal):
    """The campaign says no."""

    MESSAGES: ClassVar = {
        "state": _("C’est maintenant « %(state)s » : cette étape n’est pas possible."),
        "campaign_not_open": _("Ouvrez d’abord la campagne."),
        "open_things": _("Des pétitions ou des appels sont encore ouverts : fermez-les d’abord."),
        "no_text": _("Écrivez d’abord le texte, titre compris, dans la langue d’origine."),
        "no_addressee": _("Dites d’abord à qui la pétition s’adresse."),
        "not_open": _("Cette pétition n’est pas ouverte aux signatures."),
        "call_not_open": _("Cet appel n’est plus ouvert. Merci quand même !"),
        "bad_address": _("Écrivez une adresse courriel, par exemple nom@exemple.org."),
        "too_late": _("Ce lien n’est plus valable : signez de nouveau, un autre courriel partira."),
        "delivered": _("Cette pétition est remise : son compte ne change plus."),
        "purge_later": _("La date d’effacement a été promise aux signataires, le %(day)s : elle ne peut pas être reculée."),
        "names_wider": _("Les signataires ont lu « %(given)s » : on ne peut pas en remettre davantage."),
        "sheet_once": _("La feuille « %(sheet)s » est déjà saisie."),
        "too_many_names": _("La feuille annonce %(claimed)s signatures, et %(names)s noms sont saisis."),
        "proof_first": _("Saisissez les noms de la feuille, ou joignez la feuille numérisée : sinon rien ne prouve le compte."),
        "not_signed_then": _("Cette date n’est pas possible : la feuille est signée entre l’ouverture et aujourd’hui."),
        "purged": _("Les noms sont effacés depuis le %(day)s."),
        "nothing_to_tell": _("Écrivez d’abord la réponse reçue."),
        "already_told": _("La réponse a déjà été annoncée."),
        "purge_not_yet": _("Les noms servent jusqu’à la remise, ou jusqu’au %(day)s : remettez d’abord la pétition."),
        "purge_first": _("La date d’effacement doit suivre la date de fin."),
        "twice": _("La même organisation est écrite deux fois."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(CampaignRefusal(code, **params).message(), code=code)


def counting(petition_id: int) -> Petition:
    """Hold the count of a petition until the transaction ends, then read the petition: whatever changes the count
    takes this one lock, so two never count the same thing twice."""
    Tally.objects.select_for_update().get(petition=petition_id)
    return Petition.objects.select_related("campaign", "tally").get(pk=petition_id)


def count(petition_id: int, *, online: int = 0, paper: int = 0) -> None:
    """Move the count; the database refuses one below zero."""
    if online or paper:
        Tally.objects.filter(petition=petition_id).update(online=F("online") + online, paper=F("paper") + paper)


def same(row: Any, values: dict[str, Any]) -> dict[str, Any]:
    """Write the values on the row; returns what they were, for the journal."""
    before = journal.snapshot(row)
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    return before
