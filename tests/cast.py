"""The cast: who asks. Every page is asked about all of them.

Amina keeps the network, Bruno is delegate of a member, Chloé belongs to another, Dao keeps a partner's page
from afar, Émile is a visitor; and one person for each role of `accounts/roles.py`.
"""

from allauth.mfa.models import Authenticator
from django.test import Client

from maillage.accounts.models import RoleGrant, User
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


def menu_counts() -> int:
    """The questions that the counts of Gestion's menu ask: remembered from page to page, but not within a test."""
    return sum(entry.count is not None for entry in house.menu_of("manage"))
