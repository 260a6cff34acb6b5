"""The partner's home, the copies to choose from, the files of a phone."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.access import SIGNED_IN, access, who
from maillage.fieldwork import actions, home, style, words
from maillage.fieldwork.views import files_sent
from maillage.fieldwork.views.worker import worker_url
from maillage.fieldwork.views.writing import Entrusted, OfReport


@access(SIGNED_IN)
def start(request: HttpRequest) -> HttpResponse:
    """My projects, my money calendar, my reports: of the organisations that I keep."""
    user, today = who(request), localdate()
    return style.light(render(request, "fieldwork/home.html", {
        "title": _("Mon terrain"), "projects": home.projects(user), "money": home.money(user, today),
        "reports": home.reports(user), "older": home.older(user), "critical_style": style.STYLE, "worker": worker_url(),
    }))  # fmt: skip


class File(OfReport):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return files_sent.one(request, self.holder(**kwargs))


class EntrustedFile(Entrusted, File):
    pass


class Copy(OfReport):
    """What two phones wrote, side by side."""

    def get(self, request: HttpRequest, copy: int, **kwargs: Any) -> HttpResponse:
        return self.page(copy, **kwargs)

    def page(self, number: int, sentences: list[str] | None = None, status: int = 200, **kwargs: Any) -> HttpResponse:
        holder = self.holder(**kwargs)
        copy = get_object_or_404(holder.report.copies.filter(settled_at=None), pk=number)
        return render(self.request, "fieldwork/copy.html", {
            "title": _("Deux versions d’un rapport"), "report": holder.report, "holder": holder, "copy": copy,
            "rows": words.side_by_side(holder.report, copy), "sentences": sentences or [], "critical_style": style.STYLE,
            "worker": worker_url(), "home": holder.link is None,
        }, status=status)  # fmt: skip

    def post(self, request: HttpRequest, copy: int, **kwargs: Any) -> HttpResponse:
        holder = self.holder(**kwargs)
        row = get_object_or_404(holder.report.copies, pk=copy)
        choices = {name: request.POST.get(f"choice.{name}", "theirs") for name in row.values}
        try:
            actions.settle_copy(copy=row, choices=choices, by=holder.by)
        except ValidationError as error:
            return self.page(copy, error.messages, status=409, **kwargs)
        messages.success(request, _("C’est choisi : relisez, puis envoyez."))
        return redirect(holder.start)


class EntrustedCopy(Entrusted, Copy):
    pass
