"""Addresses of the day itself: the desk at the door, sheets, tables, certificates."""

from django.urls import path

from maillage.enrolments.views import certificates, desk_links, door, sheets

D = "gestion/dates/<int:pk>/"

public = [
    path("attestations/", certificates.verify, name="certificate_check"),
    path("attestations/<str:number>/", certificates.verified, name="certificate"),
]
urlpatterns = [
    path(f"{D}accueil/", door.door, name="door"),
    path(f"{D}accueil/envoi/", door.door_sync, name="door_sync"),
    path(f"{D}accueil/liens/", desk_links.links, name="desk_links"),
    path("gestion/liens-accueil/<int:pk>/retirer/", desk_links.revoke, name="desk_revoke"),
    path("accueil/<str:token>/", door.desk, name="desk"),
    path("accueil/<str:token>/envoi/", door.desk_sync, name="desk_sync"),
    path("billet/<str:token>/", door.ticket, name="ticket"),
    path(f"{D}feuille.pdf", sheets.sheet, name="sheet"),
    path(f"{D}saisie/", sheets.typed, name="sheet_type"),
    path(f"{D}tables/", sheets.tables, name="tables"),
    path(f"{D}tables.pdf", sheets.tables_pdf, name="tables_pdf"),
    path("gestion/activites/<int:pk>/attestations/", certificates.manage, name="certificates"),
    path("gestion/attestations/<int:pk>.pdf", certificates.pdf, name="certificate_pdf"),
    path("gestion/attestations/<int:pk>/retirer/", certificates.Withdraw.as_view(), name="certificate_withdraw"),
    path("attestation/<str:token>/", certificates.own, name="certificates_own"),
    path("attestation/<str:token>/<int:pk>.pdf", certificates.own_pdf, name="certificate_own_pdf"),
]
