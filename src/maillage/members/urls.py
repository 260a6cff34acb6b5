"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.members.views import applications, exclusions, figures, manage, member, rights, verbs
from maillage.members.views import public as public_views

app_name = "members"
G = "gestion/membres/"
A = "gestion/demandes-adhesion/"

public = [
    path("adherer/", public_views.apply, name="apply"),
    path("adherer/<slug:code>/", public_views.apply_to, name="apply_to"),
]
urlpatterns = [
    path(G, manage.Members.as_view(), name="list"),
    path(f"{G}nouveau/", verbs.NewMember.as_view(), name="new"),
    path(f"{G}retards/", manage.Arrears.as_view(), name="arrears"),
    path(f"{G}droits/", rights.rights, name="rights"),
    path(f"{G}cotisations/", rights.dues_year, name="dues"),
    path(f"{G}cotisations/etablir/", rights.establish, name="dues_establish"),
    path(f"{G}chiffres/", figures.figures, name="figures"),
    path(f"{G}<int:pk>/", manage.MemberPage.as_view(), name="detail"),
    path(f"{G}<int:pk>/categorie/", verbs.Change.as_view(), name="change"),
    path(f"{G}<int:pk>/fin/", verbs.End.as_view(), name="end"),
    path(f"{G}<int:pk>/retour/", verbs.Return.as_view(), name="return"),
    path(f"{G}<int:pk>/delegation/", verbs.DelegateNew.as_view(), name="delegate_new"),
    path(f"{G}<int:pk>/cotisation/", verbs.DuesNew.as_view(), name="dues_new"),
    path(f"{G}<int:pk>/exclusion/", exclusions.Notice.as_view(), name="exclusion_new"),
    path(f"{G}<int:pk>/carte.pdf", member.card, name="card"),
    path("gestion/delegations/<int:pk>/terminer/", verbs.DelegationEnd.as_view(), name="delegation_end"),
    path("gestion/cotisations/<int:pk>/exonerer/", verbs.Waive.as_view(), name="dues_waive"),
    path("gestion/exclusions/<int:pk>/audition/", exclusions.Hear.as_view(), name="exclusion_hear"),
    path("gestion/exclusions/<int:pk>/decision/", exclusions.Decide.as_view(), name="exclusion_decide"),
    path("gestion/exclusions/<int:pk>/appel/", exclusions.Appeal.as_view(), name="exclusion_appeal"),
    path("gestion/exclusions/<int:pk>/decision-appel/", exclusions.CloseAppeal.as_view(), name="exclusion_close"),
    path("gestion/exclusions/<int:pk>/clore/", exclusions.Settle.as_view(), name="exclusion_settle"),
    path(A, applications.Applications.as_view(), name="applications"),
    path(f"{A}<int:pk>/", applications.ApplicationPage.as_view(), name="application"),
    path(f"{A}<int:pk>/complements/", applications.Ask.as_view(), name="application_ask"),
    path(f"{A}<int:pk>/complete/", applications.Complete.as_view(), name="application_complete"),
    path(f"{A}<int:pk>/conseil/", applications.Decide.as_view(), name="application_decide"),
    path(f"{A}<int:pk>/admission/", applications.Admit.as_view(), name="application_admit"),
    path(f"{A}<int:pk>/refus/", applications.Refuse.as_view(), name="application_refuse"),
    path("espace/adhesion/", member.mine, name="mine"),
    path("espace/adhesion/<int:pk>/delegation/", member.Propose.as_view(), name="propose"),
    path("espace/adhesion/<int:pk>/carte.pdf", member.my_card, name="my_card"),
    path("espace/parrainage/<int:pk>/", member.sponsor, name="sponsor"),
    path("espace/demande/<str:token>/", public_views.follow, name="follow"),
    path("espace/demande/<str:token>/modifier/", public_views.rewrite, name="rewrite"),
]
