"""What one request may see: which organisations, and which of their fields. Deny first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q

from maillage.api.enums import Scope
from maillage.core.text import fold
from maillage.directory import rows as directory
from maillage.directory.rows import Rows
from maillage.organisations.enums import PlaceKind, State
from maillage.organisations.models import ActionCountry, Organisation, OrganisationTheme, Place


@dataclass(frozen=True)
class Sight:
    """Without a scope: what anyone sees in the directory."""

    scopes: frozenset[str] = frozenset()

    @property
    def is_public(self) -> bool:
        return Scope.ORGANISATIONS.value not in self.scopes

    def rows(self) -> Rows:
        """Never what is withheld without its own scope; a merged record is no longer one."""
        if self.is_public:
            return directory.public()
        found = Organisation.objects.exclude(state=State.MERGED)
        return found if Scope.WITHHELD.value in self.scopes else found.filter(withheld=False)

    def fields(self, hidden: Iterable[str]) -> Callable[[str], bool]:
        """`shows(field)` for one organisation that keeps `hidden` for the network."""
        if not self.is_public:
            return lambda _name: True
        shown = directory.allowed() - set(hidden)
        return lambda name: name in shown

    def by(self, rows: Rows, field: str, condition: Q) -> Rows:
        """Narrow by a field: who hides it is not found by it; what the network does not show narrows to nothing."""
        if self.is_public:
            if field not in directory.allowed():
                return rows.none()
            rows = directory.showing(rows, field)
        return rows.filter(condition)


PUBLIC = Sight()


def named(rows: Rows, q: str) -> Rows:
    """Every word asked is in the name or the short name."""
    words = fold(q).split()
    for word in words:
        rows = rows.filter(Q(sort_name__contains=word) | Q(short_name__icontains=word))
    return rows if words else rows.none()


def seated(region: str) -> Q:
    return Q(pk__in=Place.objects.filter(kind=PlaceKind.SEAT, region=region).values("organisation"))


def acting_in(country: str) -> Q:
    return Q(pk__in=ActionCountry.objects.filter(country=country).values("organisation"))


def about(theme: str) -> Q:
    return Q(pk__in=OrganisationTheme.objects.filter(theme=theme).values("organisation"))
