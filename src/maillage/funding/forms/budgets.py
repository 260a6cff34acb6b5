"""What is typed about a budget: a version, a line, its amounts."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core import text as texts
from maillage.core.asked import row_number
from maillage.funding.enums import Category, Nature
from maillage.funding.forms.common import currency_field, day_field, partners_of, plain, read_amount
from maillage.funding.models import BudgetLine, BudgetVersion, Grant, Heading
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.projects import tree


class DraftForm(forms.Form):
    currency = currency_field(lazy("Monnaie du budget"))
    rates_on = day_field(lazy("Aux taux du"), today=True, help_text=lazy(
        "Les lignes dites dans une autre monnaie prennent les taux de ce jour."))  # fmt: skip
    note = forms.CharField(label=lazy("Pourquoi cette version"), required=False, max_length=500)

    def __init__(self, *args: Any, known: str, **kwargs: Any) -> None:
        super().__init__(*args, initial={"currency": known, "rates_on": localdate()}, **kwargs)
        self.fields["currency"].initial = known


class LineForm(forms.Form):
    """A line: its code, its words, what it is spent on; its heading in each funder's table."""

    code = forms.CharField(label=lazy("Code"), max_length=30)
    title = forms.CharField(label=lazy("Ligne"), max_length=200)
    category = forms.ChoiceField(label=lazy("Dépense"), choices=Category.choices)
    nature = forms.ChoiceField(label=lazy("Sorte de coût"), choices=Nature.choices)
    closed = forms.BooleanField(label=lazy("Fermée aux nouvelles dépenses"), required=False)

    def __init__(self, *args: Any, project: Any, line: BudgetLine | None = None, **kwargs: Any) -> None:
        self.project, self.line = project, line
        names = ("code", "title", "category", "nature", "closed")
        super().__init__(*args, initial={name: getattr(line, name) for name in names} if line else None, **kwargs)
        above = [project.pk, *tree.ids_above(project)]
        funders = Heading.objects.filter(funder__grants__project__in=above).select_related("funder__organisation")
        known = {row.funder_id: row.heading_id for row in line.headings.all()} if line else {}
        self.by_funder: dict[int, list[Heading]] = {}
        for heading in funders.distinct():
            self.by_funder.setdefault(heading.funder_id, []).append(heading)
        for funder, headings in self.by_funder.items():
            self.fields[f"heading_{funder}"] = forms.ModelChoiceField(
                Heading.objects.filter(pk__in=[one.pk for one in headings]), required=False, initial=known.get(funder),
                label=_("Rubrique chez %(funder)s") % {"funder": headings[0].funder})  # fmt: skip

    def clean_code(self) -> str:
        code = texts.clean(self.cleaned_data["code"])
        others = BudgetLine.objects.filter(project=self.project, code=code)
        if others.exclude(pk=self.line.pk if self.line else None).exists():
            raise ValidationError(_("Une autre ligne porte déjà ce code."))
        return code

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("code", "title", "category", "nature", "closed")}

    @property
    def headings(self) -> list[Heading]:
        found = (self.cleaned_data.get(f"heading_{funder}") for funder in self.by_funder)
        return [one for one in found if one]


class AmountsForm(forms.Form):
    """The amounts of one line: year, who pays, who carries, how much."""

    def __init__(self, *args: Any, version: BudgetVersion, line: BudgetLine, user: Any, **kwargs: Any) -> None:
        project = version.project
        above = [project.pk, *tree.ids_above(project)]
        self.version = version
        self.grants = {g.pk: g for g in Grant.objects.visible_to(user).filter(project__in=above)}
        self.carriers = {o.pk: o for o in partners_of(project, user)}
        rows = [[str(row.year), str(row.grant_id or ""), str(row.carrier_id or ""), plain(row.amount, row.currency),
                 row.currency] for row in version.amounts.filter(line=line)]  # fmt: skip
        super().__init__(*args, initial={"cells": rows}, **kwargs)
        grants = [("", _("Fonds propres")), *((pk, str(row)) for pk, row in self.grants.items())]
        carriers = [("", _("Le réseau")), *((pk, str(row)) for pk, row in self.carriers.items())]
        self.fields["cells"] = RowsField(
            label=_("Montants"), read=self.read, help_text=_("Sans monnaie : %(currency)s, celle du budget.") % {
                "currency": version.currency}, cells=(
                Cell("year", _("Année"), kind="number"), Cell("grant", _("Qui paie"), choices=lambda: grants),
                Cell("carrier", _("Qui porte"), choices=lambda: carriers), Cell("amount", _("Montant"), longest=40),
                Cell("currency", _("Monnaie"), longest=3)))  # fmt: skip

    def read(self, row: list[str]) -> dict[str, Any]:
        year, grant, carrier, amount, currency = row
        if not (year.isdecimal() and 1950 <= int(year[:5]) <= 2150):
            raise ValidationError(_("Écrivez l’année en quatre chiffres."))
        if grant and row_number(grant) not in self.grants:
            raise ValidationError(_("Choisissez une subvention de ce projet."))
        if carrier and row_number(carrier) not in self.carriers:
            raise ValidationError(_("Choisissez une organisation qui prend part à ce projet."))
        return {
            "year": int(year), "grant": self.grants.get(row_number(grant)) if grant else None,
            "carrier": self.carriers.get(row_number(carrier)) if carrier else None,
            "amount": read_amount(amount, (currency or self.version.currency).upper()),
        }  # fmt: skip


class AdoptForm(forms.Form):
    on = day_field(lazy("Adopté le"), today=True)
