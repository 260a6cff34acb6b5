"""The file of the organisation: who publishes, and what it foresees for each partner, year by year.

IATI 2.03, `recipient-org-budget`: what transfers of published projects bring to a partner in a civil year; committed (2)
once all of the year are approved, indicative (1) before. Totals of the organisation are not told: projects are not all of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import IO, Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from maillage.core.later import later
from maillage.funding.enums import TransferState
from maillage.funding.models import Transfer
from maillage.iati.elements.narratives import LANG, put_narratives
from maillage.iati.elements.values import plain
from maillage.iati.exports.identifiers import identifiers_of, names_of
from maillage.iati.exports.redaction import Hidden, hidden
from maillage.iati.models import Publisher
from maillage.iati.rows.shares import digits
from maillage.organisations.models import Organisation

etree = later("lxml.etree")

INDICATIVE, COMMITTED = "1", "2"
NOT_YET = (TransferState.PLANNED, TransferState.ASKED)
BUDGET, RECIPIENT = "recipient-org-budget", "recipient-org"


@dataclass(frozen=True)
class Foreseen:
    """What a partner receives in a civil year, in minor units of a currency."""

    partner: int
    year: int
    currency: str
    amount: int
    committed: bool


def foreseen(projects: Any) -> list[Foreseen]:
    """By partner, year and currency; only partners that anyone may see."""
    rows = (
        Transfer.objects.filter(Organisation.seen_by_anyone("organisation"), project__in=projects)
        .exclude(state=TransferState.CANCELLED)
        .order_by("organisation__sort_name", "organisation", "due_on__year", "currency")
        .values_list("organisation", "due_on__year", "currency")
        .annotate(foreseen=Sum("amount"), waiting=Count("pk", filter=Q(state__in=NOT_YET)))
    )
    return [Foreseen(*row[:4], committed=not row[4]) for row in rows]


def budgets(projects: Any) -> Iterator[Any]:
    rows = foreseen(projects)
    partners = {one.partner for one in rows}
    names, identifiers = names_of(partners), identifiers_of(partners)
    for one in rows:
        element = etree.Element(BUDGET, {"status": COMMITTED if one.committed else INDICATIVE})
        recipient = etree.SubElement(element, RECIPIENT)
        if ref := identifiers.get(one.partner):
            recipient.set("ref", ref)
        put_narratives(recipient, [["", names[one.partner]]])
        first, last = date(one.year, 1, 1), date(one.year, 12, 31)
        etree.SubElement(element, "period-start", {"iso-date": first.isoformat()})
        etree.SubElement(element, "period-end", {"iso-date": last.isoformat()})
        value = etree.SubElement(element, "value", {"currency": one.currency, "value-date": first.isoformat()})
        value.text = plain(Decimal(one.amount).scaleb(-digits(one.currency)))
        yield element


def write(file: IO[bytes], stamped: str, version: str, projects: Any) -> str:
    """The whole file; answers why there is none, where there is none."""
    publisher = Publisher.objects.first()
    if publisher is None:
        return _("L’identifiant IATI du réseau n’est pas encore dit : écrivez-le dans Gestion, page IATI.")
    root = etree.Element("iati-organisations", {"version": version, "generated-datetime": stamped})
    one = etree.SubElement(root, "iati-organisation", {"default-currency": publisher.currency, LANG: publisher.language,
                                                       "last-updated-datetime": stamped})  # fmt: skip
    etree.SubElement(one, "organisation-identifier").text = publisher.ref
    put_narratives(etree.SubElement(one, "name"), publisher.names)
    reporting = etree.SubElement(one, "reporting-org", {"ref": publisher.ref, "type": publisher.type})
    put_narratives(reporting, publisher.names)
    one.extend(redacted(list(budgets(projects)), hidden()))
    etree.indent(root)
    file.write(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
    return ""


def redacted(found: list[Any], what: Hidden) -> list[Any]:
    """Without the budgets of partners that are withheld: by what names them, as in a file of before."""
    return [one for one in found if not what.is_about(one.find(RECIPIENT))]


def reread(content: bytes, what: Hidden) -> bytes:
    """A file of before, without the budgets of partners withheld since."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for one in list(root.iter(BUDGET)):
        if what.is_about(one.find(RECIPIENT)):
            one.getparent().remove(one)
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True))
