"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for Gestion."""

from django.urls import path

from maillage.bodies.views import manage, verbs
from maillage.bodies.views import public as public_views

app_name = "bodies"
G = "gestion/instances/"

public = [
    path("instances/", public_views.bodies, name="bodies"),
    path("instances/<slug:code>/", public_views.body, name="body"),
]
urlpatterns = [
    path(G, manage.Bodies.as_view(), name="list"),
    path(f"{G}nouvelle/", verbs.BodyNew.as_view(), name="new"),
    path(f"{G}<int:pk>/", manage.BodyPage.as_view(), name="detail"),
    path(f"{G}<int:pk>/modifier/", verbs.BodyEdit.as_view(), name="edit"),
    path(f"{G}<int:pk>/mettre-de-cote/", verbs.Close.as_view(), name="close"),
    path(f"{G}<int:pk>/remettre/", verbs.Reopen.as_view(), name="reopen"),
    path(f"{G}<int:pk>/sieges/", verbs.GroupNew.as_view(), name="group_new"),
    path(f"{G}<int:pk>/mandat/", verbs.MandateNew.as_view(), name="mandate_new"),
    path(f"{G}sieges/<int:pk>/", verbs.GroupEdit.as_view(), name="group_edit"),
    path(f"{G}sieges/<int:pk>/retirer/", verbs.GroupRemove.as_view(), name="group_remove"),
    path(f"{G}mandats/<int:pk>/terminer/", verbs.End.as_view(), name="mandate_end"),
    path(f"{G}mandats/<int:pk>/fonction/", verbs.ChangeOffice.as_view(), name="mandate_office"),
    path(f"{G}mandats/<int:pk>/coopter/", verbs.Coopt.as_view(), name="mandate_coopt"),
    path(f"{G}mandats/<int:pk>/confirmer/", verbs.Confirm.as_view(), name="mandate_confirm"),
]
