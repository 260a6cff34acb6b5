"""What this room knows of a person: notices, what they asked and supported, their excuses; erased on request."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from maillage.assemblies.models import Excuse, ItemRequest, ItemSupport, NoticeDelivery, Requisition, RequisitionSupport


def export(user: Any) -> dict[str, Any]:
    """Everything that names this person here."""
    return {
        _("Convocations"): [
            {_("Assemblée"): str(one.notice.assembly), _("Par"): one.get_route_display(), _("État"): one.get_state_display(),
             _("Partie le"): one.sent_at, _("Lien ouvert le"): one.opened_at, _("Adresse"): one.email or one.postal}
            for one in NoticeDelivery.objects.filter(person__user=user).select_related("notice__assembly")
        ],
        _("Points et assemblées demandés"): [
            {_("Titre"): one.title, _("État"): one.get_state_display(), _("Demandé le"): one.asked_at}
            for rows in (ItemRequest.objects, Requisition.objects) for one in rows.filter(asked_by__user=user)
        ],
        _("Appuis"): [
            {_("Titre"): str(one.request), _("Le"): one.at}
            for one in ItemSupport.objects.filter(person__user=user).select_related("request")
        ] + [
            {_("Titre"): str(one.requisition), _("Le"): one.at}
            for one in RequisitionSupport.objects.filter(person__user=user).select_related("requisition")
        ],
        _("Excuses"): [
            {_("Assemblée"): str(one.assembly), _("Réponse"): one.get_answer_display(), _("Mot"): one.note, _("Le"): one.at}
            for one in Excuse.objects.filter(person__user=user).select_related("assembly")
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Addresses and words go; that someone was called stays, without a name, as the law asks of an assembly."""
    mine = Q(person__user=user)
    sent = NoticeDelivery.objects.filter(mine)
    kept = sent.exists()
    sent.exclude(email="").update(email="effacee@invalid")
    sent.update(name=_("Personne effacée"), postal="", error="")
    Excuse.objects.filter(mine).update(name=_("Personne effacée"), note="")
    ItemSupport.objects.filter(mine).update(person=None)
    RequisitionSupport.objects.filter(mine).update(person=None)
    ItemRequest.objects.filter(asked_by__user=user).update(asked_by=None)
    Requisition.objects.filter(asked_by__user=user).update(asked_by=None)
    return [_("La preuve que vous avez été convoqué reste, sans votre nom ni votre adresse.")] if kept else []
