"""Organisations that a file names: found by their identifiers whatever their writing, else created, kept to the network."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import now

from maillage.audit import journal
from maillage.core.narratives import said
from maillage.core.text import fold
from maillage.iati.elements.activity import Activity
from maillage.iati.elements.parties import Party
from maillage.organisations.actions import shared
from maillage.organisations.enums import Kind, State
from maillage.organisations.identifiers.iati import check_iati
from maillage.organisations.identifiers.kinds import IdentifierError, IdentifierKind
from maillage.organisations.models import Identifier, Organisation

KINDS = {one.value for one in Kind}


class Parties:
    """The directory by identifier, read once for an import."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}
        rows = Identifier.objects.exclude(organisation__state=State.MERGED).values_list("kind", "value", "organisation")
        for kind, value, organisation in rows.order_by("-organisation"):
            if key := key_of(value) if kind == IdentifierKind.IATI else f"{kind}:{value}":
                self.known[key] = organisation

    def find(self, ref: str) -> int | None:
        return self.known.get(key_of(ref)) if ref else None

    def create(self, activities: Iterable[Activity], *, by: Any) -> list[int]:
        """Create, in few statements, the organisations that take part and that nobody knows yet."""
        wanted: dict[str, Party] = {}
        for activity in activities:
            for party in (*activity.participants, *([activity.reporting] if activity.reporting else [])):
                key = key_of(party.ref)
                if key and key not in self.known:
                    wanted.setdefault(key, party)
        if not wanted:
            return []
        rows = [organisation_of(party) for party in wanted.values()]
        Organisation.objects.bulk_create(rows)
        Identifier.objects.bulk_create(
            Identifier(organisation=row, kind=IdentifierKind.IATI, value=party.ref.strip()[:80])
            for row, party in zip(rows, wanted.values(), strict=True)
        )
        self.known |= {key: row.pk for key, row in zip(wanted, rows, strict=True)}
        journal.record_many([journal.note("organisation.imported", row, name=row.name) for row in rows], by=by)
        shared.indexed(row.pk for row in rows)
        return [row.pk for row in rows]


def key_of(ref: str) -> str:
    """What two writings of one identifier have in common; nothing when it names nobody in particular."""
    if not ref.strip():
        return ""
    try:
        return check_iati(ref).key
    except IdentifierError:
        return ""


def organisation_of(party: Party) -> Organisation:
    name = (said(party.names, "fr") or party.ref.strip())[:300]
    at = now()
    return Organisation(
        name=name, sort_name=fold(name)[:300], kind=party.type if party.type in KINDS else "", is_public=False,
        source_key=f"iati:{party.ref.strip()}"[:120], created_at=at, updated_at=at,
    )  # fmt: skip
