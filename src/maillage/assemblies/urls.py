"""Addresses of the room."""

from typing import Any

from maillage.assemblies import urls_session

app_name = "assemblies"
urlpatterns = [*urls_session.urlpatterns]
public: list[Any] = []
