"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.directory.views import data, lists, pages

app_name = "directory"

public = [
    path("annuaire/", lists.directory, name="directory"),
    path("annuaire/carte/", lists.world, name="world"),
    path("annuaire.csv", data.table, name="directory_csv"),
    path("annuaire.json", data.json, name="directory_json"),
    path("annuaire.atom", data.atom, name="directory_atom"),
    path("organisations/<int:pk>/", pages.organisation, name="organisation"),
    path("organisations/<int:pk>-<str:slug>/", pages.organisation, name="organisation"),
    path("organisations/<int:pk>.png", pages.card, name="organisation_card"),
    path("carte.png", pages.network_card, name="network_card"),
    path("le-reseau/", pages.about, name="about"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("donnees-personnelles/", pages.privacy, name="privacy"),
]
urlpatterns = [
    path("sitemap.xml", data.sitemap, name="sitemap"),
    path("robots.txt", data.robots, name="robots"),
]
