"""Rates of exchange on one page: those known, a bank's file to import, one to type."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.accounts.access import access
from maillage.desk.columns import Column
from maillage.desk.filters import Filter
from maillage.desk.views.lists import Empty, Link, ListPage
from maillage.funding import actions, ratefiles, words
from maillage.funding.forms.others import RateForm, RatesFileForm
from maillage.funding.models import Rate, RateSource
from maillage.funding.views.common import EDIT, VIEW


class Rates(ListPage):
    access = VIEW
    title = lazy("Taux de change")
    intro = lazy(
        "Un taux qui a servi est copié sur ce qu’il a converti, avec sa source et son jour : il n’y change plus."
    )
    page_name = "funding:rates"
    default_sort = "-on"
    links = (Link(lazy("Importer ou saisir"), "funding:rates_new", EDIT, primary=True),)
    columns = (
        Column("on", lazy("Jour"), sort=("on",)),
        Column("base", lazy("Une unité de"), sort=("base",)),
        Column(
            "value",
            lazy("vaut"),
            value=lambda r: r.value.normalize(),
            cell=lambda r: words.decimal(r.value),
            numeric=True,
        ),
        Column("quote", lazy("en"), sort=("quote",)),
        Column("source", lazy("Source"), value=lambda r: str(r.source), sort=("source__name",)),
        Column("fixed", lazy("Parité"), value=lambda r: _("fixe") if r.source.is_fixed else ""),
    )
    filters = (
        Filter("de", lazy("Une unité de"), kind="search", apply=lambda rows, value: rows.filter(base=value.upper())),
        Filter("en", lazy("En"), kind="search", apply=lambda rows, value: rows.filter(quote=value.upper())),
        Filter("jour", lazy("Jour"), kind="date", lookup="on"),
        Filter(
            "source",
            lazy("Source"),
            choices=lambda: list(RateSource.objects.values_list("pk", "name")),
            lookup="source",
        ),
    )
    empty = Empty(lazy("Aucun taux"),
                  lazy("Importez le fichier d’une banque centrale, ou saisissez un taux ; sans lui, rien ne se convertit."),
                  Link(lazy("Importer ou saisir"), "funding:rates_new", EDIT))  # fmt: skip

    def rows(self) -> Any:
        return Rate.objects.select_related("source")

    def row_url(self, row: Any) -> str:
        return ""


@access(EDIT)
def new(request: HttpRequest) -> HttpResponse:
    """A bank's file, or one rate typed: one page, two forms."""
    which = request.POST.get("form", "")
    file_form = RatesFileForm(request.POST, request.FILES) if which == "file" else RatesFileForm()
    rate_form = RateForm(request.POST, prefix="t") if which == "rate" else RateForm(prefix="t")
    status = 200
    if request.method == "POST":
        try:
            done = imported(request, file_form) if which == "file" else typed(request, rate_form)
        except ValidationError as error:
            (file_form if which == "file" else rate_form).add_error(None, error)
            done = ""
        if done:
            messages.success(request, done)
            return redirect("funding:rates")
        status = 422
    return render(request, "funding/rates_new.html", {
        "title": _("Importer ou saisir des taux"), "file_form": file_form, "rate_form": rate_form}, status=status)  # fmt: skip


def imported(request: HttpRequest, form: RatesFileForm) -> str:
    if not form.is_valid():
        return ""
    upload = form.cleaned_data["file"]
    if upload.size > ratefiles.MAX_BYTES:
        raise ValidationError(ratefiles.RatesError("too_large").message())
    source, new_ones, known = actions.import_rates(content=upload.read(), by=request.user)
    return _("%(source)s : %(new)s taux ajoutés, %(known)s déjà connus et laissés tels quels.") % {
        "source": source, "new": new_ones, "known": known}  # fmt: skip


def typed(request: HttpRequest, form: RateForm) -> str:
    if not form.is_valid():
        return ""
    rate = actions.type_rate(by=request.user, **form.cleaned_data)
    return _("Le taux est noté : %(rate)s.") % {"rate": rate}
