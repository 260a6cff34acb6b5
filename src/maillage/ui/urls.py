"""Addresses of the gallery of components."""

from django.urls import path

from maillage.ui.views import gallery

app_name = "ui"

public = [path("ui/", gallery.gallery, name="gallery")]
urlpatterns = [
    path("ui/", gallery.gallery, name="gallery"),
    path("ui/palettes.css", gallery.palettes, name="palettes"),
]
