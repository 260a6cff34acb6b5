"""Payment references whose check digits catch a slip of the pen.

RF creditor reference: ISO 11649. Belgian structured communication (OGM-VCS): ten digits and their
remainder by 97, 97 standing for zero; written +++090/9337/55493+++ (Febelfin).
"""

import re
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from stdnum import iso11649
from stdnum.be import ogm_vcs
from stdnum.iso7064 import mod_97_10

from maillage.core.errors import Refusal

_MAX_RF_BODY = 21
_MAX_TEXT = 2000  # a remittance text is 140 characters, or a few of these


class ReferenceKind(Enum):
    """Which rule a reference follows."""

    RF = "rf"
    BELGIAN = "belgian"


class BadReference(Refusal):
    """No reference can be made from this number."""

    MESSAGES: ClassVar = {
        "rf_length": _("Le numéro « %(number)s » est vide ou trop long pour une référence RF."),
        "belgian_range": _("Le numéro sort des dix chiffres d’une communication structurée."),
    }


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference whose check digits are right, without spaces or signs."""

    kind: ReferenceKind
    value: str

    def format(self) -> str:
        """Write it as people copy it: RF18 5390 0754 or +++090/9337/55493+++."""
        if self.kind is ReferenceKind.RF:
            return str(iso11649.format(self.value))
        return f"+++{ogm_vcs.format(self.value)}+++"


def creditor_reference(number: str) -> Reference:
    """Make the RF reference of an invoice number; only its letters and digits count."""
    body = re.sub("[^A-Z0-9]", "", number.upper())
    if not 1 <= len(body) <= _MAX_RF_BODY:
        raise BadReference("rf_length", number=number)
    return Reference(ReferenceKind.RF, f"RF{mod_97_10.calc_check_digits(body + 'RF')}{body}")


def belgian_communication(*, year: int, number: int, series: int = 0) -> Reference:
    """Make the Belgian communication of an invoice: one digit of series, year, five of number."""
    if not (0 <= series <= 9 and 1000 <= year <= 9999 and 1 <= number <= 99_999):
        raise BadReference("belgian_range", series=series, year=year, number=number)
    base = f"{series}{year:04d}{number:05d}"
    return Reference(ReferenceKind.BELGIAN, base + ogm_vcs.calc_check_digits(base))


def read_reference(text: str) -> Reference | None:
    """Read one whole reference of either kind; None when it is not one, or mistyped."""
    if not text.isascii():
        return None
    if iso11649.is_valid(text):
        return Reference(ReferenceKind.RF, iso11649.compact(text))
    bare = re.sub(r"[\s+*/]", "", text)
    if ogm_vcs.is_valid(bare):
        return Reference(ReferenceKind.BELGIAN, bare)
    return None


_BELGIAN = re.compile(r"(?<!\d)(\d{3}) ?/? ?(\d{4}) ?/? ?(\d{5})(?!\d)", re.ASCII)
_RF = re.compile(r"(?<![A-Z0-9])RF\d\d(?:[ -]?[A-Z0-9]{1,21}){1,7}", re.ASCII)


def find_references(text: str) -> tuple[Reference, ...]:
    """Find the references in a free text; each one passes its check digits.

    A payer may write words right after an RF reference: every reading that passes is returned, for
    the caller to compare with the references that were really issued.
    """
    text = text[:_MAX_TEXT].upper()
    found: dict[Reference, None] = {}
    for hit in _BELGIAN.finditer(text):
        if reference := read_reference("".join(hit.groups())):
            found[reference] = None
    for hit in _RF.finditer(text):
        joined = ""
        for piece in re.split("[ -]", hit.group()):
            joined += piece
            if len(joined) > _MAX_RF_BODY + 4:
                break
            if reference := read_reference(joined):
                found[reference] = None
    return tuple(found)
