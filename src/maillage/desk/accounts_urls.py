"""Addresses of the screens of Gestion about accounts; they join those of the room under its namespace."""

from django.urls import path

from maillage.desk.views import account_verbs, accounts

urlpatterns = [
    path("gestion/comptes/", accounts.Users.as_view(), name="users"),
    path("gestion/comptes/inviter/", account_verbs.Invite.as_view(), name="invite"),
    path("gestion/comptes/<int:pk>/", accounts.UserPage.as_view(), name="user"),
    path("gestion/comptes/<int:pk>/inviter/", account_verbs.InviteAgain.as_view(), name="invite_again"),
    path("gestion/comptes/<int:pk>/donner-un-role/", account_verbs.GiveRole.as_view(), name="give_role"),
    path("gestion/comptes/<int:pk>/retirer-un-role/", account_verbs.TakeRole.as_view(), name="take_role"),
    path("gestion/comptes/<int:pk>/sessions/", account_verbs.EndSessions.as_view(), name="end_sessions"),
    path("gestion/comptes/<int:pk>/second-facteur/", account_verbs.ForgetFactors.as_view(), name="forget_factors"),
    path("gestion/comptes/<int:pk>/fermer/", account_verbs.Close.as_view(), name="close"),
    path("gestion/comptes/<int:pk>/rouvrir/", account_verbs.Reopen.as_view(), name="reopen"),
    path("gestion/comptes/<int:pk>/effacer/", account_verbs.Erase.as_view(), name="erase"),
    path("gestion/roles/", accounts.roles, name="roles"),
]
