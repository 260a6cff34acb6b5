"""What this room knows of a person: public offices, institutions followed, signatures; what is erased, what is kept."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.advocacy.models import Commitment, DecisionMaker, Exchange, Signatory, Step


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    offices = DecisionMaker.objects.filter(person__user=user).prefetch_related("mandates")
    signed = Signatory.objects.filter(by=user).select_related("position", "organisation")
    return {
        _("Mandats publics"): [
            {_("Nom"): str(one), _("Courriel"): one.email, _("Téléphone"): one.phone, _("Note"): one.note,
             _("Mandats"): [str(mandate) for mandate in one.mandates.all()]} for one in offices
        ],
        _("Institutions que vous suivez"): [str(one) for one in Commitment.objects.filter(owner=user)
                                            .select_related("organisation", "ask")],
        _("Étapes que vous avez notées"): Step.objects.filter(by=user).count(),
        _("Échanges que vous avez notés"): [
            {_("Date"): one.on, _("Objet"): one.subject} for one in Exchange.objects.filter(by=user)
        ],
        _("Signatures données pour une organisation"): [
            {_("Position"): str(one.position), _("Au nom de"): str(one), _("Le"): one.signed_on} for one in signed
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """The person's name leaves what they followed and noted; a public office stays for its time."""
    kept = []
    for one in DecisionMaker.objects.filter(person__user=user):
        DecisionMaker.objects.filter(pk=one.pk).update(note="", person=None)
        kept.append(_("Vos mandats publics restent deux ans après leur fin, sans lien avec votre fiche."))
    Commitment.objects.filter(owner=user).update(owner=None)
    Exchange.objects.filter(owner=user).update(owner=None)
    Exchange.objects.filter(by=user).update(by=None)
    Step.objects.filter(by=user).update(by=None)
    Step.objects.filter(verified_by=user).update(verified_by=None)
    Step.objects.filter(corrected_by=user).update(corrected_by=None)
    if Signatory.objects.filter(by=user).update(by=None):
        kept.append(_("Les signatures données au nom d’une organisation restent les siennes, sans votre nom."))
    return kept
