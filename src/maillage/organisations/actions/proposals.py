"""What the people who keep a page propose: seen by the network as a difference, public once accepted."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.network.current import profile
from maillage.organisations import emails, record, validation
from maillage.organisations.actions import organisations, shared
from maillage.organisations.enums import EditState, State
from maillage.organisations.models import Organisation, ProposedEdit


@transaction.atomic
def propose_edit(*, organisation: Organisation, values: Mapping[str, Any], by: Any) -> ProposedEdit | None:
    """Propose changes to one's own page; a proposal that waits is replaced. None: the network lets them through at once.

    Raises ValidationError when nothing changes or a value cannot be.
    """
    organisation = shared.locked(organisation)
    if organisation.state == State.MERGED:
        raise ValidationError(_("Cette fiche est fusionnée dans une autre."))
    values = {name: value for name, value in values.items() if name in record.MEMBER_FIELDS}
    before = record.read(organisation)
    changes = record.difference(before, record.normal(validation.verify(values, organisation)))
    if not changes:
        raise ValidationError(_("Rien n’a changé : la page dit déjà cela."))
    if not profile().visibility.moderate_member_edits:
        organisations.update(organisation=organisation, values=values, by=by)
        return None
    waiting = ProposedEdit.objects.select_for_update(of=("self",)).filter(organisation=organisation).pending().first()
    edit = waiting or ProposedEdit(organisation=organisation, version=0)
    edit.data, edit.base_version, edit.version = changes, organisation.version, edit.version + 1
    edit.proposed_by, edit.proposed_at = by, now()
    edit.save()
    shared.record("organisation.edit_proposed", organisation, by=by, changes={"fields": [None, sorted(changes)]})
    return edit


@transaction.atomic
def accept_edit(*, edit: ProposedEdit, by: Any, seen_version: int | None = None,
                seen_edit: int | None = None) -> ProposedEdit:  # fmt: skip
    """Put a proposal on the page. Raises ValidationError when the page or the proposal moved since it was read."""
    edit = _pending(edit)
    organisation = shared.locked(edit.organisation)
    if seen_version is not None and seen_version != organisation.version:
        raise ValidationError(_("La fiche a changé pendant votre lecture : relisez la différence, puis décidez."))
    if seen_edit is not None and seen_edit != edit.version:
        raise ValidationError(_("La proposition a changé pendant votre lecture : relisez la différence, puis décidez."))
    values = {name: after for name, (_before, after) in edit.data.items()}
    organisations.update(organisation=organisation, values=values, by=by, verb="organisation.edit_accepted")
    return _decided(edit, EditState.ACCEPTED, by)


@transaction.atomic
def refuse_edit(*, edit: ProposedEdit, reason: str, by: Any) -> ProposedEdit:
    """Leave the page as it is, and say why to who proposed. Raises ValidationError without a reason."""
    edit = _pending(edit)
    if not reason.strip():
        raise ValidationError(_("Dites pourquoi : la personne qui a proposé lira votre réponse."))
    edit.reason = reason.strip()[:500]
    shared.record("organisation.edit_refused", edit.organisation, by=by, changes={"reason": [None, edit.reason]})
    return _decided(edit, EditState.REFUSED, by)


@transaction.atomic
def withdraw_edit(*, edit: ProposedEdit, by: Any) -> ProposedEdit:
    """Who proposed takes it back."""
    edit = _pending(edit)
    edit.state, edit.decided_by, edit.decided_at = EditState.WITHDRAWN, by, now()
    edit.save()
    shared.record("organisation.edit_withdrawn", edit.organisation, by=by)
    return edit


def moved_since(edit: ProposedEdit, current: Mapping[str, Any]) -> set[str]:
    """Fields that someone else changed since the proposal was written."""
    return {name for name, (before, after) in edit.data.items() if current.get(name) not in (before, after)}


def _pending(edit: ProposedEdit) -> ProposedEdit:
    row = ProposedEdit.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=edit.pk)
    if row.state != EditState.PENDING:
        raise ValidationError(
            _("Cette proposition est déjà « %(state)s » : rien n’a changé.") % {"state": row.get_state_display()}
        )
    return row


def _decided(edit: ProposedEdit, state: EditState, by: Any) -> ProposedEdit:
    edit.state, edit.decided_by, edit.decided_at = state, by, now()
    edit.save()
    transaction.on_commit(partial(emails.edit_decided, edit.pk))
    return edit
