"""Positions and studies: written, signed, followed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.advocacy.actions import common
from maillage.advocacy.enums import PositionState
from maillage.advocacy.models import FollowUp, Position, PositionText, Signatory, Study
from maillage.organisations.models import Organisation


@transaction.atomic
def create_position(*, values: Mapping[str, Any], by: Any) -> Position:
    return common.create(Position, values, by=by, verb="position.created")


@transaction.atomic
def change_position(*, position: Position, values: Mapping[str, Any], by: Any) -> Position:
    return common.change(position, values, by=by, verb="position.changed")


@transaction.atomic
def set_position_state(*, position: Position, state: str, by: Any, until: date | None = None) -> Position:
    """Open it to signatures until a day, or publish it. Refused without a text."""
    position = common.locked(position)
    if not PositionState(position.state).can_become(PositionState(state)):
        raise common.refuse("state", state=position.get_state_display(), other=PositionState(state).label)
    if not position.texts.exists() and not position.link:
        raise common.refuse("no_text")
    values = {"state": state}
    if state == PositionState.OPEN:
        values["sign_until"] = until  # type: ignore[assignment]
    return common.change(position, values, by=by, verb="position.state_changed")


@transaction.atomic
def add_position_text(*, position: Position, values: Mapping[str, Any], by: Any) -> PositionText:
    position = common.locked(position)
    number = common.next_number(position.texts.filter(language=values["language"]))
    data = {**values, "position": position, "number": number}
    return common.create(PositionText, data, by=by, verb="position.text_added", on=position)


def name_of(row: Signatory) -> str | int | None:
    """Who signs, as the journal says it: an organisation by its number, for it may be withheld one day."""
    return row.organisation_id or row.name


@transaction.atomic
def add_signatory(*, position: Position, values: Mapping[str, Any], by: Any) -> Signatory:
    """An organisation of the directory, or a name, that signs."""
    position = common.locked(position)
    organisation, name = values.get("organisation"), values.get("name") or ""
    if bool(organisation) == bool(name):
        raise common.refuse("who_signs")
    known = position.signatories.filter(organisation=organisation) if organisation else \
        position.signatories.filter(name__iexact=name)  # fmt: skip
    if known.exists():
        raise common.refuse("already_signed", name=organisation or name)
    row = Signatory(**common.cleaned(Signatory, {**values, "position": position, "by": by}))
    row.full_clean()
    row.save()
    common.record("position.signed", position, by=by,
                  changes={"signataire": [None, name_of(row)]})  # fmt: skip
    return row


@transaction.atomic
def remove_signatory(*, signatory: Signatory, by: Any) -> None:
    """It was noted by mistake, or withdraws; the journal remembers."""
    common.record("position.unsigned", signatory.position, by=by,
                  changes={"signataire": [name_of(signatory), None]})  # fmt: skip
    signatory.delete()


@transaction.atomic
def sign_as_member(*, position: Position, organisation: Organisation, by: Any, decided_by: str = "") -> Signatory:
    """A delegate signs for their organisation, while it is open."""
    if organisation.pk not in by.facts.get("delegate", frozenset()):
        raise common.refuse("not_yours")
    position = common.locked(position)
    if not position.is_open:
        raise common.refuse("not_open")
    values = {"organisation": organisation, "signed_on": localdate(), "decided_by": decided_by[:200]}
    return add_signatory(position=position, values=values, by=by)


@transaction.atomic
def add_follow_up(*, position: Position, values: Mapping[str, Any], by: Any) -> FollowUp:
    data = {**values, "position": common.locked(position)}
    return common.create(FollowUp, data, by=by, verb="position.followed_up", on=position)


@transaction.atomic
def create_study(*, values: Mapping[str, Any], by: Any, upload: Any = None) -> Study:
    study = common.create(Study, _own(values), by=by, verb="study.published")
    return _tied(study, values, upload, by)


@transaction.atomic
def change_study(*, study: Study, values: Mapping[str, Any], by: Any, upload: Any = None) -> Study:
    study = common.change(study, _own(values), by=by, verb="study.changed")
    return _tied(study, values, upload, by)


def _own(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in ("asks", "positions")}


def _tied(study: Study, values: Mapping[str, Any], upload: Any, by: Any) -> Study:
    study.asks.set(values.get("asks", ()))
    study.positions.set(values.get("positions", ()))
    if document := common.kept_file(upload, study.title, about=study, public=study.is_public, by=by):
        study.document = document
        study.save()
    return study
