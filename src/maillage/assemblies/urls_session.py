"""Addresses of the session: the desk, the chair's screen, the room's screen, a member's phone."""

from django.urls import path

from maillage.assemblies.views import chair, presence, screen, seated, session_verbs

A = "gestion/assemblees/<int:pk>/"
M = "espace/assemblees/<int:pk>/"

urlpatterns = [
    path(f"{A}presence/", presence.desk, name="presence"),
    path(f"{A}presence/affiche/", presence.poster, name="presence_poster"),
    path(f"{A}presence.pdf", presence.sheet_pdf, name="presence_pdf"),
    path(f"{A}presence.csv", presence.sheet_csv, name="presence_csv"),
    path("gestion/presences/<int:pk>/corriger/", presence.CorrectStay.as_view(), name="presence_correct"),
    path(f"{A}seance/", chair.chair, name="chair"),
    path(f"{A}seance/ouvrir/", session_verbs.OpenSession.as_view(), name="session_open"),
    path(f"{A}seance/lever/", session_verbs.CloseSession.as_view(), name="session_close"),
    path(f"{A}seance/quorum-absent/", session_verbs.FailSession.as_view(), name="session_fail"),
    path(f"{M}presence/", seated.own_presence, name="own_presence"),
    path(f"{M}rejoindre/", seated.join, name="join"),
    path(f"{M}seance/", seated.own_session, name="own_session"),
    path("ecran/<str:token>/", screen.screen, name="screen"),
    path("ecran/<str:token>/pouls/", screen.pulse, name="pulse"),
]
