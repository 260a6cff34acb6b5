"""What the room gives the house."""

from maillage.assemblies import registered_calling, registered_session  # noqa: F401
