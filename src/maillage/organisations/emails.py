"""Letters of the room."""

from django.conf import settings
from django.urls import reverse

from maillage.messages.outbox import send_letter
from maillage.organisations.enums import EditState
from maillage.organisations.models import ProposedEdit


def edit_decided(edit_id: int) -> None:
    """Say to who proposed a change of their page what became of it."""
    edit = ProposedEdit.objects.select_related("organisation", "proposed_by").filter(pk=edit_id).first()
    if edit is None or edit.proposed_by is None or not edit.proposed_by.is_active:
        return
    address = reverse("organisations:member_page", args=[edit.organisation_id])
    send_letter(
        "organisations/letters/edit_decided.txt",
        to=edit.proposed_by.email,
        context={
            "person": edit.proposed_by.get_short_name(), "organisation": edit.organisation.name,
            "accepted": edit.state == EditState.ACCEPTED, "reason": edit.reason,
            "link": f"{settings.PUBLIC_URL}{address}",
        },
        purpose="directory.edit",
        key=f"organisations.edit:{edit.pk}:{edit.version}",
        language=edit.proposed_by.language,
        about=edit.organisation,
    )  # fmt: skip
