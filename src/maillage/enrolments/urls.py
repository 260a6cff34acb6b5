"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import path

from maillage.enrolments import urls_day
from maillage.enrolments.views import own
from maillage.enrolments.views import public as public_views

app_name = "enrolments"

public = [
    path("activites/<int:pk>/inscription/", public_views.enrol, name="enrol"),
    *urls_day.public,
]
urlpatterns = [
    path("inscription/<str:token>/", own.own, name="own"),
    path("inscription/<str:token>/modifier/", own.change, name="own_change"),
    path("inscription/<str:token>/dates.ics", own.calendar_file, name="own_calendar"),
    *urls_day.urlpatterns,
]
