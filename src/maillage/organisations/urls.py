"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from typing import Any

from django.urls import path

from maillage.organisations.views import duplicates, import_verbs, imports, links, manage, member, people, proposals

app_name = "organisations"

public: list[Any] = []
urlpatterns: list[Any] = [
    path("gestion/organisations/", manage.Organisations.as_view(), name="list"),
    path("gestion/organisations/nouvelle/", manage.Edit.as_view(), name="create"),
    path("gestion/organisations/retenues/", manage.Withheld.as_view(), name="withheld"),
    path("gestion/organisations/<int:pk>/", manage.Detail.as_view(), name="detail"),
    path("gestion/organisations/<int:pk>/modifier/", manage.Edit.as_view(), name="update"),
    path("gestion/organisations/<int:pk>/etat/", manage.SetState.as_view(), name="set_state"),
    path("gestion/organisations/<int:pk>/verifier/", manage.Verify.as_view(), name="verify"),
    path("gestion/organisations/<int:pk>/retenir/", manage.Withhold.as_view(), name="withhold"),
    path("gestion/organisations/<int:pk>/ne-plus-retenir/", manage.Release.as_view(), name="release"),
    path("gestion/organisations/<int:pk>/logo/", manage.SetLogo.as_view(), name="set_logo"),
    path("gestion/organisations/<int:pk>/liens/nouveau/", links.AddLink.as_view(), name="link_add"),
    path("gestion/liens/<int:pk>/", links.ChangeLink.as_view(), name="link"),
    path("gestion/liens/<int:pk>/terminer/", links.EndLink.as_view(), name="link_end"),
    path("gestion/liens/<int:pk>/retirer/", links.Unlink.as_view(), name="link_remove"),
    path("gestion/organisations/exporter/", imports.Export.as_view(), name="export"),
    path("gestion/organisations/<int:pk>/fusionner/", duplicates.ChooseOther.as_view(), name="merge_choose"),
    path("gestion/imports/", imports.Imports.as_view(), name="imports"),
    path("gestion/imports/nouveau/", imports.NewImport.as_view(), name="import_new"),
    path("gestion/imports/<int:pk>/", imports.ImportPage.as_view(), name="import"),
    path("gestion/imports/<int:pk>/colonnes/", imports.Columns.as_view(), name="import_columns"),
    path("gestion/imports/<int:pk>/a-corriger/", imports.RowsToCorrect.as_view(), name="import_rejected"),
    path("gestion/imports/<int:pk>/ecrire/", import_verbs.WriteImport.as_view(), name="import_write"),
    path("gestion/imports/<int:pk>/annuler/", import_verbs.UndoImport.as_view(), name="import_undo"),
    path("gestion/imports/<int:pk>/jeter/", import_verbs.DiscardImport.as_view(), name="import_discard"),
    path("gestion/doublons/", duplicates.Duplicates.as_view(), name="duplicates"),
    path("gestion/doublons/<int:pk>/a-part/", duplicates.SetApart.as_view(), name="duplicate_apart"),
    path("gestion/doublons/fusionner/<int:kept>/<int:absorbed>/", duplicates.MergePage.as_view(), name="merge"),
    path("gestion/fusions/<int:pk>/defaire/", duplicates.Unmerge.as_view(), name="unmerge"),
    path("gestion/fiches-a-relire/", proposals.Proposals.as_view(), name="edit_list"),
    path("gestion/fiches-a-relire/<int:pk>/", proposals.Review.as_view(), name="edit_review"),
    path("gestion/personnes/", people.People.as_view(), name="person_list"),
    path("gestion/personnes/nouvelle/", people.PersonEdit.as_view(), name="person_create"),
    path("gestion/personnes/<int:pk>/", people.PersonDetail.as_view(), name="person"),
    path("gestion/personnes/<int:pk>/modifier/", people.PersonEdit.as_view(), name="person_update"),
    path("gestion/personnes/<int:pk>/retenir/", people.WithholdPerson.as_view(), name="person_withhold"),
    path("gestion/personnes/<int:pk>/ne-plus-retenir/", people.ReleasePerson.as_view(), name="person_release"),
    path("gestion/personnes/<int:pk>/effacer/", people.ErasePerson.as_view(), name="person_erase"),
    path("espace/organisation/", member.Mine.as_view(), name="member_mine"),
    path("espace/organisation/<int:pk>/", member.MemberPage.as_view(), name="member_page"),
    path("espace/organisation/<int:pk>/modifier/", member.MemberEdit.as_view(), name="member_update"),
    path("espace/organisation/<int:pk>/attente/", member.Pending.as_view(), name="member_pending"),
    path("espace/organisation/<int:pk>/attente/retirer/", member.Withdraw.as_view(), name="member_withdraw"),
]
