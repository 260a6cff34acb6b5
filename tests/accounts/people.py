"""Accounts as the verbs open them, and what the tests of this room do with a browser."""

import re
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client

from maillage.accounts import actions
from maillage.accounts.models import User
from maillage.core.text import fold

PASSWORD = "des girafes sous la pluie"


def person(name: str, *roles: str, password: str | None = None, language: str = "fr") -> User:
    """An account with a confirmed address, roles, and a password when it is given."""
    address = f"{fold(name)}@reseau.org"
    user = actions.create_account(
        email=address, name=name, by=None, verified=True, password=password, language=language
    )  # fmt: skip
    for role in roles:
        user = actions.give_role(user=user, role=role, by=None)
    return User.objects.get(pk=user.pk)


def with_application(user: User) -> str:
    """Give an application of codes; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def protected(name: str, *roles: str) -> tuple[User, Client]:
    """A member of staff with a second factor, signed in."""
    user = person(name, *roles)
    with_application(user)
    return user, browser(user)


def browser(user: User | None = None) -> Client:
    client = Client()
    if user:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def signed_in(client: Client) -> bool:
    return client.get("/compte/").status_code == 200


def last_mail() -> mail.EmailMessage:
    return mail.outbox[-1]


def link_in(message: mail.EmailMessage) -> str:
    """The path of the link of a mail."""
    found = re.search(r"https?://[^/\s]+(/\S+)", message.body)
    assert found, message.body
    return found[1]


def code_in(message: mail.EmailMessage) -> str:
    found = re.search(r"^([A-Z]{4}-[A-Z]{4})$", message.body, re.M)
    assert found, message.body
    return found[1]


def recovery_codes(user: User) -> list[str]:
    return Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES).wrap().get_unused_codes()
