"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.campaigns.views import (
    calls,
    delivery_pages,
    manage,
    paper_pages,
    petition_pages,
    petitions,
    pictures,
    signature_pages,
)
from maillage.campaigns.views import public as pages

app_name = "campaigns"
C = "gestion/campagnes/"
T = "gestion/petitions/"
F = "gestion/feuilles-signatures/"
A = "gestion/appels/"
O = "gestion/origines/"  # noqa: E741 (a folder of addresses)

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
    path(C, manage.Campaigns.as_view(), name="list"),
    path(f"{C}nouvelle/", manage.CampaignEdit.as_view(), name="new"),
    path(f"{C}<int:pk>/", manage.CampaignPage.as_view(), name="detail"),
    path(f"{C}<int:pk>/modifier/", manage.CampaignEdit.as_view(), name="edit"),
    path(f"{C}<int:pk>/ouvrir/", manage.Open.as_view(), name="open"),
    path(f"{C}<int:pk>/terminer/", manage.Close.as_view(), name="close"),
    path(f"{C}<int:pk>/reprendre/", manage.Copy.as_view(), name="copy"),
    path(f"{C}<int:pk>/image/", manage.SetImage.as_view(), name="image"),
    path(f"{C}<int:pk>/materiel/", manage.AddMaterial.as_view(), name="material_add"),
    path(f"{C}materiel/<int:pk>/retirer/", manage.RemoveMaterial.as_view(), name="material_remove"),
    path(f"{C}<int:pk>/petition/", petition_pages.NewPetition.as_view(), name="petition_new"),
    path(f"{C}<int:pk>/appel/", manage.NewCall.as_view(), name="call_new"),
    path(T, petition_pages.Petitions.as_view(), name="petitions"),
    path(f"{T}<int:pk>/", petition_pages.PetitionPage.as_view(), name="petition"),
    path(f"{T}<int:pk>/modifier/", petition_pages.PetitionEdit.as_view(), name="petition_edit"),
    path(f"{T}<int:pk>/texte/", petition_pages.PetitionText.as_view(), name="petition_text"),
    path(f"{T}<int:pk>/ouvrir/", petition_pages.OpenPetition.as_view(), name="petition_open"),
    path(f"{T}<int:pk>/clore/", petition_pages.ClosePetition.as_view(), name="petition_close"),
    path(f"{T}<int:pk>/effacer/", petition_pages.PurgePetition.as_view(), name="petition_purge"),
    path(f"{T}<int:pk>/feuille/", paper_pages.NewBatch.as_view(), name="batch_new"),
    path(f"{T}<int:pk>/dossier/", delivery_pages.dossier, name="dossier"),
    path(f"{T}<int:pk>/affiche.pdf", delivery_pages.poster, name="poster"),
    path(f"{T}<int:pk>/remise/", delivery_pages.Deliver.as_view(), name="deliver"),
    path(f"{T}<int:pk>/reponse/", delivery_pages.Answer.as_view(), name="answer"),
    path(f"{T}<int:pk>/annoncer/", delivery_pages.Tell.as_view(), name="tell"),
    path("gestion/signatures/", signature_pages.Signatures.as_view(), name="signatures"),
    path("gestion/signatures/<int:pk>/", signature_pages.SignaturePage.as_view(), name="signature"),
    path("gestion/signatures/<int:pk>/retirer/", signature_pages.Withdraw.as_view(), name="signature_withdraw"),
    path("gestion/signatures/<int:pk>/masquer/", signature_pages.HideName.as_view(), name="signature_hide"),
    path(O, signature_pages.Blocks.as_view(), name="blocks"),
    path(f"{O}<int:pk>/", signature_pages.BlockPage.as_view(), name="block"),
    path(f"{O}<int:pk>/ecarter/", signature_pages.SetAside.as_view(), name="block_aside"),
    path(f"{O}<int:pk>/admettre/", signature_pages.Admit.as_view(), name="block_admit"),
    path(F, paper_pages.Batches.as_view(), name="batches"),
    path(f"{F}<int:pk>/", paper_pages.BatchPage.as_view(), name="batch"),
    path(f"{F}<int:pk>/compter/", paper_pages.Check.as_view(), name="batch_check"),
    path(f"{F}<int:pk>/corriger/", paper_pages.Correct.as_view(), name="batch_correct"),
    path(f"{F}<int:pk>/ecarter/", paper_pages.Refuse.as_view(), name="batch_refuse"),
    path(f"{F}noms/<int:pk>/", paper_pages.KeepName.as_view(), name="paper_name"),
    path(f"{A}<int:pk>/", calls.CallPage.as_view(), name="call"),
    path(f"{A}<int:pk>/modifier/", calls.CallEdit.as_view(), name="call_edit"),
    path(f"{A}<int:pk>/ouvrir/", calls.OpenCall.as_view(), name="call_open"),
    path(f"{A}<int:pk>/clore/", calls.CloseCall.as_view(), name="call_close"),
    path(f"{A}reponses/<int:pk>/", calls.Handle.as_view(), name="answer_handle"),
]
