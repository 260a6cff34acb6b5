"""What the verbs of membership share."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.audit import journal
from maillage.core.errors import Refusal
from maillage.members.models import Application, Member


class MembershipRefusal(Refusal):
    """The register of members says no."""

    MESSAGES: ClassVar = {
        "wrong_holder": _("La catégorie « %(category)s » n’est pas ouverte à ce genre de membre."),
        "wrong_family": _("La catégorie « %(category)s » attend une organisation de la famille « %(family)s »."),
        "threshold": _("La catégorie « %(category)s » demande un seuil que cette taille (%(size)s) n’atteint pas."),
        "threshold_unknown": _("La catégorie « %(category)s » dépend d’une taille qui n’est pas connue."),
        "unknown_category": _("Cette catégorie n’existe pas dans le profil du réseau."),
        "overlap": _("Cette période en chevauche une autre, du %(start)s au %(end)s."),
        "already_member": _("Cette organisation ou cette personne est déjà membre à cette date."),
        "not_member": _("Cette organisation ou cette personne n’est pas membre à cette date."),
        "same_category": _("C’est déjà sa catégorie et son groupe."),
        "ends_before_start": _("La fin ne peut pas précéder le début, le %(start)s."),
        "state": _("Cette demande d’adhésion est « %(state)s » : cette étape n’est pas possible."),
        "ratification_first": _("Les statuts demandent la ratification par l’assemblée avant l’admission."),
        "sponsors": _("Il manque des parrainages confirmés : %(have)s sur %(need)s."),
        "documents": _("Il manque des pièces : %(missing)s."),
        "charter": _("La charte n’est pas signée."),
        "lapsed_delegate": _("« %(member)s » n’est plus membre à cette date : elle ne peut pas déléguer."),
        "too_many": _(
            "La catégorie n’en permet pas davantage à ce titre (%(most)s) : terminez d’abord une délégation."
        ),
        "already_delegate": _("Cette personne est déjà déléguée de ce membre."),
        "individual_delegate": _("Un membre à titre individuel se représente lui-même."),
        "no_schedule": _("Aucun barème n’est adopté pour l’exercice %(year)s."),
        "already_assessed": _("La cotisation de l’exercice %(year)s est déjà établie."),
        "hearing_too_soon": _("L’audition ne peut pas précéder l’avis."),
        "exclusion_open": _("Une procédure est déjà ouverte."),
        "exclusion_state": _("La procédure est « %(state)s » : cette étape n’est pas possible."),
        "later_period": _(
            "Une autre période commence le %(start)s : terminez celle-là, ou choisissez une date plus tardive."
        ),
        "before_step": _("Cette étape ne peut pas précéder la précédente, le %(start)s."),
        "competent_body": _("Les statuts donnent cette décision à l’assemblée."),
        "reduction": _("La réduction « %(name)s » n’est pas ouverte à cette catégorie."),
        "already_waived": _("Cette cotisation est déjà exonérée."),
        "open_application": _("Une demande de cette personne est déjà en cours pour cette catégorie."),
        "unknown_document": _("Cette pièce n’est pas demandée pour cette catégorie."),
        "already_answered": _("Ce parrainage a déjà sa réponse."),
        "board_first": _("Le conseil doit d’abord se prononcer."),
        "paid_dues": _("Cette cotisation est payée, en tout ou en partie : elle ne peut plus être exonérée."),
    }


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(MembershipRefusal(code, **params).message(), code=code)


def record(verb: str, row: Member | Application, *, by: Any, changes: Mapping[str, Any] | None = None) -> None:
    """Write in the journal. The name of a person, or of what is withheld, stays out of its labels."""
    organisation = row.organisation
    shown = organisation is not None and not organisation.withheld and isinstance(row, Member)
    journal.record(verb, row, by=by, changes=changes, label=None if shown else "")
