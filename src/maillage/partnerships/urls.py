"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for Gestion, the member space and letters."""

from django.urls import path

from maillage.partnerships.views import (
    agreements,
    answers,
    assessments,
    grids,
    manage,
    member,
    networks,
    pieces,
    visits,
)
from maillage.partnerships.views import public as pages

app_name = "partnerships"
G = "gestion/partenariats/"
A = "gestion/accords-partenaires/"
V = "gestion/visites-partenaires/"
E = "gestion/evaluations-partenaires/"
Q = "gestion/grilles-partenaires/"
D = "gestion/dossiers-partenaires/"
R = "gestion/reseaux-partenaires/"
M = "espace/partenariats/"

public = [
    path("nos-partenaires/", pages.partners, name="partners"),
    path("nos-partenaires.csv", pages.partners_csv, name="partners_csv"),
    path("reseaux-partenaires/<int:pk>-<str:slug>/", pages.partner_network, name="partner_network"),
]
urlpatterns = [
    path("partenaire/merci/", answers.thanks, name="thanks"),
    path("partenaire/evaluation/<str:token>/", answers.answer, name="answer"),
    path("partenaire/capacites/<str:token>/", answers.answer_capacities, name="answer_capacities"),
    path("partenaire/piece/<str:token>/", answers.send_piece, name="send_piece"),
    path(M, member.mine, name="mine"),
    path(f"{M}<int:pk>/", member.my, name="my"),
    path(f"{M}<int:pk>/capacites/", member.my_capacities, name="my_capacities"),
    path(f"{M}evaluation/<int:pk>/", member.my_assessment, name="my_assessment"),
    path(f"{M}piece/<int:pk>/", member.my_piece, name="my_piece"),
    path(G, manage.Partnerships.as_view(), name="list"),
    path(f"{G}nouveau/", manage.PartnershipEdit.as_view(), name="new"),
    path(f"{G}<int:pk>/", manage.PartnershipPage.as_view(), name="detail"),
    path(f"{G}<int:pk>/modifier/", manage.PartnershipEdit.as_view(), name="edit"),
    path(f"{G}<int:pk>/en-cours/", manage.Activate.as_view(), name="activate"),
    path(f"{G}<int:pk>/suspendre/", manage.Suspend.as_view(), name="suspend"),
    path(f"{G}<int:pk>/terminer/", manage.End.as_view(), name="end"),
    path(f"{G}<int:pk>/contact/", manage.AddContact.as_view(), name="contact_add"),
    path(f"{G}contact/<int:pk>/retirer/", manage.RemoveContact.as_view(), name="contact_remove"),
    path(f"{G}<int:pk>/apprentissage/", visits.NewLearning.as_view(), name="learning_new"),
    path(f"{G}apprentissage/<int:pk>/", visits.LearningEdit.as_view(), name="learning_edit"),
    path(f"{G}<int:pk>/accord/", agreements.NewAgreement.as_view(), name="agreement_new"),
    path(f"{G}<int:pk>/visite/", visits.NewVisit.as_view(), name="visit_new"),
    path(f"{G}<int:pk>/demander/", assessments.Ask.as_view(), name="ask"),
    path(f"{G}<int:pk>/evaluation/", assessments.OpenSheet.as_view(), name="sheet_new"),
    path(f"{G}<int:pk>/comparer/", assessments.Compared.as_view(), name="compared"),
    path(f"{G}<int:pk>/capacites/", assessments.NoteCapacities.as_view(), name="capacity_note"),
    path(f"{G}<int:pk>/capacites/demander/", assessments.AskCapacities.as_view(), name="capacity_ask"),
    path(f"{G}<int:pk>/piece/", pieces.NewPiece.as_view(), name="piece_new"),
    path(A, agreements.Agreements.as_view(), name="agreements"),
    path(f"{A}<int:pk>/", agreements.AgreementPage.as_view(), name="agreement"),
    path(f"{A}<int:pk>/modifier/", agreements.AgreementEdit.as_view(), name="agreement_edit"),
    path(f"{A}<int:pk>/texte/", agreements.AddText.as_view(), name="agreement_text"),
    path(f"{A}<int:pk>/signer/", agreements.Sign.as_view(), name="agreement_sign"),
    path(f"{A}<int:pk>/renouveler/", agreements.Renew.as_view(), name="agreement_renew"),
    path(f"{A}<int:pk>/terminer/", agreements.EndAgreement.as_view(), name="agreement_end"),
    path(f"{A}engagement/<int:pk>/", agreements.Settle.as_view(), name="commitment"),
    path(V, visits.Visits.as_view(), name="visits"),
    path(f"{V}<int:pk>/", visits.VisitPage.as_view(), name="visit"),
    path(f"{V}<int:pk>/modifier/", visits.VisitEdit.as_view(), name="visit_edit"),
    path(f"{V}<int:pk>/suite/", visits.FollowVisit.as_view(), name="visit_follow"),
    path(E, assessments.Assessments.as_view(), name="assessments"),
    path(f"{E}<int:pk>/", assessments.AssessmentPage.as_view(), name="assessment"),
    path(f"{E}<int:pk>/saisir/", assessments.Fill.as_view(), name="assessment_fill"),
    path(f"{E}<int:pk>/redemander/", assessments.AskAgain.as_view(), name="assessment_again"),
    path(f"{E}<int:pk>/abandonner/", assessments.GiveUp.as_view(), name="assessment_give_up"),
    path(Q, grids.Grids.as_view(), name="grids"),
    path(f"{Q}suivante/", grids.NextGrid.as_view(), name="grid_next"),
    path(f"{Q}<int:pk>/", grids.GridPage.as_view(), name="question_set"),
    path(f"{Q}<int:pk>/modifier/", grids.GridEdit.as_view(), name="question_set_edit"),
    path(f"{Q}<int:pk>/adopter/", grids.AdoptGrid.as_view(), name="question_set_adopt"),
    path(D, pieces.Pieces.as_view(), name="pieces"),
    path(f"{D}<int:pk>/", pieces.PiecePage.as_view(), name="piece"),
    path(f"{D}<int:pk>/joindre/", pieces.Receive.as_view(), name="piece_receive"),
    path(f"{D}<int:pk>/regarder/", pieces.Look.as_view(), name="piece_look"),
    path(f"{D}<int:pk>/demander/", pieces.AskPiece.as_view(), name="piece_ask"),
    path(f"{D}<int:pk>/dispenser/", pieces.Waive.as_view(), name="piece_waive"),
    path(R, networks.Networks.as_view(), name="networks"),
    path(f"{R}nouveau/", networks.NetworkEdit.as_view(), name="network_new"),
    path(f"{R}<int:pk>/", networks.NetworkPage.as_view(), name="network"),
    path(f"{R}<int:pk>/modifier/", networks.NetworkEdit.as_view(), name="network_edit"),
    path(f"{R}action/<int:pk>/", networks.SettleAction.as_view(), name="action"),
]
