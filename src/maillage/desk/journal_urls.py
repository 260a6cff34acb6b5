"""Addresses of the journal's screens, under the namespace of the room whose rows they show."""

from typing import Any

from django.urls import path

from maillage.desk.views import journal

app_name = "audit"

public: list[Any] = []
urlpatterns = [
    path("gestion/journal/", journal.Journal.as_view(), name="journal"),
    path("gestion/journal/<int:pk>/", journal.EntryPage.as_view(), name="entry"),
    path("gestion/journal/verifier/", journal.VerifyPage.as_view(), name="verify"),
    path("gestion/journal/lignes/", journal.lines, name="lines"),
]
