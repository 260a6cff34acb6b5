"""How a room joins the house: its Django application, and its registrations."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class RoomConfig(AppConfig):
    """A room. When the house starts, its `registrations.py` plugs it into the rooms below."""

    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        if find_spec(f"{self.name}.registrations"):
            import_module(f"{self.name}.registrations")
