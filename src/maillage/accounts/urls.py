"""Addresses of the room. Those of allauth are in `allauth_urls`, those of Gestion in `desk.urls_of_accounts`."""

from typing import Any

from django.urls import path

from maillage.accounts.views import demo, own, sign_in

app_name = "accounts"

public: list[Any] = []
urlpatterns: list[Any] = [
    path("compte/", own.me, name="me"),
    path("compte/bienvenue/", sign_in.welcome, name="welcome"),
    path("compte/mes-donnees/", own.my_data, name="my_data"),
    path("compte/mes-donnees/telecharger/", own.my_data_file, name="my_data_file"),
    path("compte/mes-donnees/effacement/", own.ask_erasure, name="ask_erasure"),
    path("compte/sessions/<int:pk>/fermer/", own.end_session, name="end_session"),
    path("compte/connexion/lien/<str:token>/", sign_in.link, name="link"),
    path("demonstration/", demo.demo, name="demo"),
]
