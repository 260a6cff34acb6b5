"""What the verbs of the room share."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal


class AttendanceRefusal(Refusal):
    """A count that cannot be."""

    MESSAGES: ClassVar = {
        "cancelled": _("Cette date est annulée : il n’y a personne à compter. Rouvrez-la d’abord si elle a eu lieu."),
        "not_told": _("Cette activité est « %(state)s » : annoncez-la ou dites-la tenue avant de compter."),
        "future": _("Cette date n’a pas encore commencé : comptez le jour même ou après."),
        "number": _("Écrivez un nombre de personnes entre 0 et %(most)s."),
        "remote": _("Les personnes à distance (%(remote)s) sont parmi les présentes (%(present)s) : corrigez l’un ou l’autre."),
        "unknown": _("Si personne n’a compté, il n’y a ni nombre ni répartition à noter."),
        "code": _("« %(line)s » : « %(value)s » n’existe pas dans le profil du réseau."),
        "stale": _("Quelqu’un a compté cette date entre-temps : %(present)s personnes. Relisez, puis enregistrez."),
        "people": _("Entre %(least)s (la date la plus suivie) et %(most)s (toutes les présences) personnes différentes."),
        "no_count": _("Aucune date de cette activité n’est comptée : comptez d’abord."),
        "name": _("Donnez un nom à ce bilan : c’est par lui qu’on le retrouvera."),
        "name_taken": _("Un bilan porte déjà ce nom : choisissez-en un autre, le premier ne change plus."),
        "unbegun": _("Cette année n’a pas commencé : il n’y a rien à figer."),
    }  # fmt: skip


def refuse(code: str, **params: Any) -> ValidationError:
    return ValidationError(AttendanceRefusal(code, **params).message(), code=code)
