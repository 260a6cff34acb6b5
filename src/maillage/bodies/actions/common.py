"""What the verbs of bodies share."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.bodies.models import Body, Mandate
from maillage.core.errors import Refusal


class BodyRefusal(Refusal):
    """The register of bodies says no."""

    MESSAGES: ClassVar = {
        "overlap": _("Cette personne siège déjà dans cette instance à cette période (depuis le %(start)s)."),
        "full": _("Tous les sièges de « %(group)s » sont pourvus (%(seats)s) : terminez d’abord un mandat."),
        "other_body": _("Ce groupe de sièges est celui d’une autre instance."),
        "group_needed": _("Choisissez le groupe de sièges que cette personne occupe."),
        "category": _("Ce siège est réservé à la catégorie « %(category)s » : ni cette personne ni l’organisation pour"
                      " laquelle elle siégerait n’en sont membres à cette date."),
        "closed": _("Cette instance n’est plus en fonction."),
        "ends_before_start": _("La fin ne peut pas précéder le début, le %(start)s."),
        "already_ended": _("Ce mandat est déjà terminé."),
        "still_sits": _("Ce mandat court encore : notez d’abord sa fin, puis la cooptation."),
        "filled": _("Ce siège a déjà été repourvu."),
        "term_over": _("Le mandat à achever est arrivé à son terme le %(end)s : une élection est nécessaire."),
        "nothing_to_confirm": _("Ce mandat n’attend aucune confirmation."),
        "seats_held": _("%(held)s personnes siègent dans « %(group)s » : il ne peut compter moins de sièges."),
        "group_used": _("Des mandats portent ce groupe de sièges : il reste dans le registre."),
        "always": _("L’assemblée générale et le conseil existent toujours."),
        "someone_sits": _("Des personnes siègent encore : notez d’abord la fin de leurs mandats."),
        "not_a_date": _("Ce mandat commence le %(start)s : choisissez un jour plus tardif."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(BodyRefusal(code, **params).message(), code=code)


def locked(body: Body) -> Body:
    """The body, held until the end of the transaction: two seats are never given at once."""
    return Body.objects.select_for_update(of=("self",)).get(pk=body.pk)


def record(verb: str, mandate: Mandate, *, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    """Write in the journal of the body, without anyone's name."""
    journal.record(verb, mandate.body, by=by, changes={"mandate": [None, mandate.pk], **(changes or {})})
