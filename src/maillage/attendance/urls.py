"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import URLPattern, path

from maillage.attendance.views import counting, figures, link, snapshots, younger
from maillage.attendance.views import public as shown

app_name = "attendance"

public: list[URLPattern] = [path("nos-activites-en-chiffres/", shown.in_figures, name="activities_in_figures")]
urlpatterns: list[URLPattern] = [
    path("gestion/presences/", counting.ToCount.as_view(), name="dates"),
    path("gestion/presences/<int:pk>/", counting.CountPage.as_view(), name="count"),
    path("gestion/presences/<int:pk>/retirer/", counting.Forget.as_view(), name="forget"),
    path("gestion/presences/<int:pk>/lien/", counting.SendLink.as_view(), name="send_link"),
    path("gestion/presences/activite/<int:pk>/", counting.of_activity, name="activity"),
    path("gestion/presences/activite/<int:pk>/personnes/", counting.GivePeople.as_view(), name="people"),
    path("gestion/chiffres/activites/", figures.figures, name="figures"),
    path("gestion/chiffres/activites/liste/", figures.Behind.as_view(), name="behind"),
    path("gestion/chiffres/activites/jeunes/", younger.younger, name="younger"),
    path("gestion/chiffres/bilans/", snapshots.Snapshots.as_view(), name="snapshots"),
    path("gestion/chiffres/bilans/figer/", snapshots.Freeze.as_view(), name="freeze"),
    path("gestion/chiffres/bilans/<int:pk>/", snapshots.SnapshotPage.as_view(), name="snapshot"),
    path("compter/<str:token>/", link.by_link, name="by_link"),
]
