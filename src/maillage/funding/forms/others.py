"""What is typed about rates, about a partner's resources, and about money as IATI tells it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.codelists import choices
from maillage.funding.enums import BudgetStatus, BudgetType
from maillage.funding.forms.common import (
    AREA,
    NARRATIVE,
    AmountForm,
    amount_field,
    currency_field,
    day_field,
    narratives,
    organisation_named,
    plain,
    read_amount,
    read_narrative,
)
from maillage.funding.models import Support
from maillage.network import current
from maillage.organisations.forms.rows import Cell, RowsField


class RatesFileForm(forms.Form):
    file = forms.FileField(label=lazy("Fichier de la banque"), help_text=lazy(
        "eurofxref (Banque centrale européenne : XML, CSV ou ZIP) ou Valet (Banque du Canada : CSV, JSON ou XML)."))  # fmt: skip


class RateForm(forms.Form):
    """One rate, with who says it."""

    base = currency_field(lazy("Une unité de"))
    value = forms.DecimalField(label=lazy("vaut"), max_digits=24, decimal_places=10, localize=True,
                               widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))  # fmt: skip
    quote = currency_field(lazy("en"))
    on = day_field(lazy("Le jour"), today=True)
    source = forms.CharField(label=lazy("Qui le dit"), max_length=100, help_text=lazy(
        "Une banque, un avis d’opération, un contrat."))  # fmt: skip
    fixed = forms.BooleanField(label=lazy("Parité fixe, bonne pour tout jour qui suit"), required=False)


def read_resource(row: list[str]) -> dict[str, Any]:
    own, what, told = row
    if own not in ("own", "other"):
        raise ValidationError(_("Dites si c’est une ressource propre ou un soutien."))
    if not what:
        raise ValidationError(_("Nommez cette ressource, ou qui soutient."))
    return {"own": own == "own", "what": what[:200], "told": told}


def kinds() -> list[tuple[str, Any]]:
    return [("", "–"), ("own", _("Ressource propre")), ("other", _("Soutien"))]


class YearForm(forms.Form):
    """On what a partner lived in a year."""

    year = forms.IntegerField(label=lazy("Année"), min_value=1950, max_value=2150)
    currency = currency_field()
    resources = RowsField(label=lazy("De quoi le partenaire a vécu"), read=read_resource, cells=(
        Cell("own", lazy("Sorte"), choices=kinds), Cell("what", lazy("Laquelle, ou qui soutient"), longest=200),
        Cell("amount", lazy("Montant"), longest=40)))  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        code = data.get("currency") or current.profile().currency
        for row in data.get("resources") or []:
            try:
                row["amount"] = read_amount(row.pop("told") or "0", code)
            except ValidationError as error:
                self.add_error("resources", error)
                row["amount"] = None
            row["supporter"] = None if row["own"] else organisation_named(row["what"], self.user)
        return data


class SupportForm(forms.Form):
    name = forms.CharField(label=lazy("Qui soutient"), max_length=200)
    what = forms.CharField(label=lazy("Ce qui est soutenu"), required=False, max_length=300)
    since = day_field(lazy("Depuis"))
    until = day_field(lazy("Jusqu’au"), required=False, help_text=lazy("Sans fin prévue, ce soutien est signalé."))
    way_out = forms.CharField(label=lazy("Comment le partenaire s’en passera"), required=False, max_length=1_000,
                              widget=forms.Textarea(attrs=AREA))  # fmt: skip

    def __init__(self, *args: Any, support: Support | None = None, **kwargs: Any) -> None:
        names = ("name", "what", "since", "until", "way_out")
        super().__init__(*args, initial={n: getattr(support, n) for n in names} if support else None, **kwargs)


def listed(name: str) -> Any:
    return lambda: [("", "–"), *choices(name, (get_language() or "fr")[:2])]


def of_list(name: str, label: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=60, widget=forms.Select(choices=listed(name)))


class ToldForm(AmountForm):
    """What the three kinds have in common; a number finer than the currency is kept as it was written."""

    positive = False
    amount = amount_field()
    currency = currency_field()
    value_date = day_field(lazy("Date de valeur"), required=False)
    SIMPLE: tuple[str, ...] = ("value_date",)
    NARRATIVES: tuple[str, ...] = ()

    def __init__(self, *args: Any, row: Any = None, books: str = "", user: Any = None, **kwargs: Any) -> None:
        self.row, self.user = row, user
        initial: dict[str, Any] = {}
        if row is not None:
            initial = {name: getattr(row, name) for name in (*self.SIMPLE, *self.NARRATIVES)}
            initial |= {"amount": plain(row.amount, row.currency) if row.money else str(row.amount),
                        "currency": row.currency} | self.more_of(row)  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        self.serving([row.currency if row is not None else books])

    def more_of(self, row: Any) -> dict[str, Any]:
        return {}

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        found = {name: data[name] for name in self.SIMPLE}
        found |= {name: narratives(data[name]) for name in self.NARRATIVES}
        return found | {"amount": data["amount"].minor, "currency": data["amount"].currency}


class PeriodBudgetForm(ToldForm):
    SIMPLE = ("value_date", "type", "status", "period_start", "period_end")
    type = forms.ChoiceField(label=lazy("Type"), required=False, choices=[("", "–"), *BudgetType.choices])
    status = forms.ChoiceField(label=lazy("Statut"), required=False, choices=[("", "–"), *BudgetStatus.choices])
    period_start = day_field(lazy("Du"))
    period_end = day_field(lazy("Au"))
    field_order = ("type", "status", "period_start", "period_end", "amount", "currency", "value_date")


class SidesForm(ToldForm):
    """`provider` and `receiver`: a name of the directory, or words."""

    NARRATIVES = ("provider_names", "receiver_names")
    SIDES = ("provider_ref", "provider_type", "provider_activity", "receiver_ref", "receiver_type", "receiver_activity")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for side, who in (("provider", _("Qui donne")), ("receiver", _("Qui reçoit"))):
            self.fields[side] = forms.CharField(label=who, required=False, max_length=300,
                                                help_text=_("Son nom dans l’annuaire."))  # fmt: skip
            self.fields[f"{side}_names"] = RowsField(label=_("%(who)s, en mots") % {"who": who}, read=read_narrative,
                                                     cells=NARRATIVE)  # fmt: skip
            for part, label, longest in (("ref", _("identifiant IATI"), 200), ("type", _("genre"), 4),
                                         ("activity", _("activité IATI"), 200)):  # fmt: skip
                widget = forms.Select(choices=listed("OrganisationType")) if part == "type" else None
                self.fields[f"{side}_{part}"] = forms.CharField(
                    label=_("%(who)s : %(what)s") % {"who": who, "what": label}, required=False, max_length=longest,
                    widget=widget)  # fmt: skip
            if self.row is not None and not self.is_bound:
                self.initial[side] = str(getattr(self.row, side) or "")

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        for side in ("provider", "receiver"):
            name = data.get(side, "")
            found = organisation_named(name, self.user) if name else None
            if name and found is None:
                self.add_error(
                    side, _("« %(name)s » n’est pas dans l’annuaire : écrivez-le plutôt en mots.") % {"name": name}
                )
            data[side] = found
        return data

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {side: self.cleaned_data[side] for side in ("provider", "receiver")}


class PlannedPaymentForm(SidesForm):
    SIMPLE = ("value_date", "type", "period_start", "period_end", *SidesForm.SIDES)
    type = forms.ChoiceField(label=lazy("Type"), required=False, choices=[("", "–"), *BudgetType.choices])
    period_start = day_field(lazy("Du"))
    period_end = day_field(lazy("Au"), required=False)
    field_order = ("type", "period_start", "period_end", "amount", "currency", "value_date")


def read_row(row: list[str]) -> list[str]:
    return row


class MovementForm(SidesForm):
    """A transaction, with all that IATI lets it say."""

    SIMPLE = ("value_date", "type", "on", "ref", "channel", "country", "region", "region_vocabulary", "region_uri",
              "flow_type", "finance_type", "tied_status", *SidesForm.SIDES)  # fmt: skip
    NARRATIVES = ("descriptions", "country_names", "region_names", *SidesForm.NARRATIVES)
    type = forms.CharField(label=lazy("Type"), max_length=2, widget=forms.Select(choices=listed("TransactionType")))
    on = day_field(lazy("Date"), today=True)
    ref = forms.CharField(label=lazy("Référence"), required=False, max_length=200)
    descriptions = RowsField(label=lazy("Description"), read=read_narrative, cells=NARRATIVE)
    humanitarian = forms.NullBooleanField(label=lazy("Humanitaire"), required=False)
    channel = of_list("DisbursementChannel", lazy("Circuit de versement"))
    sectors = RowsField(label=lazy("Secteurs"), read=read_row, cells=(
        Cell("code", lazy("Code"), longest=60), Cell("vocabulary", lazy("Vocabulaire"), longest=4),
        Cell("uri", lazy("Adresse du vocabulaire"), longest=500)))  # fmt: skip
    country = forms.CharField(label=lazy("Pays (code)"), required=False, max_length=3)
    country_names = RowsField(label=lazy("Pays, en mots"), read=read_narrative, cells=NARRATIVE)
    region = forms.CharField(label=lazy("Région du monde (code)"), required=False, max_length=60)
    region_vocabulary = forms.CharField(label=lazy("Vocabulaire de la région"), required=False, max_length=4)
    region_uri = forms.CharField(label=lazy("Adresse du vocabulaire de la région"), required=False, max_length=500)
    region_names = RowsField(label=lazy("Région, en mots"), read=read_narrative, cells=NARRATIVE)
    flow_type = of_list("FlowType", lazy("Type de flux"))
    finance_type = of_list("FinanceType", lazy("Type de financement"))
    aid_types = RowsField(label=lazy("Types d’aide"), read=read_row, cells=(
        Cell("vocabulary", lazy("Vocabulaire"), longest=4), Cell("code", lazy("Code"), longest=10)))  # fmt: skip
    tied_status = of_list("TiedStatus", lazy("Aide liée"))
    field_order = ("type", "on", "amount", "currency", "value_date", "ref", "descriptions", "provider", "receiver")

    def more_of(self, row: Any) -> dict[str, Any]:
        return {"humanitarian": row.humanitarian, "aid_types": row.aid_types,
                "sectors": [[one.get("code", ""), one.get("vocabulary", ""), one.get("uri", "")] for one in row.sectors]}  # fmt: skip

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        named = {
            (one.get("code"), one.get("vocabulary")): one.get("names", [])
            for one in (self.row.sectors if self.row else [])
        }
        sectors = [{"code": code, "vocabulary": vocabulary, "uri": uri, "names": named.get((code, vocabulary), [])}
                   for code, vocabulary, uri in data["sectors"]]  # fmt: skip
        return super().values | {
            "humanitarian": data["humanitarian"],
            "sectors": sectors,
            "aid_types": data["aid_types"],
        }
