"""Addresses of the homes, and of the errors."""

from django.urls import path

from maillage.web.views import manage, member
from maillage.web.views import public as public_views

app_name = "web"

public = [path("", public_views.home, name="home")]
urlpatterns = [
    path("", manage.root, name="root"),
    path("entrer/", manage.after_login, name="after_login"),
    path("gestion/", manage.home, name="manage_home"),
    path("espace/", member.home, name="member_home"),
]
