"""Addresses of the room: `public` under /fr/, /en/, /es/; `urlpatterns` for the faces behind the door."""

from django.urls import URLPattern

app_name = "attendance"

public: list[URLPattern] = []
urlpatterns: list[URLPattern] = []
