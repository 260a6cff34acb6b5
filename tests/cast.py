"""The cast: who asks. Every page is asked about all of them.

Amina keeps the network, Bruno is delegate of a member, Chloé belongs to another, Dao keeps a partner's page
from afar, Émile is a visitor; and one person for each role of `accounts/roles.py`.
"""

from allauth.mfa.models import Authenticator
from django.test import Client

from maillage.accounts.models import RoleGrant, User
from maillage.accounts.roles import ROLES
from maillage.core.registry import house


def user(name: str, *roles: str, language: str = "fr") -> User:
    """A person with roles; the address follows from the name."""
    address = f"{name.lower().replace(' ', '.')}@exemple.org"
    person = User.objects.create_user(address, name=name, language=language)
    RoleGrant.objects.bulk_create([RoleGrant(user=person, role=role) for role in roles])
    if roles:  # staff sign in with a second factor
        Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    return person


def browser(person: User | None) -> Client:
    """A browser where this person is signed in (None: a visitor)."""
    client = Client()
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def menu_counts(role: str = "") -> int:
    """The questions that the counts of Gestion's menu ask (of one role: those it sees): remembered from page to page, but
    not within a test."""
    held = ROLES[role].permissions if role else None
    entries = [entry for entry in house.menu_of("manage") if entry.count is not None]
    return sum(held is None or entry.permission is None or entry.permission in held for entry in entries)
