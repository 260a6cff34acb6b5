"""Files of rates: the European Central Bank's (daily or historical; XML, CSV, or the ZIP it gives), the Bank of Canada's
Valet (CSV, JSON or XML).

The file is recognised by what it holds. Pure: gives quotes, or says what is wrong.
"""

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from xml.etree.ElementTree import ParseError

from babel.numbers import is_currency
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal
from maillage.funding.conversion import Quote

ECB, BOC = "Banque centrale européenne", "Banque du Canada"
MAX_BYTES = 20 * 1024 * 1024
MAX_QUOTES = 400_000
_SERIES = re.compile(r"FX([A-Z]{3})([A-Z]{3})")
_NUMBER = re.compile(r"\d{1,13}(\.\d{1,40})?", re.ASCII)  # Decimal alone would read « 1_08 » as 108
_SMALL, _LARGE, _FINEST = Decimal("1e-9"), Decimal("1e12"), Decimal("1e-10")


class RatesError(Refusal):
    """A file of rates that cannot be read."""

    MESSAGES: ClassVar = {
        "unknown": _("Ce fichier n’est ni de la Banque centrale européenne (eurofxref), ni de la Banque du Canada (Valet)."),
        "damaged": _("Ce fichier est abîmé : reprenez-le sur le site de la banque."),
        "forbidden": _("Ce fichier XML contient des définitions interdites : reprenez-le sur le site de la banque."),
        "too_large": _("Ce fichier dépasse 20 Mo : prenez une période plus courte."),
        "empty": _("Ce fichier ne contient aucun taux."),
        "zip": _("Cette archive doit contenir un seul fichier de taux, tel que la banque le donne."),
        "rate": _("Le taux « %(text)s » du %(day)s n’est pas un nombre."),
    }  # fmt: skip


def read(content: bytes) -> tuple[str, list[Quote]]:
    """(feed, quotes) of a file; RatesError says what is wrong."""
    if content[:4] == b"PK\x03\x04":
        content = _unzipped(content)
    if len(content) > MAX_BYTES:
        raise RatesError("too_large")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RatesError("damaged") from error
    if "\x00" in text:
        raise RatesError("damaged")
    start = text.lstrip()
    try:
        feed, found = _recognised(start, content)
        quotes = list(found)
    except RatesError:
        raise
    except DefusedXmlException as error:
        raise RatesError("forbidden") from error
    except (ParseError, ValueError, LookupError, TypeError, AttributeError, csv.Error, RecursionError) as error:
        raise RatesError("damaged") from error
    if not quotes:
        raise RatesError("empty")
    if len(quotes) > MAX_QUOTES:
        raise RatesError("too_large")
    return feed, quotes


def _unzipped(content: bytes) -> bytes:
    """The one file of an archive, never more of it than a file may weigh."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [one for one in archive.infolist() if not one.is_dir()]
            if len(names) != 1 or names[0].flag_bits & 1:
                raise RatesError("zip")
            with archive.open(names[0]) as inside:
                return inside.read(MAX_BYTES + 1)
    except RatesError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise RatesError("damaged") from error


def _recognised(start: str, content: bytes) -> tuple[str, Iterator[Quote]]:
    if start.startswith("<"):
        if "bankofcanada.ca/valet" in start[:4000]:
            return "boc", _boc_xml(content)
        if "eurofxref" not in start[:4000] and "ecb.int" not in start[:4000]:
            raise RatesError("unknown")
        return "ecb", _ecb_xml(content)
    if start.startswith("{"):
        return "boc", _boc_json(start)
    if re.match(r"\s*\"?Date\"?\s*[,;]", start, re.IGNORECASE) and "USD" in start[:400] and "FX" not in start[:40]:
        return "ecb", _ecb_csv(start)
    if "OBSERVATIONS" in start or re.match(r"\s*\"?date\"?\s*,\s*\"?FX", start):
        return "boc", _boc_csv(start)
    raise RatesError("unknown")


def _quote(base: str, quote: str, on: date, text: Any, source: str) -> Quote | None:
    """One rate; nothing where the bank gives none that day, or for a currency that no longer has a code."""
    told = str(text or "").strip().replace(" ", "")
    if told in ("", "N/A", "-") or base == quote or not (is_currency(base) and is_currency(quote)):
        return None
    if not _NUMBER.fullmatch(told) or not _SMALL <= Decimal(told) <= _LARGE:
        raise RatesError("rate", text=told[:30], day=on)
    return Quote(base, quote, on, Decimal(told).quantize(_FINEST).normalize(), source)


def _ecb_xml(content: bytes) -> Iterator[Quote]:
    on: date | None = None
    for event, node in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
        if event == "end":
            node.clear()
            continue
        if "time" in node.attrib:
            on = date.fromisoformat(node.attrib["time"])
        elif "currency" in node.attrib and on is not None:
            found = _quote("EUR", node.attrib["currency"], on, node.attrib["rate"], ECB)
            if found:
                yield found


def _ecb_csv(text: str) -> Iterator[Quote]:
    rows = csv.reader(io.StringIO(text), delimiter=";" if ";" in text.split("\n", 1)[0] else ",")
    codes = [name.strip() for name in next(rows)]
    for row in rows:
        if not row or not row[0].strip():
            continue
        on = _day(row[0].strip())
        for code, told in zip(codes[1:], row[1:], strict=False):
            found = _quote("EUR", code, on, told, ECB) if code else None
            if found:
                yield found


def _day(text: str) -> date:
    """« 2026-11-20 », or « 20 November 2026 » as the daily file writes it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        day, month, year = text.split()
        months = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
        return date(int(year), months.index(month[:3].lower()) + 1, int(day))


def _boc_csv(text: str) -> Iterator[Quote]:
    lines = text.splitlines()
    at = next((n for n, line in enumerate(lines) if re.match(r'\s*"?date"?\s*,', line)), None)
    if at is None:
        raise RatesError("unknown")
    rows = csv.reader(lines[at:])
    names = [name.strip() for name in next(rows)]
    for row in rows:
        if not row or not re.match(r"\d{4}-\d{2}-\d{2}$", row[0].strip()):
            continue
        on = date.fromisoformat(row[0].strip())
        yield from _boc_day(on, dict(zip(names[1:], row[1:], strict=False)))


def _boc_json(text: str) -> Iterator[Quote]:
    for row in json.loads(text)["observations"]:
        on = datetime.strptime(row["d"], "%Y-%m-%d").date()
        yield from _boc_day(on, {name: told.get("v") for name, told in row.items() if name != "d"})


def _boc_xml(content: bytes) -> Iterator[Quote]:
    """<observations><o d="2026-11-20"><v s="FXUSDCAD">1.3650</v></o></observations>"""
    told: dict[str, Any] = {}
    for _event, node in iterparse(io.BytesIO(content), events=("end",), forbid_dtd=True):
        name = node.tag.rpartition("}")[2]
        if name == "v":
            told[node.attrib["s"]] = node.text
        elif name == "o":
            yield from _boc_day(date.fromisoformat(node.attrib["d"]), told)
            told = {}
            node.clear()


def _boc_day(on: date, told: dict[str, Any]) -> Iterator[Quote]:
    for name, text in told.items():
        series = _SERIES.fullmatch(name)
        found = _quote(series[1], series[2], on, text, BOC) if series else None
        if found:
            yield found
