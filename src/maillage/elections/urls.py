"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.elections.views import candidacy_verbs, manage, member, rounds, verbs
from maillage.elections.views import public as public_views

app_name = "elections"
G = "gestion/elections/"
C = "gestion/elections/candidatures/"
M = "espace/candidatures/"

public = [path("elections/<int:pk>/", public_views.election, name="election")]
urlpatterns = [
    path(G, manage.Elections.as_view(), name="list"),
    path(f"{G}nouvelle/", verbs.ElectionNew.as_view(), name="new"),
    path(f"{G}<int:pk>/", manage.ElectionPage.as_view(), name="detail"),
    path(f"{G}<int:pk>/modifier/", verbs.ElectionEdit.as_view(), name="edit"),
    path(f"{G}<int:pk>/ouvrir/", verbs.Open.as_view(), name="open"),
    path(f"{G}<int:pk>/clore/", verbs.Close.as_view(), name="close"),
    path(f"{G}<int:pk>/vote/", verbs.PutToVote.as_view(), name="vote"),
    path(f"{G}<int:pk>/second-tour/", rounds.Second.as_view(), name="second"),
    path(f"{G}<int:pk>/arreter/", rounds.EndHere.as_view(), name="end"),
    path(f"{G}listes/<int:pk>/", rounds.Compose.as_view(), name="slate"),
    path(f"{G}<int:pk>/installer/", verbs.Install.as_view(), name="install"),
    path(f"{G}<int:pk>/annuler/", verbs.Cancel.as_view(), name="cancel"),
    path(f"{G}<int:pk>/candidature/", verbs.CandidacyNew.as_view(), name="candidacy_new"),
    path(f"{C}<int:pk>/", manage.CandidacyPage.as_view(), name="candidacy"),
    path(f"{C}<int:pk>/modifier/", candidacy_verbs.Edit.as_view(), name="candidacy_edit"),
    path(f"{C}<int:pk>/recevable/", candidacy_verbs.Accept.as_view(), name="candidacy_accept"),
    path(f"{C}<int:pk>/refuser/", candidacy_verbs.Refuse.as_view(), name="candidacy_refuse"),
    path(f"{C}<int:pk>/retirer/", candidacy_verbs.Withdraw.as_view(), name="candidacy_withdraw"),
    path(f"{C}<int:pk>/renoncer/", candidacy_verbs.Decline.as_view(), name="candidacy_decline"),
    path(M, member.own, name="own"),
    path(f"{M}election/<int:pk>/", member.candidates, name="candidates"),
    path(f"{M}election/<int:pk>/me-presenter/", member.Stand.as_view(), name="stand"),
    path(f"{M}<int:pk>/", member.own_candidacy, name="own_candidacy"),
    path(f"{M}<int:pk>/modifier/", member.Rewrite.as_view(), name="own_edit"),
    path(f"{M}<int:pk>/retirer/", member.WithdrawOwn.as_view(), name="own_withdraw"),
]
