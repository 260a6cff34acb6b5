"""Legal identifiers of organisations: recognised, checked by their check digit, compared.

An identifier proves that two records are one organisation, so it is never corrected in silence:
what was restored or could not be verified is said in the notes.
"""

from maillage.organisations.identifiers.checking import check, recognise
from maillage.organisations.identifiers.kinds import (
    LABELS,
    Identifier,
    IdentifierError,
    IdentifierKind,
    IdentifierNote,
    explain,
    is_placeholder,
)

__all__ = [
    "LABELS",
    "Identifier",
    "IdentifierError",
    "IdentifierKind",
    "IdentifierNote",
    "check",
    "explain",
    "is_placeholder",
    "recognise",
]
