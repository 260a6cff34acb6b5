"""Addresses of the room: minutes, the register, the record."""

from django.urls import path

from maillage.minutes.views import manage, member, record, register
from maillage.minutes.views import public as site

app_name = "minutes"
M = "gestion/proces-verbaux/"
R = "gestion/resolutions/"

public = [
    path("decisions/", site.decisions, name="decisions"),
    path("decisions/<int:year>-<int:number>/", site.decision, name="decision"),
    path("decisions/proces-verbal-<int:pk>.pdf", site.minutes_pdf, name="minutes_pdf"),
]
urlpatterns = [
    path(M, manage.MinutesList.as_view(), name="list"),
    path(f"{M}<int:pk>/", manage.MinutesPage.as_view(), name="minutes"),
    path(f"{M}<int:pk>/ecrire/", manage.MinutesEdit.as_view(), name="write"),
    path(f"{M}<int:pk>/versions/<int:number>/", manage.Compare.as_view(), name="compare"),
    path(f"{M}<int:pk>/faits/", manage.Refresh.as_view(), name="refresh"),
    path(f"{M}<int:pk>/relecture/", manage.Review.as_view(), name="review"),
    path(f"{M}<int:pk>/brouillon/", manage.TakeBack.as_view(), name="take_back"),
    path(f"{M}<int:pk>/adopter/", manage.Adopt.as_view(), name="adopt"),
    path(f"{M}<int:pk>/signer/", manage.Sign.as_view(), name="sign"),
    path(f"{M}<int:pk>/lecture/", manage.OpenToAll.as_view(), name="open_to_all"),
    path(f"{M}remarques/<int:pk>/", manage.Settle.as_view(), name="settle"),
    path("gestion/assemblees/<int:pk>/proces-verbal/", manage.Draft.as_view(), name="draft"),
    path("gestion/assemblees/<int:pk>/dossier.zip", record.record, name="record"),
    path(R, register.Resolutions.as_view(), name="resolutions"),
    path(f"{R}inscrire/", register.Enter.as_view(), name="enter"),
    path(f"{R}<int:pk>/", register.ResolutionPage.as_view(), name="resolution"),
    path(f"{R}<int:pk>/modifier/", register.Arrange.as_view(), name="arrange"),
    path(f"{R}<int:pk>/effet/", register.Affect.as_view(), name="affect"),
    path(f"{R}<int:pk>/suite/", register.Follow.as_view(), name="follow"),
    path(f"{R}<int:pk>/extrait.pdf", register.extract, name="extract"),
    path("espace/decisions/", member.own, name="own"),
    path("espace/decisions/<int:pk>/", member.resolution, name="own_resolution"),
    path("espace/proces-verbaux/<int:pk>/", member.read, name="read"),
    path("espace/proces-verbaux/<int:pk>.pdf", member.pdf, name="pdf"),
    path("espace/proces-verbaux/<int:pk>.odt", member.odt, name="odt"),
]
