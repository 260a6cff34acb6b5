"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.campaigns.views import petitions, pictures
from maillage.campaigns.views import public as pages

app_name = "campaigns"

public = [
    path("agir/", pages.act, name="gestures"),
    path("campagnes/", pages.campaigns, name="campaigns"),
    path("campagnes/<int:pk>.png", pictures.campaign_card, name="campaign_card"),
    path("campagnes/<int:pk>-<str:slug>/", pages.campaign, name="campaign"),
    path("appels/<int:pk>/merci/", pages.call_thanks, name="call_thanks"),
    path("appels/<int:pk>-<str:slug>/", pages.call, name="call"),
    path("petitions/<int:pk>.png", pictures.petition_card, name="petition_card"),
    path("petitions/<int:pk>/signer/", petitions.sign, name="petition_sign"),
    path("petitions/<int:pk>/merci/", petitions.thanks, name="petition_thanks"),
    path("petitions/<int:pk>-<str:slug>/", petitions.petition, name="petition"),
]
urlpatterns = [
    path("petition/confirmer/<str:token>/", petitions.confirm, name="confirm"),
    path("petition/pas-moi/<str:token>/", petitions.disown, name="disown"),
]
