"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from typing import Any

from django.urls import path

from maillage.search.views import manage

app_name = "search"

public: list[Any] = []
urlpatterns: list[Any] = [path("gestion/recherche/", manage.Everywhere.as_view(), name="everywhere")]
