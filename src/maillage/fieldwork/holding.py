"""Who writes a report: someone with an account, or with a link; and the addresses of its pages for them."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from maillage.accounts.middleware import LANGUAGE
from maillage.fieldwork import links
from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportLink


@dataclass(frozen=True)
class Holder:
    report: PartnerReport
    by: Any = None
    link: ReportLink | None = None
    language: str = ""  # chosen by who holds a link: it goes from page to page in the address, nothing is kept

    def _address(self, name: str, *more: Any) -> str:
        if self.link is not None:
            return reverse(f"fieldwork:entrusted{name}", args=[links.token(self.link), *more])
        return reverse(f"fieldwork:write{name}", args=[self.report.pk, *more])

    @property
    def page(self) -> str:
        return self._address("")

    @property
    def start(self) -> str:
        """The page to go to; `page` is its name on the phone."""
        return self.page + self._said

    @property
    def _said(self) -> str:
        return f"?{urlencode({LANGUAGE: self.language})}" if self.language else ""

    @property
    def files(self) -> str:
        return self._address("_file")

    def part(self, part: str) -> str:
        return self._address("_part", part) + self._said

    def copy(self, copy: ReportCopy) -> str:
        return self._address("_copy", copy.pk) + self._said
