"""The QR code that a bank's application reads to prepare a transfer: EPC069-12 (SCT), version 002.

Twelve lines of text, UTF-8, 331 bytes at most; level M and version 13 at most for the code.
"""

import re
from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError

from maillage.billing.references import Reference, ReferenceKind
from maillage.core.errors import Refusal
from maillage.core.later import later
from maillage.core.money import Money

segno = later("segno")
MAX_BYTES = 331
_BIC = re.compile("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?", re.ASCII)


class EpcError(Refusal):
    """A transfer that the QR code cannot carry."""

    MESSAGES: ClassVar = {
        "euro_only": _("Le code QR de virement n’existe que pour l’euro."),
        "amount": _("Le montant du code QR va de 0,01 à 999 999 999,99 euros."),
        "iban": _("Ce numéro IBAN n’est pas valable."),
        "bic": _("Ce code BIC n’est pas valable."),
        "name": _("Le nom du compte compte de 1 à 70 caractères."),
        "purpose": _("Le code d’objet compte quatre lettres au plus."),
        "text": _("La communication libre compte 140 caractères au plus."),
        "information": _("L’information au payeur compte 70 caractères au plus."),
        "two_remittances": _("Une référence ou une communication libre, pas les deux."),
        "too_long": _("Le code QR porte au plus %(limit)s octets ; il en faudrait %(size)s."),
    }


def epc_payload(
    *,
    name: str,
    iban: str,
    amount: Money,
    bic: str = "",
    reference: Reference | None = None,
    text: str = "",
    purpose: str = "",
    information: str = "",
) -> str:
    """Return the text of the QR code; EpcError says which part cannot be carried.

    The standard's structured field takes an RF reference; a Belgian communication goes, as printed,
    into the free text.
    """
    if amount.currency != "EUR":
        raise EpcError("euro_only", currency=amount.currency)
    if not 1 <= amount.minor <= 99_999_999_999:
        raise EpcError("amount")
    try:
        # Length and check digits only: a dated list of banks would refuse new ones.
        account = stdnum_iban.validate(iban, check_country=False)
    except ValidationError as error:
        raise EpcError("iban") from error
    bic = re.sub(r"\s", "", bic).upper()
    if bic and not _BIC.fullmatch(bic):
        raise EpcError("bic")
    name, text, information = (_one_line(value) for value in (name, text, information))
    if not 1 <= len(name) <= 70:
        raise EpcError("name")
    if not re.fullmatch("[A-Z]{0,4}", purpose):
        raise EpcError("purpose")
    structured = ""
    if reference is not None:
        if text:
            raise EpcError("two_remittances")
        if reference.kind is ReferenceKind.RF:
            structured = reference.value
        else:
            text = reference.format()
    if len(text) > 140:
        raise EpcError("text")
    if len(information) > 70:
        raise EpcError("information")
    euros = f"EUR{amount.decimal:.2f}"
    lines = ["BCD", "002", "1", "SCT", bic, name, account, euros, purpose, structured, text]
    payload = "\n".join([*lines, information]).rstrip("\n")
    size = len(payload.encode())
    if size > MAX_BYTES:
        raise EpcError("too_long", size=size, limit=MAX_BYTES)
    return payload


def qr_svg(payload: str, *, title: str) -> str:
    """Draw a payload as an SVG with its title: attributes only, so that no CSP needs to yield."""
    code = segno.make(payload, error="m", micro=False, encoding="utf-8", boost_error=False)
    if int(code.version) > 13:
        raise EpcError("too_long", size=len(payload.encode()), limit=MAX_BYTES)
    return str(
        code.svg_inline(
            border=4,
            title=title,
            svgclass="qr",
            lineclass=None,
            omitsize=True,
            dark="#000",
            light="#fff",
        )
    )


def _one_line(value: str) -> str:
    """A line break would shift every following field of the payload."""
    return " ".join("".join(c if c.isprintable() else " " for c in value).split())
