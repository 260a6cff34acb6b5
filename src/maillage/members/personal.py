"""What this room knows of a person: memberships, delegations, applications; what is erased, what is kept."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.members import words
from maillage.members.enums import ApplicationState
from maillage.members.models import Application, ApplicationStep, Delegation, MembershipPeriod


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    periods = MembershipPeriod.objects.filter(member__person__user=user)
    named = Delegation.objects.filter(person__user=user).select_related("member__organisation")
    asked = Application.objects.filter(contact_email__iexact=user.email)
    return {
        _("Adhésions"): [
            {_("Catégorie"): words.category(p.category), _("Depuis le"): p.started_on, _("Jusqu’au"): p.ended_on,
             _("Fin"): p.get_reason_display()}
            for p in periods
        ],
        _("Délégations"): [
            {_("Membre"): str(d.member), _("À quel titre"): d.get_kind_display(), _("Depuis le"): d.started_on,
             _("Jusqu’au"): d.ended_on}
            for d in named
        ],
        _("Demandes d’adhésion"): [
            {_("Nom"): a.name, _("Catégorie"): words.category(a.category), _("État"): a.get_state_display(),
             _("Contact"): a.contact_name, _("Téléphone"): a.contact_phone, _("Pourquoi"): a.motivation,
             _("Réponses"): a.answers}
            for a in asked
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Applications lose what they say of the person; the register of members is kept, and it is said."""
    asked = Application.objects.filter(contact_email__iexact=user.email)
    ids = list(asked.values_list("pk", flat=True))
    ApplicationStep.objects.filter(application__in=ids).update(word="", note="")
    asked.filter(state=ApplicationState.DRAFT).delete()
    asked.update(contact_name="", contact_email="", contact_phone="", motivation="", answers={}, name=_("Effacée"))
    for pk in ids:
        journal.erase_label("members.application", pk)
    kept = []
    if MembershipPeriod.objects.filter(member__person__user=user).exists():
        kept.append(_("Le registre des membres garde les dates de votre adhésion, sans votre nom."))
    if Delegation.objects.filter(person__user=user).exists():
        kept.append(_("Le registre garde les dates de vos délégations, sans votre nom."))
    return kept
