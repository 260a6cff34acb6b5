"""Rows that come from our own export: what nobody touched in the file changes nothing in the directory."""

from typing import Any

from django.utils.timezone import localdate

from maillage.network.profile import Profile
from maillage.organisations import exports, parsing
from maillage.organisations.importing.values import Reader
from maillage.organisations.models import Organisation


class OwnRows:
    """Says again what the export says of an organisation, as an import reads it."""

    def __init__(self, profile: Profile) -> None:
        today = localdate()
        self.reader, self.speaker = Reader(profile, today), exports.Speaker(profile, today.year)

    def said(self, organisation: Organisation) -> dict[str, Any]:
        cells = self.speaker.cells(organisation)
        row = parsing.parse_row(list(cells.values()), dict(enumerate(cells)))
        return self.reader.values(row)

    def moved(self, organisation: Organisation, values: dict[str, Any]) -> dict[str, Any]:
        """The values that a person changed in the file since it was exported."""
        said = self.said(organisation)
        return {name: value for name, value in values.items() if name not in said or said[name] != value}
