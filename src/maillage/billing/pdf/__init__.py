"""What the templates of invoices, credit notes and receipts expect: worded texts, laid-out amounts.

Each `.typ` file here reads one of these dictionaries through `maillage.core.pdf.render`.
"""

from typing import Any, NotRequired, TypedDict

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Identity(TypedDict):
    """The network's face; `colours` overrides primary, deep, accent, warm, ink, muted (#rrggbb)."""

    name: str
    motto: NotRequired[str]
    colours: NotRequired[dict[str, str]]
    logo: NotRequired[str | bytes | None]  # SVG as text, PNG or JPEG as bytes
    logo_alt: NotRequired[str]


class Party(TypedDict):
    """An address block: `ids` are registration numbers."""

    heading: str
    name: str
    lines: NotRequired[list[str]]
    ids: NotRequired[list[str]]


class Fact(TypedDict):
    """A label and its value."""

    label: str
    value: str


class Sum(TypedDict):
    """A label and a laid-out amount."""

    label: str
    amount: str
    strong: NotRequired[bool]


class Row(TypedDict):
    """A charged line."""

    label: str
    amount: str
    note: NotRequired[str]
    quantity: NotRequired[str]
    unit: NotRequired[str]


class Table(TypedDict):
    """Headings (four with quantity and unit price, or two) and rows."""

    columns: list[str]
    lines: list[Row]


class Picture(TypedDict):
    """A drawing with the words that replace it for who does not see it."""

    svg: str
    alt: str
    caption: NotRequired[str]


class Pay(TypedDict):
    """How to pay; `qr` is the drawing of `billing.epc.qr_svg`."""

    heading: str
    facts: list[Fact]
    qr: NotRequired[Picture | None]


class Signature(TypedDict):
    """Who signs a receipt; `alt` goes with `image`."""

    name: str
    role: str
    place_and_date: NotRequired[str]
    image: NotRequired[str | bytes | None]
    alt: NotRequired[str]


class Document(TypedDict):
    """What every document has; `paper` is a4 or us-letter, `status` is printed as a stamp."""

    title: str
    kind: str
    number: str
    identity: Identity
    issuer: Party
    recipient: Party
    status: NotRequired[str]
    paper: NotRequired[str]
    facts: NotRequired[list[Fact]]
    terms: NotRequired[list[str]]
    legal: NotRequired[list[str]]
    footer: NotRequired[str]
    page_of: NotRequired[list[str]]


class Invoice(Document):
    """billing/invoice."""

    table: Table
    totals: list[Sum]
    intro: NotRequired[str]
    payments_heading: NotRequired[str]
    payments: NotRequired[list[Sum]]
    due: NotRequired[Sum | None]
    pay: NotRequired[Pay | None]


class CreditNote(Document):
    """billing/credit_note."""

    corrects: str
    table: Table
    totals: list[Sum]
    reason: NotRequired[str]


class Receipt(Document):
    """billing/receipt: of a payment, or of a gift for the tax office."""

    amount: Sum
    statement: NotRequired[str]
    replaces: NotRequired[str]
    amount_in_words: NotRequired[str]
    table: NotRequired[Table | None]
    signature: NotRequired[Signature | None]


def words() -> dict[str, Any]:
    """The usual labels in the active language, for who fills these dictionaries."""
    return {
        "invoice": _("Facture"),
        "credit_note": _("Note de crédit"),
        "receipt": _("Reçu"),
        "issuer": _("Émise par"),
        "recipient": _("Adressée à"),
        "payer": _("Reçu de"),
        "date": _("Date"),
        "due": _("Échéance"),
        "year": _("Exercice"),
        "your_reference": _("Votre référence"),
        "columns": [_("Désignation"), _("Quantité"), _("Prix unitaire"), _("Montant")],
        "total": _("Total"),
        "paid": _("Déjà payé"),
        "left": _("Reste à payer"),
        "pay": _("Payer par virement"),
        "account": _("Compte"),
        "beneficiary": _("Bénéficiaire"),
        "communication": _("Communication"),
        "qr_caption": _("À lire avec l’application de votre banque"),
        "cancelled": _("Annulé"),
        "settled": _("Payée"),
    }


# Mentions that a treasurer may choose, never printed by default: which one holds depends on the
# network's own tax position. Sources: CGI (France) art. 293 B, 261-7-1°, 200 and 238 bis; Code de
# la TVA (Belgium) art. 44 § 2 and 56 bis; Income Tax Regulations (Canada) s. 3501.
MENTIONS = {
    "fr-franchise": gettext_lazy("TVA non applicable, article 293 B du Code général des impôts."),
    "fr-exempt": gettext_lazy("Opération exonérée de TVA, article 261, 7, 1° du Code général des impôts."),
    "fr-gift": gettext_lazy(
        "Le bénéficiaire certifie que ce don ouvre droit à la réduction d’impôt prévue aux "
        "articles 200 et 238 bis du Code général des impôts."
    ),
    "be-exempt": gettext_lazy("Exempté de TVA, article 44, § 2 du Code de la TVA."),
    "be-small": gettext_lazy(
        "Régime particulier de franchise des petites entreprises, article 56 bis du Code de la TVA."
    ),
    "ca-official": gettext_lazy("Reçu officiel aux fins de l’impôt sur le revenu"),
    "ca-agency": gettext_lazy("Agence du revenu du Canada : canada.ca/organismes-bienfaisance-dons"),
}
