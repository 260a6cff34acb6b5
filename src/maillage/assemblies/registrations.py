"""What the room gives the house."""

from maillage.assemblies import registered_session  # noqa: F401 (it registers)
