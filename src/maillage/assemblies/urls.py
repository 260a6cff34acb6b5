"""Addresses of the room."""

from maillage.assemblies import urls_calling, urls_session

app_name = "assemblies"
urlpatterns = [*urls_calling.urlpatterns, *urls_session.urlpatterns]
public = [*urls_calling.public]
