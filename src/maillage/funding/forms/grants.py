"""What is typed about funders, grants and their calendars."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from maillage.core import text as texts
from maillage.funding.enums import Category, Nature, ReportKind
from maillage.funding.forms.common import (
    AREA,
    AmountForm,
    amount_field,
    currency_field,
    day_field,
    organisation_named,
    percent_field,
    plain,
    read_day,
    read_percent,
)
from maillage.funding.models import Funder, Grant, GrantCondition, Instalment
from maillage.network import current
from maillage.organisations.forms.rows import Cell, RowsField


def costs() -> list[tuple[str, Any]]:
    return [("", "–"), *Nature.choices, *Category.choices]


def read_heading(row: list[str]) -> dict[str, Any]:
    code, title = texts.clean(row[0])[:30], texts.clean(row[1])[:200]
    if not code or not title:
        raise ValidationError(_("Écrivez le code et le nom de la rubrique."))
    return {"code": code, "title": title, "ceiling": read_percent(row[2]) if row[2] else None}


def read_ceiling(row: list[str]) -> tuple[str, str]:
    if row[0] not in dict(costs()) or not row[0]:
        raise ValidationError(_("Choisissez ce que ce plafond limite."))
    return row[0], str(read_percent(row[1]))


class FunderForm(forms.Form):
    """A funder and its rules; its own table of headings."""

    name = forms.CharField(label=lazy("Organisation"), max_length=300, help_text=lazy("Son nom dans l’annuaire."))
    currency = currency_field()
    categories = forms.MultipleChoiceField(
        label=lazy("Dépenses admises"), choices=Category.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=lazy("Aucune case : toutes."),
    )  # fmt: skip
    ceilings = RowsField(label=lazy("Plafonds (part de la subvention, en %)"), read=read_ceiling, cells=(
        Cell("what", lazy("Ce qui est plafonné"), choices=costs), Cell("limit", lazy("Plafond (%)"), longest=8)))  # fmt: skip
    own_share = percent_field(lazy("Part propre demandée (%)"))
    variance = percent_field(
        lazy("Écart admis par ligne (%)"), lazy("Au-delà, la ligne est signalée. Sans règle : 10 %.")
    )
    report_months = forms.IntegerField(
        label=lazy("Un rapport tous les … mois"), required=False, min_value=1, max_value=60
    )
    report_days = forms.IntegerField(label=lazy("À rendre dans les … jours"), min_value=0, max_value=730, initial=60)
    rules = forms.CharField(label=lazy("Ses règles, en mots"), required=False, max_length=4_000,
                            widget=forms.Textarea(attrs=AREA))  # fmt: skip
    headings = RowsField(label=lazy("Les rubriques de sa table"), read=read_heading, cells=(
        Cell("code", lazy("Code"), longest=30), Cell("title", lazy("Rubrique"), longest=200),
        Cell("ceiling", lazy("Plafond (%)"), longest=8)))  # fmt: skip

    def __init__(self, *args: Any, user: Any, funder: Funder | None = None, **kwargs: Any) -> None:
        self.user, self.funder = user, funder
        initial: dict[str, Any] = {"currency": current.profile().currency}
        if funder:
            names = ("currency", "categories", "own_share", "variance", "report_months", "report_days", "rules")
            initial = {name: getattr(funder, name) for name in names} | {
                "ceilings": [list(pair) for pair in funder.ceilings.items()],
                "headings": [[h.code, h.title, f"{h.ceiling:f}" if h.ceiling is not None else ""]
                             for h in funder.headings.all()],
            }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        if funder:
            del self.fields["name"]

    def clean_name(self) -> Any:
        found = organisation_named(self.cleaned_data["name"], self.user)
        if found is None:
            raise ValidationError(_("Cette organisation n’est pas dans l’annuaire : ajoutez-la d’abord."))
        if Funder.objects.filter(organisation=found).exists():
            raise ValidationError(_("Ce bailleur est déjà noté."))
        return found

    def clean_ceilings(self) -> dict[str, str]:
        return dict(self.cleaned_data["ceilings"])

    @property
    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        data.pop("headings")
        if "name" in data:
            data["organisation"] = data.pop("name")
        return data


class GrantForm(AmountForm):
    """What a funder gives, or is asked for."""

    funder = forms.ModelChoiceField(Funder.objects.none(), label=lazy("Bailleur"))
    title = forms.CharField(label=lazy("Titre"), max_length=200)
    amount = amount_field()
    currency = currency_field()
    starts_on = day_field(lazy("Du"))
    ends_on = day_field(lazy("Au"))
    reference = forms.CharField(label=lazy("Référence du bailleur"), required=False, max_length=80)
    activity = forms.CharField(label=lazy("Activité IATI du bailleur"), required=False, max_length=200, help_text=lazy(
        "Son identifiant ; avec lui, notre publication se raccorde à la sienne."))  # fmt: skip
    asked_on = day_field(lazy("Demandée le"), required=False)
    signed_on = day_field(lazy("Signée le"), required=False)
    own_share = percent_field(lazy("Part propre demandée (%)"), lazy("Vide : la règle du bailleur."))
    variance = percent_field(lazy("Écart admis par ligne (%)"), lazy("Vide : la règle du bailleur."))
    note = forms.CharField(label=lazy("Note"), required=False, max_length=2_000, widget=forms.Textarea(attrs=AREA))

    def __init__(self, *args: Any, user: Any, grant: Grant | None = None, **kwargs: Any) -> None:
        names = ("title", "currency", "starts_on", "ends_on", "reference", "activity", "asked_on", "signed_on", "own_share",
                 "variance", "note")  # fmt: skip
        initial: dict[str, Any] = {name: getattr(grant, name) for name in names} if grant else {}
        if grant:
            initial |= {"funder": grant.funder_id, "amount": plain(grant.amount, grant.currency)}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["funder"].queryset = Funder.objects.visible_to(user).select_related("organisation")  # type: ignore[attr-defined]
        self.serving([grant.currency] if grant else [])
        if grant:
            del self.fields["funder"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("La fin doit suivre le début."))
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {k: v for k, v in self.cleaned_data.items() if k not in ("funder", "amount", "currency")}


def read_part(row: list[str]) -> tuple[Any, Any]:
    if not row[0] or not row[1]:
        raise ValidationError(_("Écrivez la part et la date."))
    return read_percent(row[0]), read_day(row[1])


class ScheduleForm(forms.Form):
    """What is left of a grant, in parts by percents."""

    parts = RowsField(label=lazy("Les tranches"), read=read_part, help_text=lazy(
        "Les parts de ce qui reste à prévoir ; ensemble, 100 %."), cells=(
        Cell("percent", lazy("Part (%)"), longest=8), Cell("day", lazy("Attendue le"), kind="date")))  # fmt: skip


class InstalmentForm(AmountForm):
    amount = amount_field()
    due_on = day_field(lazy("Attendue le"))
    condition = forms.ModelChoiceField(GrantCondition.objects.none(), label=lazy("Condition"), required=False)

    def __init__(self, *args: Any, grant: Grant, instalment: Instalment | None = None, **kwargs: Any) -> None:
        self.AMOUNTS = {"amount": grant.currency}
        initial = {"amount": plain(instalment.amount, grant.currency), "due_on": instalment.due_on,
                   "condition": instalment.condition_id} if instalment else None  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["condition"].queryset = grant.conditions.all()  # type: ignore[attr-defined]
        self.fields["amount"].help_text = _("En %(currency)s.") % {"currency": grant.currency}


class ReceivedForm(AmountForm):
    """How much came, in which currency."""

    AMOUNTS = {"received": "currency"}
    on = day_field(lazy("Reçu le"), today=True)
    received = amount_field(lazy("Montant reçu"))
    currency = currency_field()

    def __init__(self, *args: Any, instalment: Instalment, **kwargs: Any) -> None:
        code = instalment.grant.currency
        super().__init__(*args, initial={"received": plain(instalment.amount, code)}, **kwargs)
        self.serving([code])


class CorrectedForm(AmountForm):
    """What was noted as received, written again with why."""

    received = amount_field(lazy("Montant reçu"))
    note = forms.CharField(label=lazy("Pourquoi"), max_length=500, widget=forms.Textarea(attrs=AREA))

    def __init__(self, *args: Any, instalment: Instalment, **kwargs: Any) -> None:
        code = instalment.received_currency or instalment.grant.currency
        self.AMOUNTS = {"received": code}
        super().__init__(*args, initial={"received": plain(instalment.received, code)}, **kwargs)
        self.fields["received"].help_text = _("En %(currency)s.") % {"currency": code}


class OnForm(forms.Form):
    """A day, today unless said."""

    on = day_field(pgettext_lazy("jour", "Le"), today=True)


class ConditionForm(forms.Form):
    text = forms.CharField(label=lazy("Condition"), max_length=500)
    due_on = day_field(lazy("Avant le"), required=False)


class ReportsForm(forms.Form):
    """How often the funder wants a report."""

    months = forms.IntegerField(label=lazy("Un rapport tous les … mois"), min_value=1, max_value=60)
    within = forms.IntegerField(label=lazy("À rendre dans les … jours"), min_value=0, max_value=730)
    kind = forms.ChoiceField(label=lazy("Genre"), choices=ReportKind.choices, initial=ReportKind.BOTH)
