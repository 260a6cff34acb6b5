"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from typing import Any

from django.urls import path

from maillage.network.views import manage, start
from maillage.network.views import public as public_views

app_name = "network"

public: list[Any] = []
urlpatterns = [
    path("depart/", start.Start.as_view(), name="start"),
    path("reseau/couleurs.css", public_views.colours, name="colours"),
    path("gestion/reseau/", manage.profile_page, name="profile"),
    path("gestion/reseau/modifier/<slug:section>/", manage.SectionPage.as_view(), name="section"),
    path("gestion/reseau/texte/", manage.TomlPage.as_view(), name="toml"),
    path("gestion/reseau/profil.toml", manage.download, name="download"),
    path("gestion/reseau/versions/", manage.versions, name="versions"),
    path("gestion/reseau/versions/<int:number>/", manage.version, name="version"),
    path("gestion/reseau/versions/<int:number>/profil.toml", manage.download, name="version_download"),
]
