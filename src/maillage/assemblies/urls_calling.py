"""Addresses of the calling: the check-list, the agenda, the notice, what members ask."""

from django.urls import path

from maillage.assemblies.views import agenda, asking, by_link, manage, member, notice, requests
from maillage.assemblies.views import public as pages

G, M, L = "gestion/assemblees/", "espace/assemblees/", "convocation/<str:token>/"

public = [
    path("assemblees/", pages.assemblies, name="assemblies"),
    path("assemblees/<int:pk>/", pages.assembly, name="assembly"),
    path("assemblees/<int:pk>/agenda.ics", pages.calendar_file, name="assembly_ics"),
]
urlpatterns = [
    path(G, manage.Assemblies.as_view(), name="list"),
    path(f"{G}nouvelle/", manage.AssemblyNew.as_view(), name="new"),
    path(f"{G}<int:pk>/", manage.AssemblyPage.as_view(), name="assembly"),
    path(f"{G}<int:pk>/modifier/", manage.AssemblyEdit.as_view(), name="edit"),
    path(f"{G}<int:pk>/annuler/", manage.Cancel.as_view(), name="cancel"),
    path(f"{G}<int:pk>/liste-electorale/", manage.RollMake.as_view(), name="roll"),
    path(f"{G}<int:pk>/seconde-reunion/", manage.Second.as_view(), name="second"),
    path(f"{G}<int:pk>/ordre-du-jour/", agenda.tree, name="agenda"),
    path(f"{G}<int:pk>/ordre-du-jour/nouveau/", agenda.ItemNew.as_view(), name="item_new"),
    path(f"{G}points/<int:pk>/", agenda.ItemPage.as_view(), name="item"),
    path(f"{G}points/<int:pk>/modifier/", agenda.ItemEdit.as_view(), name="item_edit"),
    path(f"{G}points/<int:pk>/deplacer/", agenda.move, name="item_move"),
    path(f"{G}points/<int:pk>/retirer/", agenda.ItemRemove.as_view(), name="item_remove"),
    path(f"{G}points/<int:pk>/sortir-du-lot/", agenda.ItemOutOfLot.as_view(), name="item_out_of_lot"),
    path(f"{G}<int:pk>/documents/joindre/", agenda.PaperNew.as_view(), name="paper_new"),
    path(f"{G}documents/<int:pk>/", agenda.paper, name="paper"),
    path(f"{G}documents/<int:pk>/remplacer/", agenda.PaperReplace.as_view(), name="paper_replace"),
    path(f"{G}documents/<int:pk>/retirer/", agenda.PaperRemove.as_view(), name="paper_remove"),
    path(f"{G}<int:pk>/convocation/", notice.notice, name="notice"),
    path(f"{G}<int:pk>/convocation/envoyer/", notice.send, name="notice_send"),
    path(f"{G}<int:pk>/convocation/completer/", notice.Complete.as_view(), name="notice_complete"),
    path(f"{G}<int:pk>/convocation/changement/", notice.Tell.as_view(), name="notice_tell"),
    path(f"{G}convocations/<int:pk>/lettres.pdf", notice.letters_pdf, name="letters"),
    path(f"{G}convocations/<int:pk>/postees/", notice.Posted.as_view(), name="posted"),
    path(f"{G}envois/<int:pk>/lettre/", notice.ByLetter.as_view(), name="by_letter"),
    path(f"{G}demandes/<int:pk>/", requests.RequestPage.as_view(), name="request"),
    path(f"{G}demandes/<int:pk>/accepter/", requests.RequestAccept.as_view(), name="request_accept"),
    path(f"{G}demandes/<int:pk>/refuser/", requests.RequestRefuse.as_view(), name="request_refuse"),
    path(f"{G}demandees/", manage.Requisitions.as_view(), name="requisitions"),
    path(f"{G}demandees/<int:pk>/", requests.RequisitionPage.as_view(), name="requisition"),
    path(f"{G}demandees/<int:pk>/convoquer/", requests.RequisitionCall.as_view(), name="requisition_call"),
    path(f"{G}demandees/<int:pk>/refuser/", requests.RequisitionRefuse.as_view(), name="requisition_refuse"),
    path(M, member.assemblies, name="mine"),
    path(f"{M}<int:pk>/", member.own, name="own"),
    path(f"{M}<int:pk>/agenda.ics", member.calendar_file, name="own_calendar"),
    path(f"{M}<int:pk>/excuse/", member.excuse, name="excuse"),
    path(f"{M}<int:pk>/demander-un-point/", asking.item_new, name="ask_item"),
    path(f"{M}points/<int:pk>/", member.item, name="own_item"),
    path(f"{M}points/<int:pk>/debattre/", member.take_out, name="own_out_of_lot"),
    path(f"{M}documents/<int:pk>/", member.paper, name="own_paper"),
    path(f"{M}demandes/<int:pk>/", asking.item_request, name="own_request"),
    path(f"{M}demander/", asking.requisition_new, name="ask_assembly"),
    path(f"{M}demandees/<int:pk>/", asking.requisition, name="own_requisition"),
    path(L, by_link.notice, name="by_link"),
    path(f"{L}agenda.ics", by_link.calendar_file, name="by_link_calendar"),
    path(f"{L}documents/<int:pk>/", by_link.paper, name="by_link_paper"),
]
