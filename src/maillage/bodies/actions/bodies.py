"""The verbs on bodies and on their groups of seats."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from maillage.audit import journal
from maillage.bodies.actions.common import locked, refuse
from maillage.bodies.enums import QuorumKind
from maillage.bodies.models import Body, SeatGroup
from maillage.core.text import slug


def _cleaned(body: Body) -> Body:
    """What the quorum's kind does not use is emptied."""
    if body.quorum_kind != QuorumKind.SHARE:
        body.quorum_share = ""
    if body.quorum_kind != QuorumKind.NUMBER:
        body.quorum_number = None
    body.full_clean()
    body.save()
    return body


@transaction.atomic
def create_body(*, values: Mapping[str, Any], by: Any) -> Body:
    """A table, a committee: an instance that people make. Its code is made of its name unless one is given."""
    data = dict(values)
    base = data.pop("code", "") or slug(data["name"], max_length=36) or "instance"
    code, rank = base, 2
    while Body.objects.filter(code=code).exists():
        code, rank = f"{base}-{rank}", rank + 1
    body = _cleaned(Body(code=code, **data))
    journal.record("body.created", body, by=by)
    return body


@transaction.atomic
def write_body(*, body: Body, values: Mapping[str, Any], by: Any) -> Body:
    """Change what it is for, its quorum, what is public."""
    body = locked(body)
    before = journal.snapshot(body)
    for name, value in values.items():
        setattr(body, name, value)
    body.version += 1
    _cleaned(body)
    journal.record("body.changed", body, by=by, changes=journal.difference(before, journal.snapshot(body)))
    return body


@transaction.atomic
def close_body(*, body: Body, by: Any) -> Body:
    """It no longer meets. Refused for the assembly and the board, and while anyone sits."""
    body = locked(body)
    if body.always:
        raise refuse("always")
    if body.mandates.on().exists():
        raise refuse("someone_sits")
    body.active, body.version = False, body.version + 1
    body.save()
    journal.record("body.closed", body, by=by)
    return body


@transaction.atomic
def reopen_body(*, body: Body, by: Any) -> Body:
    body = locked(body)
    body.active, body.version = True, body.version + 1
    body.save()
    journal.record("body.reopened", body, by=by)
    return body


@transaction.atomic
def write_group(*, body: Body, values: Mapping[str, Any], by: Any, group: SeatGroup | None = None) -> SeatGroup:
    """Add or change a group of seats. Refused when more people sit there than it would have seats."""
    body = locked(body)
    data = dict(values)
    row = SeatGroup.objects.select_for_update(of=("self",)).get(pk=group.pk) if group else SeatGroup(body=body)
    before = journal.snapshot(row) if group else {}
    for name, value in data.items():
        setattr(row, name, value)
    if not row.college:
        row.college = slug(row.label, max_length=40) or "sieges"
    held = body.mandates.on().filter(group=row).count() if group else 0
    if held > row.seats:
        raise refuse("seats_held", held=held, group=row)
    row.full_clean()
    row.save()
    journal.record("body.seats_changed", body, by=by, changes=journal.difference(before, journal.snapshot(row)))
    return row


@transaction.atomic
def remove_group(*, group: SeatGroup, by: Any) -> None:
    """Take away a group of seats that no mandate ever bore."""
    body = locked(group.body)
    if group.mandates.exists():
        raise refuse("group_used")
    label = str(group)
    group.delete()
    journal.record("body.seats_changed", body, by=by, changes={"group": [label, None]})
