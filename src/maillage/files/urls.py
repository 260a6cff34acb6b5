"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from typing import Any

from django.urls import path

from maillage.files.views import manage
from maillage.files.views import public as pages

app_name = "files"

public: list[Any] = []
urlpatterns = [
    path("documents/<str:public_id>/<str:name>", pages.serve, name="serve"),
    path("images/<str:public_id>-<int:size>.<slug:ending>", pages.image, name="image"),
    path("gestion/documents/", manage.Documents.as_view(), name="documents"),
    path("gestion/documents/deposer/", manage.DocumentNew.as_view(), name="document_new"),
    path("gestion/documents/<int:pk>/", manage.DocumentDetail.as_view(), name="document"),
    path("gestion/documents/<int:pk>/modifier/", manage.DocumentEdit.as_view(), name="document_edit"),
    path("gestion/documents/<int:pk>/version/", manage.NewVersion.as_view(), name="document_version"),
    path("gestion/documents/<int:pk>/retirer/", manage.Remove.as_view(), name="document_remove"),
]
