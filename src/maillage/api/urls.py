"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from typing import Any

from django.urls import path

from maillage.api.description import ADDRESSES
from maillage.api.door import door
from maillage.api.endpoints import api
from maillage.api.views import manage
from maillage.api.views import public as pages

app_name = "api"


def endpoints() -> list[Any]:
    """The addresses that the library made, each behind the door."""
    return [
        path(f"api/v1/{one.pattern}", door(one.callback, ADDRESSES[one.name].parameters), name=one.name)
        for one in api.urls[0]
        if one.name in ADDRESSES
    ]


public: list[Any] = [path("api/", pages.home, name="api")]
urlpatterns: list[Any] = [
    path("api/v1/", pages.home, name="home"),
    path("api/v1/openapi.json", door(pages.document, ["langue"]), name="openapi"),
    *endpoints(),
    path("gestion/cles-api/", manage.Tokens.as_view(), name="tokens"),
    path("gestion/cles-api/faire/", manage.Create.as_view(), name="token_create"),
    path("gestion/cles-api/<int:pk>/", manage.TokenPage.as_view(), name="token"),
    path("gestion/cles-api/<int:pk>/retirer/", manage.Revoke.as_view(), name="token_revoke"),
]
