"""What this room knows of a person: where they are a contact, what they signed, answered, looked at."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from maillage.partnerships.models import (
    AgreementSignature,
    Learning,
    Partnership,
    PartnershipContact,
    PartnerVisit,
    PieceLook,
)


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    contacts = PartnershipContact.objects.filter(person__user=user).select_related("partnership__organisation")
    visits = PartnerVisit.objects.filter(people__user=user).select_related("partnership__organisation")
    looks = PieceLook.objects.filter(by=user).select_related("piece__partnership__organisation")
    partner, piece = pgettext("partenariat", "Partenaire"), pgettext("dossier", "Pièce")
    return {
        _("Contact de partenariats"): [{partner: str(row.partnership), _("Fonction"): row.role} for row in contacts],
        _("Visites"): [{partner: str(row.partnership), _("Objet"): row.title, _("Du"): row.starts_on} for row in visits],
        _("Pièces regardées"): [{piece: str(row.piece), _("Le"): row.on, _("Remarque"): row.note} for row in looks],
        _("Partenariats suivis"): [str(row) for row in Partnership.objects.filter(followed_by=user).select_related("organisation")],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Contacts, visits and notes lose the person; what proves an agreement or a control stays for the accounting years."""
    PartnershipContact.objects.filter(person__user=user).delete()
    for visit in PartnerVisit.objects.filter(people__user=user):
        visit.people.remove(*visit.people.filter(user=user))
    PartnerVisit.objects.filter(noted_by=user).update(noted_by=None)
    Learning.objects.filter(noted_by=user).update(noted_by=None)
    Partnership.objects.filter(followed_by=user).update(followed_by=None)
    signed = user.name and AgreementSignature.objects.filter(name__iexact=user.name).exists()
    looked = PieceLook.objects.filter(by=user).exists()
    return (
        [_("Votre nom reste sur les accords signés et les pièces contrôlées, le temps que la loi demande.")]
        if signed or looked
        else []
    )
