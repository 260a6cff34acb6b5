"""What this room knows of a person: what they proposed, supported, amended; what is erased, what is kept."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from maillage.motions import texts
from maillage.motions.enums import MotionState
from maillage.motions.models import Amendment, Motion, MotionBacker


def own(user: Any) -> Q:
    """In their own name."""
    return Q(person__user=user) | Q(member__person__user=user)


def export(user: Any) -> dict[str, Any]:
    """In plain data, for the person themselves."""
    backed = MotionBacker.objects.filter(own(user)).select_related("motion__assembly")
    written = Motion.objects.filter(created_by=user).select_related("assembly").prefetch_related("versions")
    amended = Amendment.objects.filter(own(user) | Q(created_by=user)).select_related("motion")
    return {
        _("Propositions écrites"): [
            {_("Titre"): m.title, _("Assemblée"): str(m.assembly), _("État"): m.get_state_display(),
             _("Pourquoi"): m.statement, _("Texte"): texts.plain(m.text)}
            for m in written
        ],
        _("Propositions portées ou appuyées"): [
            {_("Titre"): b.motion.title, _("À quel titre"): b.get_role_display(), _("Depuis le"): b.at} for b in backed
        ],
        _("Amendements"): [
            {_("Proposition"): a.motion.title, _("Numéro"): a.number, _("État"): a.get_state_display(),
             _("Nouveau texte"): "\n\n".join(a.texts), _("Pourquoi"): a.reason}
            for a in amended
        ],
    }  # fmt: skip


def erase(user: Any, *, by: Any) -> list[str]:
    """Drafts go; what was put to an assembly stays in its record, without the name."""
    Motion.objects.filter(created_by=user, state=MotionState.DRAFT, amendments=None).delete()
    Amendment.objects.filter(own(user)).update(reason="")
    kept = Motion.objects.filter(Q(created_by=user) | Q(pk__in=MotionBacker.objects.filter(own(user)).values("motion")))
    said = kept.exists() or Amendment.objects.filter(own(user) | Q(created_by=user)).exists()
    kept.filter(created_by=user).update(created_by=None)
    Amendment.objects.filter(created_by=user).update(created_by=None)
    if said:
        return [_("Les textes proposés à une assemblée restent dans ses archives, sans votre nom.")]
    return []
