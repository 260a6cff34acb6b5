"""Accounts: opened by invitation, closed, opened again. Nobody signs up by themselves."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.accounts import emails, links
from maillage.accounts.actions.roles import give_role, locked, must_be_allowed, must_give, must_not_be_last
from maillage.accounts.actions.sessions import close
from maillage.accounts.models import LoginLink, RoleGrant, User
from maillage.accounts.roles import ADMINISTRATOR, DIRECTOR
from maillage.audit import journal
from maillage.core.text import clean


@transaction.atomic
def create_account(*, email: str, name: str, by: User | None, language: str = "fr", password: str | None = None,
                   verified: bool = False, verb: str = "account.created") -> User:  # fmt: skip
    """Open an account without telling anyone. Raises ValidationError when the address is wrong or already taken."""
    email, name = email.strip().lower(), clean(name)[:150]
    validate_email(email)
    if User.objects.filter(email=email).exists() or EmailAddress.objects.filter(email=email, verified=True).exists():
        raise ValidationError(_("Cette adresse sert déjà à un compte."), code="taken")
    if not name:
        raise ValidationError(_("Écrivez le nom de la personne."), code="name")
    user: User = User.objects.create_user(email, password, name=name, language=language)
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=verified)
    journal.record(verb, user, by=by, changes={"email": [None, email], "name": [None, name]})
    return user


@transaction.atomic
def invite_user(*, email: str, name: str, by: User | None, roles: Iterable[str] = (), language: str = "fr",
                next_url: str = "") -> User:  # fmt: skip
    """Open an account and send a link, good for seven days, to choose a way to sign in.

    Raises ValidationError when the address is taken, or a role is not `by`'s to give.
    """
    roles = list(roles)
    for role in roles:
        must_give(role, by)
    user = create_account(email=email, name=name, by=by, language=language, verb="account.invited")
    for role in roles:
        user = give_role(user=user, role=role, by=by)
    send_invitation(user, by, next_url)
    return user


def send_invitation(user: User, by: User | None, next_url: str = "") -> None:
    link = links.make(user, invitation=True, next_url=next_url)
    transaction.on_commit(lambda: emails.invitation(user, link, by))


@transaction.atomic
def invite_again(*, user: User, by: User | None) -> User:
    """Send a new link; the former one no longer works."""
    user = locked(user)
    if not user.is_active:
        raise ValidationError(_("Ce compte est fermé : rouvrez-le d’abord."), code="closed")
    if user.last_login:
        raise ValidationError(_("%(name)s a déjà ouvert son compte : un lien se demande à la page de connexion.")
                              % {"name": user}, code="known")  # fmt: skip
    send_invitation(user, by)
    journal.record("account.invited_again", user, by=by)
    return user


@transaction.atomic
def find_or_invite(*, email: str, name: str, by: User | None, language: str = "fr", next_url: str = "") -> User:
    """The account at this address, or a new one that is invited. A closed account is not opened again by itself."""
    address = EmailAddress.objects.filter(email=email.strip().lower(), verified=True).select_related("user").first()
    user = address.user if address else User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return invite_user(email=email, name=name, by=by, language=language, next_url=next_url)
    if not user.is_active:
        raise ValidationError(_("Le compte à cette adresse est fermé : rouvrez-le d’abord."), code="closed")
    return user


@transaction.atomic
def change_profile(*, user: User, name: str, language: str, shortcuts: bool, by: User) -> User:
    """Name, language and keyboard shortcuts of an account."""
    user = locked(user)
    before = journal.snapshot(user, ["name", "language", "shortcuts"])
    user.name, user.language, user.shortcuts = clean(name), language, shortcuts
    user.full_clean()
    user.save(update_fields=["name", "language", "shortcuts"])
    changes = journal.difference(before, journal.snapshot(user, ["name", "language", "shortcuts"]))
    if changes:
        journal.record("account.profile_changed", user, by=by, changes=changes)
    return user


@transaction.atomic
def deactivate(*, user: User, by: User | None) -> User:
    """Close an account: its sessions end at once, its links no longer work, its roles stay written."""
    user = locked(user)
    must_be_allowed(user, by)
    if not user.is_active:
        raise ValidationError(_("Ce compte est déjà fermé."), code="closed")
    must_not_be_last(user)
    user.is_active = False
    user.save(update_fields=["is_active"])
    close(UserSession.objects.filter(user=user))
    LoginLink.objects.filter(user=user, used_at=None).delete()
    journal.record("account.closed", user, by=by, changes={"is_active": [True, False]})
    return User.objects.get(pk=user.pk)


@transaction.atomic
def reactivate(*, user: User, by: User | None) -> User:
    """Open a closed account again, with the roles it had. Raises ValidationError when it was erased."""
    user = locked(user)
    must_be_allowed(user, by)
    if user.erased_at:
        raise ValidationError(_("Ce compte a été effacé : invitez de nouveau la personne."), code="erased")
    if user.is_active:
        raise ValidationError(_("Ce compte est déjà ouvert."), code="open")
    for role in user.grants.current().values_list("role", flat=True):
        must_give(role, by)
    user.is_active = True
    user.save(update_fields=["is_active"])
    journal.record("account.reopened", user, by=by, changes={"is_active": [False, True]})
    return User.objects.get(pk=user.pk)


@transaction.atomic
def create_first_administrator(email: str, name: str, password: str | None = None) -> User:
    """The first person of an install: director and administrator. Raises ValidationError when someone is there already.

    Without a password, a link to sign in is asked for at the sign-in page (or made by `links.make`).
    """
    if RoleGrant.objects.current().filter(role__in=[DIRECTOR.code, ADMINISTRATOR.code], user__is_active=True).exists():
        raise ValidationError(_("Ce réseau a déjà une direction ou une administration."), code="exists")
    if password:
        validate_password(password, User(email=email, name=name))
    user = create_account(email=email, name=name, by=None, password=password, verified=True)
    for role in (DIRECTOR.code, ADMINISTRATOR.code):
        user = give_role(user=user, role=role, by=None)
    return user
