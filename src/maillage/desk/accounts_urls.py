"""Addresses of the screens of Gestion about accounts; they join those of the room under its namespace."""

from django.urls import path

from maillage.desk.views import accounts

urlpatterns = [
    path("gestion/comptes/", accounts.Users.as_view(), name="users"),
    path("gestion/comptes/inviter/", accounts.Invite.as_view(), name="invite"),
    path("gestion/comptes/<int:pk>/", accounts.UserPage.as_view(), name="user"),
    path("gestion/comptes/<int:pk>/inviter/", accounts.InviteAgain.as_view(), name="invite_again"),
    path("gestion/comptes/<int:pk>/donner-un-role/", accounts.GiveRole.as_view(), name="give_role"),
    path("gestion/comptes/<int:pk>/retirer-un-role/", accounts.TakeRole.as_view(), name="take_role"),
    path("gestion/comptes/<int:pk>/sessions/", accounts.EndSessions.as_view(), name="end_sessions"),
    path("gestion/comptes/<int:pk>/second-facteur/", accounts.ForgetFactors.as_view(), name="forget_factors"),
    path("gestion/comptes/<int:pk>/fermer/", accounts.Close.as_view(), name="close"),
    path("gestion/comptes/<int:pk>/rouvrir/", accounts.Reopen.as_view(), name="reopen"),
    path("gestion/comptes/<int:pk>/effacer/", accounts.Erase.as_view(), name="erase"),
    path("gestion/roles/", accounts.roles, name="roles"),
]
