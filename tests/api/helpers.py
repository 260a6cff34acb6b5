"""Keys and requests for the tests of the API."""

from datetime import timedelta

from django.test import Client
from django.utils.timezone import localdate

from maillage.api import actions
from maillage.api.enums import Scope
from maillage.api.models import Token
from tests import cast, networks

ALL = tuple(Scope.values)
HOME = "/api/v1/"
FIELDS = ("name", "logo", "description", "kind", "website", "city", "region", "address", "email", "phone", "themes",
          "countries")  # fmt: skip


def open_network(*fields: str):
    """A network that shows these fields of its organisations (all of them when none is named)."""
    shown = list(fields or FIELDS)
    return networks.install(
        profile=networks.changed("csi", lambda data: data["visibility"].update(public_fields=shown))
    )


def key(*scopes: str, by=None, days: int = 30) -> tuple[Token, str]:
    """A key of the director, and its secret."""
    maker = by or cast.user(f"Amina {Token.objects.count()}", "director")
    return actions.create_token(name="Essai", scopes=scopes, expires_on=localdate() + timedelta(days=days), by=maker)


def get(path: str = "organisations", secret: str = "", **query):
    """GET an address of the API, with a key or not."""
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client().get(HOME + path, query, headers=headers)


def names(answer) -> list[str]:
    assert answer.status_code == 200, answer.content
    return [one["name"] for one in answer.json()["items"]]
