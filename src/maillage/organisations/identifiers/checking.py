"""A text checked as an identifier of a kind, or recognised among all kinds."""

from collections.abc import Callable

from maillage.organisations.identifiers.iati import check_iati
from maillage.organisations.identifiers.kinds import (
    Identifier,
    IdentifierError,
    IdentifierKind,
    IdentifierNote,
    is_placeholder,
)
from maillage.organisations.identifiers.registers import (
    check_bce,
    check_bn,
    check_charity,
    check_neq,
    check_rna,
    check_siren,
    check_siret,
    check_vat,
    compact,
)


def _check_other(text: str) -> Identifier:
    value = " ".join(text.split())[:200]
    note = IdentifierNote("unregistered", {})
    return Identifier(IdentifierKind.OTHER, value, value, f"other:{value.upper()}", (note,))


_CHECKS: dict[IdentifierKind, Callable[[str], Identifier]] = {
    IdentifierKind.SIREN: check_siren,
    IdentifierKind.SIRET: check_siret,
    IdentifierKind.RNA: check_rna,
    IdentifierKind.BCE: check_bce,
    IdentifierKind.BN: check_bn,
    IdentifierKind.CHARITY: check_charity,
    IdentifierKind.NEQ: check_neq,
    IdentifierKind.IATI: check_iati,
    IdentifierKind.VAT: check_vat,
    IdentifierKind.OTHER: _check_other,
}


def check(kind: IdentifierKind | str, text: str) -> Identifier:
    """The identifier of this kind that the text is; raises IdentifierError when it is not."""
    if is_placeholder(text):
        raise IdentifierError("empty")
    return _CHECKS[IdentifierKind(kind)](text)


# In the order of what they prove: what carries a prefix or letters before bare digits.
_GUESSES = (
    IdentifierKind.CHARITY,
    IdentifierKind.RNA,
    IdentifierKind.SIRET,
    IdentifierKind.BCE,
    IdentifierKind.NEQ,
    IdentifierKind.SIREN,
    IdentifierKind.BN,
    IdentifierKind.VAT,
    IdentifierKind.IATI,
)
_COUNTRY_OF = {
    IdentifierKind.SIREN: "FR",
    IdentifierKind.SIRET: "FR",
    IdentifierKind.RNA: "FR",
    IdentifierKind.BCE: "BE",
    IdentifierKind.BN: "CA",
    IdentifierKind.CHARITY: "CA",
    IdentifierKind.NEQ: "CA",
}


def recognise(text: str, *, country: str = "") -> list[tuple[IdentifierKind, str]]:
    """Every kind of identifier this text can be, with its normal form, most certain first.

    Nine digits can be a SIREN and a Canadian number at once: the country of the seat, when
    known, decides. Lost zeros are not restored here, where nothing says what is expected.
    """
    if is_placeholder(text) or len(text) > 200:
        return []
    bare = len(compact(text))
    found = []
    for kind in _GUESSES:
        try:
            identifier = _CHECKS[kind](text)
        except IdentifierError:
            continue
        if any(note.code == "zero-restored" for note in identifier.notes):
            continue
        # Five bare digits are a channel code only where one is expected: a postcode looks alike.
        if kind is IdentifierKind.IATI and bare == 5 and country:
            continue
        found.append((kind, identifier.value))
    at_home = [pair for pair in found if country and _COUNTRY_OF.get(pair[0]) == country]
    return at_home or found
