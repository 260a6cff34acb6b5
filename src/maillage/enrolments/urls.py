"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.enrolments import urls_day
from maillage.enrolments.models import PlaceKind, Question, Quota
from maillage.enrolments.views import manage, member, opening, own, verbs
from maillage.enrolments.views import public as public_views

app_name = "enrolments"
A = "gestion/activites/<int:pk>/inscriptions/"
G = "gestion/inscriptions/"

public = [
    path("activites/<int:pk>/inscription/", public_views.enrol, name="enrol"),
    *urls_day.public,
]
urlpatterns = [
    path("inscription/<str:token>/", own.own, name="own"),
    path("inscription/<str:token>/modifier/", own.change, name="own_change"),
    path("inscription/<str:token>/dates.ics", own.calendar_file, name="own_calendar"),
    *urls_day.urlpatterns,
    path("espace/inscriptions/", member.mine, name="mine"),
    path(A, manage.OfActivity.as_view(), name="of"),
    path(f"{A}nouvelle/", verbs.NewEnrolment.as_view(), name="new"),
    path(f"{A}ouvrir/", opening.Open.as_view(), name="open"),
    path(f"{A}places/", opening.OpeningPage.as_view(), name="opening"),
    path(f"{A}regles/", opening.Rules.as_view(), name="rules"),
    path(f"{A}fermer/", opening.CloseNow.as_view(), name="close"),
    path(f"{A}retirer/", opening.Remove.as_view(), name="remove"),
    path(f"{A}par-date/", opening.ByDate.as_view(), name="by_date"),
    path(f"{A}contingent/", opening.QuotaPage.as_view(new=True), name="quota_new"),
    path(f"{A}sorte/", opening.KindPage.as_view(new=True), name="kind_new"),
    path(f"{A}question/", opening.QuestionPage.as_view(new=True), name="question_new"),
    path(f"{G}contingents/<int:pk>/", opening.QuotaPage.as_view(), name="quota"),
    path(f"{G}contingents/<int:pk>/retirer/", opening.RemovePart.as_view(model=Quota), name="quota_remove"),
    path(f"{G}sortes/<int:pk>/", opening.KindPage.as_view(), name="kind"),
    path(f"{G}sortes/<int:pk>/retirer/", opening.RemovePart.as_view(model=PlaceKind), name="kind_remove"),
    path(f"{G}questions/<int:pk>/", opening.QuestionPage.as_view(), name="question"),
    path(f"{G}questions/<int:pk>/retirer/", opening.RemovePart.as_view(model=Question), name="question_remove"),
    path(G, manage.Enrolments.as_view(), name="list"),
    path(f"{G}<int:pk>/", manage.EnrolmentPage.as_view(), name="detail"),
    path(f"{G}<int:pk>/modifier/", verbs.ChangeEnrolment.as_view(), name="change"),
    path(f"{G}<int:pk>/approuver/", verbs.Approve.as_view(), name="approve"),
    path(f"{G}<int:pk>/refuser/", verbs.Refuse.as_view(), name="refuse"),
    path(f"{G}<int:pk>/annuler/", verbs.Cancel.as_view(), name="cancel"),
    path(f"{G}<int:pk>/appeler/", verbs.Call.as_view(), name="call"),
    path(f"{G}<int:pk>/confirmer/", verbs.Confirm.as_view(), name="confirm"),
    path(f"{G}<int:pk>/remettre/", verbs.Rejoin.as_view(), name="rejoin"),
]
