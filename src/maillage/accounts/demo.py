"""The demonstration's cast: one invented person for each role. Other rooms add delegates and members."""

from typing import Any

from maillage.accounts import actions
from maillage.accounts.models import DEMO_DOMAIN, User
from maillage.core.text import fold

CAST = {
    "director": "Amina Sarr",
    "membership_officer": "Élise Vandamme",
    "treasurer": "Joseph Tremblay",
    "project_officer": "Nour Haddad",
    "activities_officer": "Camille Peeters",
    "secretary": "Thierry Mbala",
    "editor": "Sofia Nguyen",
    "auditor": "Hélène Roy",
    "administrator": "Youssef Lambert",
}


def address_of(name: str) -> str:
    return fold(name).replace(" ", ".") + DEMO_DOMAIN


def write(context: Any = None) -> None:
    """One person for each role; run twice, it changes nothing."""
    for role, name in CAST.items():
        if not User.objects.filter(email=address_of(name)).exists():
            user = actions.create_account(email=address_of(name), name=name, by=None, verified=True)
            actions.give_role(user=user, role=role, by=None)
