"""Addresses of the room: the partner's under « terrain/ », the team's under « gestion/ »."""

from django.urls import path

from maillage.fieldwork.views import manage, partner, plans, verbs, worker, writing

app_name = "fieldwork"
T, L, G = "terrain/rapports/<int:pk>/", "terrain/lien/<str:token>/", "gestion/rapports/"

urlpatterns = [
    path("terrain/", partner.start, name="home"),
    path("terrain/agent.js", worker.worker, name="worker"),
    path("terrain/sans-reseau/", worker.offline, name="offline"),
    path(T, writing.Write.as_view(), name="write"),
    path(f"{T}fichier/", partner.File.as_view(), name="write_file"),
    path(f"{T}copies/<int:copy>/", partner.Copy.as_view(), name="write_copy"),
    path(f"{T}<slug:part>/", writing.Write.as_view(), name="write_part"),
    path(L, writing.EntrustedWrite.as_view(), name="entrusted"),
    path(f"{L}fichier/", partner.EntrustedFile.as_view(), name="entrusted_file"),
    path(f"{L}copies/<int:copy>/", partner.EntrustedCopy.as_view(), name="entrusted_copy"),
    path(f"{L}<slug:part>/", writing.EntrustedWrite.as_view(), name="entrusted_part"),
    path(G, manage.Reports.as_view(), name="reports"),
    path(f"{G}<int:pk>/", manage.ReportPage.as_view(), name="report"),
    path(f"{G}<int:pk>/approuver/", verbs.Approve.as_view(), name="report_approve"),
    path(f"{G}<int:pk>/rendre/", verbs.Return.as_view(), name="report_return"),
    path(f"{G}<int:pk>/traduire/", verbs.Translate.as_view(), name="report_translate"),
    path(f"{G}<int:pk>/recit/", verbs.Story.as_view(), name="report_story"),
    path(f"{G}<int:pk>/piece/", verbs.Piece.as_view(), name="report_piece"),
    path(f"{G}<int:pk>/liens/", verbs.links, name="report_links"),
    path(f"{G}liens/<int:pk>/retirer/", verbs.revoke, name="link_revoke"),
    path("gestion/projets/<int:project>/rapports/", plans.PlanNew.as_view(), name="plan_new"),
    path("gestion/projets/rapports-demandes/<int:pk>/", plans.PlanEdit.as_view(), name="plan_edit"),
    path("gestion/projets/rapports-demandes/<int:pk>/finir/", plans.PlanEnd.as_view(), name="plan_end"),
]
