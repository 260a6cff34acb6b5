"""Addresses of the room. The files' own addresses never change: they are given to the registry of IATI."""

from django.urls import path

from maillage.iati.views import manage, uploads
from maillage.iati.views import public as pages

app_name = "iati"
G = "gestion/iati/"

public = [
    path("donnees-ouvertes/iati/", pages.publications, name="iati"),
]
urlpatterns = [
    path("iati/activites.xml", pages.activities, name="activities"),
    path("iati/organisation.xml", pages.organisation, name="organisation"),
    path("iati/<int:number>/activites.xml", pages.numbered, name="numbered"),
    path(G, manage.Home.as_view(), name="home"),
    path(f"{G}identite/", manage.Identity.as_view(), name="identity"),
    path(f"{G}publier/", manage.Publish.as_view(), name="publish"),
    path(f"{G}montrer/", manage.Show.as_view(), name="show"),
    path(f"{G}publications/<int:pk>/", manage.SnapshotPage.as_view(), name="snapshot"),
    path(f"{G}importer/", uploads.NewImport.as_view(), name="upload_new"),
    path(f"{G}imports/<int:pk>/", uploads.UploadPage.as_view(), name="upload"),
]
