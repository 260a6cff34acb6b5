"""What membership writes to people."""

from maillage.members.models import ApplicationStep


def application_moved(step: ApplicationStep) -> None:
    """Tell the applicant where the application stands."""
