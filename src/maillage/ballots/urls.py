"""Addresses of the room."""

from typing import Any

from maillage.ballots import urls_rolls, urls_votes

app_name = "ballots"
urlpatterns = [*urls_votes.urlpatterns, *urls_rolls.urlpatterns]
public: list[Any] = []
