"""What rolls know of a person: rights carried, proxies given and held, challenges; what is erased, what is kept."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from maillage.ballots.models import Proxy, Right, RollChallenge


def _rights(user: Any) -> Any:
    mine = Q(delegate__user=user) | Q(person__user=user) | Q(stand_ins__person__user=user)
    return Right.objects.filter(mine).distinct()


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    proxies = Proxy.objects.filter(Q(holder__user=user) | Q(right__delegate__user=user)).select_related(
        "roll", "right", "holder"
    )
    return {
        _("Droits de vote"): [
            {_("Liste électorale"): str(row.roll), _("Titulaire"): row.name, _("Droits au"): row.roll.rights_on,
             _("En vigueur"): row.active}
            for row in _rights(user).select_related("roll")
        ],
        _("Procurations"): [
            {_("Liste électorale"): str(row.roll), _("Titulaire"): row.right.name, _("Mandataire"): str(row.holder),
             _("État"): row.get_state_display(), _("Signée le"): row.signed_at, _("Consignes de vote"): row.instructions}
            for row in proxies
        ],
        _("Contestations"): [
            {_("Liste électorale"): str(row.roll), _("Au sujet de"): row.name, _("Ce qui est contesté"): row.text,
             _("État"): row.get_state_display(), _("Décision"): row.decision}
            for row in RollChallenge.objects.filter(raised_by=user).select_related("roll")
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Instructions and one's own name on rolls go; that a right stood, was carried and used is kept, and it is said."""
    Proxy.objects.filter(Q(holder__user=user) | Q(right__delegate__user=user)).update(instructions="")
    own = Right.objects.filter(person__user=user)
    own.update(name=_("Effacée"))
    kept = []
    if _rights(user).exists():
        kept.append(_("Les listes électorales gardent les droits que vous avez portés, sans votre nom."))
    if RollChallenge.objects.filter(raised_by=user).exists():
        kept.append(_("Vos contestations restent avec la décision qui y répond, sans votre nom."))
    return kept
