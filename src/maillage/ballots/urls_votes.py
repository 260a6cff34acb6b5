"""Addresses of questions and votes."""

from django.urls import include, path

from maillage.ballots.views import cast, counting_votes, questions

G = "gestion/votes/"
Q = f"{G}<int:pk>/"
MINE = [
    path("", cast.votes_list, name="votes"),
    path("<int:pk>/", cast.vote, name="vote"),
    path("<int:pk>/recu/", cast.vote_done, name="vote_done"),
]

urlpatterns = [
    path("espace/votes/", include(MINE)),
    path(G, questions.Questions.as_view(), name="questions"),
    path("gestion/listes-electorales/<int:pk>/question/", questions.NewQuestion.as_view(), name="question_new"),
    path(Q, questions.QuestionPage.as_view(), name="question"),
    path(f"{Q}modifier/", questions.EditQuestion.as_view(), name="question_edit"),
    path(f"{Q}ouvrir/", questions.Open.as_view(), name="question_open"),
    path(f"{Q}prolonger/", questions.Extend.as_view(), name="question_extend"),
    path(f"{Q}clore/", questions.Close.as_view(), name="question_close"),
    path(f"{Q}annuler/", questions.Cancel.as_view(), name="question_cancel"),
    path(f"{Q}retrait/", questions.Withdraw.as_view(), name="question_withdraw"),
    path(f"{Q}cle/", counting_votes.key, name="question_key"),
    path(f"{Q}urne/", counting_votes.OpenUrn.as_view(), name="question_urn"),
    path(f"{Q}proclamer/", counting_votes.Declare.as_view(), name="question_declare"),
    path(f"{Q}voix-preponderante/", counting_votes.Chair.as_view(), name="question_chair"),
    path(f"{Q}papier/", counting_votes.Paper.as_view(), name="question_paper"),
    path(f"{Q}papier/reprendre/", counting_votes.PaperBack.as_view(), name="question_paper_back"),
    path(f"{Q}depouillement/", counting_votes.Sheet.as_view(), name="question_sheet"),
    path(f"{Q}fichiers/<str:name>", counting_votes.file, name="question_file"),
]
