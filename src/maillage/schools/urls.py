"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.schools.views import directory, fees, mine, requests, steps, week
from maillage.schools.views import public as public_views

app_name = "schools"
R = "gestion/animations/"
V = "gestion/visites/"
E = "gestion/ecoles/"
C = "gestion/catalogue-animations/"
F = "gestion/animatrices-animateurs/"

public = [
    path("animations/", public_views.workshops, name="workshops"),
    path("animations/demande/", public_views.ask, name="ask_workshop"),
]
urlpatterns = [
    path(R, requests.Requests.as_view(), name="requests"),
    path(f"{R}semaine/", week.Week.as_view(), name="week"),
    path(f"{R}conflits/", week.Conflicts.as_view(), name="conflicts"),
    path(f"{R}<int:pk>/", requests.RequestPage.as_view(), name="request"),
    path(f"{R}<int:pk>/visite/", requests.Plan.as_view(), name="plan"),
    path(f"{R}<int:pk>/proposer/", steps.Send.as_view(), name="send"),
    path(f"{R}<int:pk>/accepter/", steps.Accept.as_view(), name="accept"),
    path(f"{R}<int:pk>/tenue/", steps.Hold.as_view(), name="hold"),
    path(f"{R}<int:pk>/evaluation/", steps.Evaluate.as_view(), name="evaluate"),
    path(f"{R}<int:pk>/decliner/", steps.Decline.as_view(), name="decline"),
    path(f"{R}<int:pk>/annuler/", steps.Cancel.as_view(), name="cancel"),
    path(f"{R}<int:pk>/note/", steps.Note.as_view(), name="note"),
    path(f"{R}<int:pk>/ecole/", steps.Tie.as_view(), name="tie"),
    path(f"{V}<int:pk>/retirer/", steps.Drop.as_view(), name="drop"),
    path(f"{V}<int:pk>/compter/", steps.Count.as_view(), name="count"),
    path(f"{V}remplacer/<int:pk>/", steps.Replace.as_view(), name="replace"),
    path(E, directory.Schools.as_view(), name="schools"),
    path(f"{E}nouvelle/", directory.SchoolEdit.as_view(), name="school_new"),
    path(f"{E}<int:pk>/", directory.SchoolPage.as_view(), name="school"),
    path(f"{E}<int:pk>/modifier/", directory.SchoolEdit.as_view(), name="school_edit"),
    path(C, directory.Animations.as_view(), name="animations"),
    path(f"{C}nouvelle/", directory.AnimationEdit.as_view(), name="animation_new"),
    path(f"{C}<int:pk>/", directory.AnimationPage.as_view(), name="animation"),
    path(f"{C}<int:pk>/modifier/", directory.AnimationEdit.as_view(), name="animation_edit"),
    path(F, directory.Facilitators.as_view(), name="facilitators"),
    path(f"{F}nouvelle/", directory.FacilitatorEdit.as_view(), name="facilitator_new"),
    path(f"{F}cachets/", fees.Fees.as_view(), name="fees"),
    path(f"{F}<int:pk>/", directory.FacilitatorPage.as_view(), name="facilitator"),
    path(f"{F}<int:pk>/modifier/", directory.FacilitatorEdit.as_view(), name="facilitator_edit"),
    path("espace/animations/", mine.Mine.as_view(), name="mine"),
    path("espace/animations/<int:pk>/reponse/", mine.Answer.as_view(), name="answer"),
    path("espace/animations/<int:pk>/compter/", mine.CountMine.as_view(), name="count_mine"),
    path("espace/animations/<int:pk>/retirer/", mine.ForgetMine.as_view(), name="forget_mine"),
    path("espace/animation/<str:token>/", public_views.follow, name="follow"),
    path("espace/animation/<str:token>/changer/", public_views.rewrite, name="rewrite"),
]
