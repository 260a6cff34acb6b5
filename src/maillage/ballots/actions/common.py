"""What the verbs of rolls and proxies share: refusals, locks, the journal without names."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.ballots.enums import RollState
from maillage.ballots.models import Roll
from maillage.core.errors import Refusal


class RollRefusal(Refusal):
    """The roll says no."""

    MESSAGES: ClassVar = {
        "frozen": _("Cette liste est arrêtée : elle ne change plus que par une décision."),
        "not_frozen": _("Cette liste n’est pas arrêtée : arrêtez-la d’abord."),
        "closed": _("Cette liste est close : rien n’y change plus."),
        "empty": _("Personne n’a le droit de voter à cette date : la liste serait vide."),
        "no_seats": _("Aucun siège n’est occupé : la liste serait vide."),
        "challenges_over": _("Les contestations se recevaient jusqu’au %(day)s."),
        "challenges_before": _("Le délai de contestation ne peut pas finir avant la date des droits."),
        "text": _("Dites ce qui est contesté."),
        "about": _("Dites de quel membre il s’agit."),
        "decision": _("Écrivez la décision, avec ses raisons."),
        "decided": _("Cette contestation est déjà tranchée."),
        "struck": _("Ce droit est radié de la liste."),
        "supporting": _("La catégorie « %(category)s » n’a pas le droit de vote : aucun droit ne peut être ajouté."),
        "not_member": _("Ce membre ne l’était pas à la date des droits."),
        "holder_needed": _("Dites à qui revient ce droit : un membre ou une personne."),
        "unchanged": _("Rien ne change."),
        "used": _("Ce droit a déjà servi à un vote ouvert : corrigez la liste après sa clôture."),
        "used_ever": _(
            "Ce droit a déjà voté : son poids et son collège restent au résultat. Radiez-le, puis ajoutez le droit corrigé."
        ),
        "vote_closed": _("Un vote clos sur cette liste attend son résultat : proclamez-le ou annulez-le d’abord."),
        "class_left": _(
            "Il resterait moins de %(least)s droits de cette sorte dans un vote confidentiel ouvert (« %(title)s ») : "
            "attendez sa clôture, ou annulez-le."
        ),
        "vote_open": _("Un vote est ouvert sur cette liste : attendez sa clôture."),
        "carries_already": _("Cette personne porte déjà une voix de ce membre."),
        "gone": _("Cette personne n’est plus au répertoire."),
        "open_challenges": _("Des contestations attendent une décision : tranchez-les d’abord."),
        # Proxies
        "forbidden": _("Les procurations ne sont pas permises. Source : %(source)s"),
        "already": _("Une procuration est déjà donnée pour ce droit : retirez-la d’abord."),
        "items": _("Sur cette liste, une procuration ne se limite pas à certains points."),
        "oneself": _("On ne se donne pas procuration à soi-même."),
        "circle": _("Cette personne vous a déjà donné sa procuration : les deux voix tourneraient en rond."),
        "holder_gave": _("Cette personne a donné procuration à quelqu’un : elle ne sera pas là pour voter."),
        "principal_holds": _("Vous portez déjà la procuration de quelqu’un : rendez-la avant de donner la vôtre."),
        "not_entitled": _("Cette personne ne porte aucun droit sur cette liste : elle ne peut pas recevoir de procuration."),
        "category": _("Cette personne n’est pas de la même catégorie de membres."),
        "limit": _("Cette personne porte déjà le plus de procurations permis (%(most)s)."),
        "form_needed": _("Joignez le formulaire signé."),
        "not_pending": _("Cette procuration n’attend plus de réponse."),
        "not_live": _("Cette procuration n’est plus en vigueur."),
        "not_by_arrival": _("Seule une procuration retirée par une arrivée peut être remise en vigueur."),
        "not_carried": _("Personne ne porte ce droit : nommez d’abord une personne déléguée."),
        "rule_looser": _("Une liste ne peut pas permettre plus que le profil légal : %(source)s"),
        "source": _("Dites d’où vient cette règle (article des statuts)."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(RollRefusal(code, **params).message(), code=code)


def record(verb: str, row: models.Model, *, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    """Write in the journal. What is about a person keeps their name out of its label, which outlives them."""
    journal.record(verb, row, by=by, changes=changes, label=None if isinstance(row, Roll) else "")


def locked(roll: Roll) -> Roll:
    """The roll as it is now; what is done about one roll is done one after the other."""
    return Roll.objects.select_for_update(of=("self",)).get(pk=roll.pk)


def standing(roll: Roll) -> Roll:
    """The roll, locked: frozen and not closed."""
    roll = locked(roll)
    if roll.state == RollState.DRAFT:
        raise refuse("not_frozen")
    if roll.state == RollState.CLOSED:
        raise refuse("closed")
    return roll


def numbered(roll: Roll) -> None:
    """Another version of the roll: pages that show it know that it moved."""
    roll.version += 1
    roll.save(update_fields=["version"])
