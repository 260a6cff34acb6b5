"""Addresses of questions and votes."""

from django.urls import path

from maillage.ballots.views import cast

M = "espace/votes/"

urlpatterns = [
    path(M, cast.votes_list, name="votes"),
    path(f"{M}<int:pk>/", cast.vote, name="vote"),
    path(f"{M}<int:pk>/recu/", cast.vote_done, name="vote_done"),
]
