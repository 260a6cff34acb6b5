"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import URLPattern, path

from maillage.attendance.views import counting, link

app_name = "attendance"

public: list[URLPattern] = []
urlpatterns: list[URLPattern] = [
    path("gestion/presences/", counting.ToCount.as_view(), name="dates"),
    path("gestion/presences/<int:pk>/", counting.CountPage.as_view(), name="count"),
    path("gestion/presences/<int:pk>/retirer/", counting.Forget.as_view(), name="forget"),
    path("gestion/presences/<int:pk>/lien/", counting.SendLink.as_view(), name="send_link"),
    path("gestion/presences/activite/<int:pk>/", counting.OfActivity.as_view(), name="activity"),
    path("compter/<str:token>/", link.by_link, name="by_link"),
]
