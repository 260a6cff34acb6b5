"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.projects.views import around, bonds, data, edits, manage, verbs
from maillage.projects.views import public as pages

app_name = "projects"
G = "gestion/projets/"
B = "gestion/liens-ici-ailleurs/"

public = [
    path("projets/", pages.portfolio, name="projects"),
    path("projets.json", data.json, name="projects_json"),
    path("projets.csv", data.table, name="projects_csv"),
    path("projets/<int:pk>.png", pages.card, name="project_card"),
    path("projets/<int:pk>-<str:slug>/", pages.project, name="project"),
    path("ici-et-ailleurs/", pages.bonds, name="bonds"),
]
urlpatterns = [
    path(G, manage.Projects.as_view(), name="list"),
    path(f"{G}nouveau/", edits.ProjectEdit.as_view(), name="new"),
    path(f"{G}risques/", around.Risks.as_view(), name="risks"),
    path(f"{G}<int:pk>/", manage.ProjectPage.as_view(), name="detail"),
    path(f"{G}<int:pk>/arbre/", manage.branch, name="tree"),
    path(f"{G}<int:pk>/modifier/", edits.ProjectEdit.as_view(), name="edit"),
    path(f"{G}<int:pk>/textes/", edits.Words.as_view(), name="words"),
    path(f"{G}<int:pk>/qui/", edits.Who.as_view(), name="who"),
    path(f"{G}<int:pk>/ou/", edits.Where.as_view(), name="where"),
    path(f"{G}<int:pk>/secteurs/", edits.Codes.as_view(), name="codes"),
    path(f"{G}<int:pk>/secteurs/chercher/", edits.choose_code, name="code_choose"),
    path(f"{G}<int:pk>/iati/", edits.Iati.as_view(), name="iati"),
    path(f"{G}<int:pk>/contacts/", edits.Contacts.as_view(), name="contacts"),
    path(f"{G}<int:pk>/etat/", verbs.ChangeState.as_view(), name="state"),
    path(f"{G}<int:pk>/deplacer/", verbs.Move.as_view(), name="move"),
    path(f"{G}<int:pk>/montrer/", verbs.Publish.as_view(), name="publish"),
    path(f"{G}<int:pk>/garder/", verbs.Unpublish.as_view(), name="unpublish"),
    path(f"{G}<int:pk>/retenir/", verbs.Withhold.as_view(), name="withhold"),
    path(f"{G}<int:pk>/ne-plus-retenir/", verbs.GiveBack.as_view(), name="give_back"),
    path(f"{G}<int:pk>/reprendre/", verbs.Copy.as_view(), name="copy"),
    path(f"{G}<int:pk>/effacer/", verbs.Delete.as_view(), name="delete"),
    path(f"{G}<int:pk>/image/", verbs.SetImage.as_view(), name="image"),
    path(f"{G}<int:pk>/etape/", around.AddMilestone.as_view(), name="milestone_add"),
    path(f"{G}etapes/<int:pk>/", around.ChangeMilestone.as_view(), name="milestone_edit"),
    path(f"{G}etapes/<int:pk>/atteinte/", around.ReachMilestone.as_view(), name="milestone_reach"),
    path(f"{G}etapes/<int:pk>/retirer/", around.RemoveMilestone.as_view(), name="milestone_remove"),
    path(f"{G}<int:pk>/risque/", around.AddRisk.as_view(), name="risk_add"),
    path(f"{G}risques/<int:pk>/", around.ChangeRisk.as_view(), name="risk_edit"),
    path(f"{G}risques/<int:pk>/retirer/", around.RemoveRisk.as_view(), name="risk_remove"),
    path(f"{G}<int:pk>/collectivite/", around.AddAuthority.as_view(), name="authority_add"),
    path(f"{G}collectivites/<int:pk>/", around.ChangeAuthority.as_view(), name="authority_edit"),
    path(f"{G}collectivites/<int:pk>/retirer/", around.RemoveAuthority.as_view(), name="authority_remove"),
    path(f"{G}<int:pk>/note/", around.AddNote.as_view(), name="note_add"),
    path(f"{G}notes/<int:pk>/retirer/", around.RemoveNote.as_view(), name="note_remove"),
    path(f"{G}<int:pk>/document/", around.AddDocument.as_view(), name="document_add"),
    path(f"{G}documents/<int:pk>/retirer/", around.RemoveDocument.as_view(), name="document_remove"),
    path(B, bonds.Bonds.as_view(), name="bonds"),
    path(f"{B}nouveau/", bonds.BondEdit.as_view(), name="bond_new"),
    path(f"{B}<int:pk>/", bonds.BondPage.as_view(), name="bond"),
    path(f"{B}<int:pk>/modifier/", bonds.BondEdit.as_view(), name="bond_edit"),
    path(f"{B}<int:pk>/effacer/", bonds.BondDelete.as_view(), name="bond_delete"),
]
