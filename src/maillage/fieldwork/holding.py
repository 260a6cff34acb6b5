"""Who writes a report: someone with an account, or with a link; and the addresses of its pages for them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from maillage.fieldwork import links
from maillage.fieldwork.models import PartnerReport, ReportCopy, ReportLink


@dataclass(frozen=True)
class Holder:
    report: PartnerReport
    by: Any = None
    link: ReportLink | None = None

    def _address(self, name: str, *more: Any) -> str:
        if self.link is not None:
            return reverse(f"fieldwork:entrusted{name}", args=[links.token(self.link), *more])
        return reverse(f"fieldwork:write{name}", args=[self.report.pk, *more])

    @property
    def page(self) -> str:
        return self._address("")

    @property
    def files(self) -> str:
        return self._address("_file")

    def part(self, part: str) -> str:
        return self._address("_part", part)

    def copy(self, copy: ReportCopy) -> str:
        return self._address("_copy", copy.pk)
