"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.evaluations.views import manage, questionnaires, verbs
from maillage.evaluations.views import public as public_views

app_name = "evaluations"
G = "gestion/evaluations/"
Q = "gestion/questionnaires/"

public = [
    path("evaluation/<slug:code>/", public_views.evaluation, name="evaluation"),
    path("evaluation/<slug:code>/merci/", public_views.thanks, name="evaluation_thanks"),
]
urlpatterns = [
    path(G, manage.Polls.as_view(), name="polls"),
    path(f"{G}nouvelle/", verbs.PollNew.as_view(), name="poll_new"),
    path(f"{G}<int:pk>/", manage.PollPage.as_view(), name="poll"),
    path(f"{G}<int:pk>/modifier/", verbs.PollEdit.as_view(), name="poll_edit"),
    path(f"{G}<int:pk>/clore/", verbs.Close.as_view(), name="poll_close"),
    path(f"{G}<int:pk>/rouvrir/", verbs.Reopen.as_view(), name="poll_reopen"),
    path(f"{G}<int:pk>/inviter/", verbs.Invite.as_view(), name="poll_invite"),
    path(f"{G}<int:pk>/papier/", manage.counts, name="poll_counts"),
    path(f"{G}<int:pk>/affichette/", manage.poster, name="poll_poster"),
    path("gestion/evaluations/textes/<int:pk>/masquer/", verbs.Redact.as_view(), name="redact"),
    path(Q, questionnaires.Questionnaires.as_view(), name="questionnaires"),
    path(f"{Q}nouveau/", questionnaires.QuestionnaireEdit.as_view(), name="questionnaire_new"),
    path(f"{Q}modele/", questionnaires.TakeStarter.as_view(), name="questionnaire_starter"),
    path(f"{Q}<int:pk>/", questionnaires.QuestionnairePage.as_view(), name="questionnaire"),
    path(f"{Q}<int:pk>/modifier/", questionnaires.QuestionnaireEdit.as_view(), name="questionnaire_edit"),
    path(f"{Q}<int:pk>/copier/", questionnaires.Copy.as_view(), name="questionnaire_copy"),
    path(f"{Q}<int:pk>/question/", questionnaires.ItemNew.as_view(), name="item_new"),
    path("gestion/questionnaires/questions/<int:pk>/", questionnaires.ItemEdit.as_view(), name="item_edit"),
    path(
        "gestion/questionnaires/questions/<int:pk>/retirer/",
        questionnaires.ItemWithdraw.as_view(),
        name="item_withdraw",
    ),
]
