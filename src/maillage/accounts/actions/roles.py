"""Roles: given and taken back by another person, never by oneself; the last director and administrator stay."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.accounts.models import RoleGrant, User
from maillage.accounts.roles import ADMINISTRATOR, DIRECTOR, ROLES, Permission
from maillage.audit import journal

KEPT = (DIRECTOR.code, ADMINISTRATOR.code)


def locked(user: User) -> User:
    """The row, held until the end of the transaction, with nothing remembered of before."""
    return User.objects.select_for_update(of=("self",)).get(pk=user.pk)


def roles_to_give(by: User | None) -> list[str]:
    """The roles this person may give and take back.

    The role of director is given by a director alone, unless nobody holds it any more: then the administrator may.
    """
    if by is None:
        return list(ROLES)
    if not by.can(Permission.ROLES_GIVE):
        return []
    directs = DIRECTOR.code in by.role_codes or not User.objects.holding(DIRECTOR.code).exists()
    return [code for code in ROLES if directs or code != DIRECTOR.code]


def is_last(user: User, role: str) -> bool:
    """Is this person the only one left to hold a role that must be held? Holders are locked while one looks."""
    if role not in KEPT or role not in user.role_codes:
        return False
    return len(User.objects.select_for_update(of=("self",)).holding(role)) <= 1


def must_not_be_last(user: User) -> None:
    for role in KEPT:
        if is_last(user, role):
            raise ValidationError(
                _(
                    "%(name)s est la dernière personne à tenir le rôle « %(role)s » : donnez-le d’abord à quelqu’un d’autre."
                )
                % {"name": user, "role": ROLES[role].name},
                code="last",
            )


def must_be_allowed(user: User, by: User | None) -> None:
    """Nobody acts on their own account here, and only a director acts on the account of a director."""
    if by is None:
        return
    if by.pk == user.pk:
        raise ValidationError(
            _("Demandez à une autre personne : personne n’agit ici sur son propre compte."), code="self"
        )
    if DIRECTOR.code in user.role_codes and DIRECTOR.code not in roles_to_give(by):
        raise ValidationError(
            _("Seule la direction agit sur le compte d’une personne de la direction."), code="director"
        )


def must_give(role: str, by: User | None) -> None:
    if role not in ROLES:
        raise ValidationError(_("Ce rôle n’existe pas."), code="unknown")
    if role not in roles_to_give(by):
        raise ValidationError(
            _("Le rôle « %(role)s » se donne et se retire par la direction.") % {"role": ROLES[role].name}, code="role"
        )


@transaction.atomic
def give_role(*, user: User, role: str, by: User | None) -> User:
    """Give a role from today. Raises ValidationError when it is one's own, not theirs to give, or held already."""
    user = locked(user)
    if by and by.pk == user.pk:
        raise ValidationError(_("Personne ne change ses propres rôles : demandez à une autre personne."), code="self")
    must_give(role, by)
    if not user.is_active:
        raise ValidationError(_("Ce compte est fermé : rouvrez-le d’abord."), code="closed")
    if role in user.role_codes:
        raise ValidationError(_("%(name)s a déjà ce rôle.") % {"name": user}, code="held")
    RoleGrant.objects.create(user=user, role=role)
    journal.record("account.role_given", user, by=by, changes={"role": [None, role]})
    return User.objects.get(pk=user.pk)


@transaction.atomic
def take_role(*, user: User, role: str, by: User | None) -> User:
    """End a role today; what was done with it stays. Raises ValidationError when it is one's own, or the last one."""
    user = locked(user)
    if by and by.pk == user.pk:
        raise ValidationError(_("Personne ne change ses propres rôles : demandez à une autre personne."), code="self")
    must_give(role, by)
    if role not in user.role_codes:
        raise ValidationError(_("%(name)s n’a pas ce rôle.") % {"name": user}, code="not_held")
    if is_last(user, role):
        must_not_be_last(user)
    user.grants.current().filter(role=role).update(ended_at=now())
    journal.record("account.role_taken", user, by=by, changes={"role": [role, None]})
    return User.objects.get(pk=user.pk)
