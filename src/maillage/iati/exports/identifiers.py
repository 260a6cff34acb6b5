"""The IATI identifier and the name of organisations of the directory."""

from collections.abc import Iterable

from maillage.organisations.identifiers.kinds import IdentifierKind
from maillage.organisations.models import Identifier, Organisation

# Registers of the codelist OrganisationRegistrationAgency. For France it knows the number of SIREN as « FR-RCS » alone: an
# establishment's (SIRET) says it in nine digits. The register of associations (RNA) is not in the list.
PREFIXES = {IdentifierKind.BCE: "BE-BCE_KBO", IdentifierKind.SIREN: "FR-RCS", IdentifierKind.SIRET: "FR-RCS",
            IdentifierKind.BN: "CA-CRA_ACR", IdentifierKind.CHARITY: "CA-CRA_ACR", IdentifierKind.RNA: "FR-RNA"}  # fmt: skip


def identifiers_of(organisations: Iterable[int]) -> dict[int, str]:
    """Its own, else made of its number in a national register."""
    found: dict[int, str] = {}
    made: dict[int, str] = {}
    rows = Identifier.objects.filter(organisation__in=list(organisations)).values_list("organisation", "kind", "value")
    for organisation, kind, value in rows:
        if kind == IdentifierKind.IATI:
            found.setdefault(organisation, value)
        elif kind in PREFIXES:
            number = value[:9] if kind == IdentifierKind.SIRET else value
            made.setdefault(organisation, f"{PREFIXES[IdentifierKind(kind)]}-{number}")
    return {**made, **found}


def names_of(organisations: Iterable[int]) -> dict[int, str]:
    return dict(Organisation.objects.filter(pk__in=list(organisations)).values_list("pk", "name"))
