"""What is asked of a tour (guests, stops, costs), a dinner (tables), a placement (people named)."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.activities import naming
from maillage.activities.enums import CostKind, NomineeState, Travel
from maillage.activities.forms.fields import Grouped, Suggested
from maillage.activities.models import Activity, Guest, Nominee, Stop
from maillage.core.money import Money, MoneyError
from maillage.network.current import profile
from maillage.organisations import words as places
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.organisations.models import Organisation
from maillage.ui.widgets import NativeDate


class GuestForm(Grouped):
    """Someone who travels: of the directory or not; named to the public only when it is said so."""

    groups = {
        lazy("Qui"): ("name", "organisation_said", "country", "languages", "biography", "is_named"),
        lazy("Son séjour"): ("arrives_on", "leaves_on", "practical"),
    }

    name = forms.CharField(label=lazy("Nom"), max_length=200)
    organisation_said = forms.CharField(label=lazy("De quelle organisation"), max_length=200, required=False, widget=Suggested,
                                        help_text=lazy("De l’annuaire ; retenue, elle n’est jamais nommée au public."))  # fmt: skip
    country = forms.ChoiceField(label=lazy("Pays"), required=False)
    languages = forms.CharField(label=lazy("Langues parlées"), max_length=120, required=False)
    biography = forms.CharField(
        label=lazy("Présentation"), max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_named = forms.BooleanField(label=lazy("Nommer cette personne sur le site"), required=False,
                                  help_text=lazy("Demandez-lui d’abord. Sans cela, le public lit « une personne invitée »."))  # fmt: skip
    arrives_on = forms.DateField(label=lazy("Arrive le"), widget=NativeDate, required=False)
    leaves_on = forms.DateField(label=lazy("Repart le"), widget=NativeDate, required=False)
    practical = forms.CharField(label=lazy("Besoins pratiques (équipe seule)"), max_length=500, required=False,
                                widget=forms.Textarea(attrs={"rows": 2}), help_text=lazy("Effacés un an après la tournée."))  # fmt: skip

    def __init__(self, *args: Any, user: Any, guest: Guest | None = None, **kwargs: Any) -> None:
        self.user, self.guest = user, guest
        stands: dict[str, Any] = {}
        if guest:
            stands = {name: getattr(guest, name) for name in self.base_fields if name != "organisation_said"}
            stands["name"] = guest.name or str(guest.person)
            seen = (
                guest.organisation and Organisation.objects.visible_to(user).filter(pk=guest.organisation_id).exists()
            )
            stands["organisation_said"] = str(guest.organisation) if seen else ""
        super().__init__(*args, initial=stands, **kwargs)
        self.fields["country"].choices = [("", "–"), *places.country_choices()]  # type: ignore[attr-defined]
        self.fields["organisation_said"].widget.names = naming.suggestions(user)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        said = data.pop("organisation_said", "")
        data["organisation"] = naming.found(said, self.user) if said else None
        if said and data["organisation"] is None:
            self.add_error("organisation_said", _("L’annuaire n’a pas d’organisation de ce nom."))
        if not said and self.guest and self.guest.organisation and not self.initial.get("organisation_said"):
            data["organisation"] = self.guest.organisation  # one that this person may not see stays
        if data.get("arrives_on") and data.get("leaves_on") and data["leaves_on"] < data["arrives_on"]:
            self.add_error("leaves_on", _("Le départ ne peut pas précéder l’arrivée."))
        return data


class StopForm(forms.Form):
    """Who hosts this date, how one comes to it from the one before, where one sleeps."""

    host_said = forms.CharField(label=lazy("Accueillie par"), max_length=200, required=False, widget=Suggested)
    travel = forms.ChoiceField(
        label=lazy("Pour venir de l’étape d’avant"), choices=[("", "–"), *Travel.choices], required=False
    )
    distance_km = forms.IntegerField(label=lazy("Kilomètres"), min_value=0, max_value=50_000, required=False)
    travel_note = forms.CharField(label=lazy("Trajet, horaires"), max_length=300, required=False)
    contact = forms.CharField(label=lazy("Qui joindre sur place (équipe seule)"), max_length=300, required=False)
    lodging = forms.CharField(label=lazy("Hébergement (équipe seule)"), max_length=300, required=False)
    note = forms.CharField(
        label=lazy("Note d’équipe"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, user: Any, stop: Stop | None = None, **kwargs: Any) -> None:
        self.user = user
        stands: dict[str, Any] = {}
        if stop:
            stands = {name: getattr(stop, name) for name in self.base_fields if name != "host_said"}
            stands["host_said"] = str(stop.host or stop.host_name)
        super().__init__(*args, initial=stands, **kwargs)
        self.fields["host_said"].widget.names = naming.suggestions(user)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        said = data.pop("host_said")
        host = naming.found(said, self.user) if said else None
        return {**data, "host": host, "host_name": "" if host else said}


def amount(text: str) -> int | None:
    if not text:
        return None
    try:
        money = Money.parse(text, profile().currency)
    except MoneyError as error:
        raise ValidationError(error.message()) from error
    if money.minor < 0:
        raise ValidationError(_("Un coût ne peut pas être négatif."))
    if money.minor > 10**12:
        raise ValidationError(_("Ce montant est trop grand."))
    return money.minor


def read_cost(row: list[str]) -> dict[str, Any]:
    kind, label, planned, actual = row
    if kind not in CostKind.values:
        raise ValidationError(_("Choisissez la sorte de coût."))
    values = {"planned": amount(planned), "actual": amount(actual)}
    if values["planned"] is None and values["actual"] is None:
        raise ValidationError(_("Donnez un montant prévu ou dépensé."))
    return {"kind": kind, "label": label[:200], "currency": profile().currency, **values}


def shown_amount(minor: int | None) -> str:
    digits = profile().digits
    return "" if minor is None else f"{minor / 10**digits:.{digits}f}".replace(".", ",")


class CostsForm(forms.Form):
    """What it is to cost, what it did cost; a line without an amount is taken out."""

    costs = RowsField(label=lazy("Coûts"), read=read_cost, cells=(
        Cell("kind", lazy("Sorte"), lambda: [("", "–"), *CostKind.choices]), Cell("label", lazy("Libellé"), longest=200),
        Cell("planned", lazy("Prévu"), longest=20), Cell("actual", lazy("Dépensé"), longest=20),
    ))  # fmt: skip

    def __init__(self, *args: Any, activity: Activity, **kwargs: Any) -> None:
        rows = [
            [row.kind, row.label, shown_amount(row.planned), shown_amount(row.actual)] for row in activity.costs.all()
        ]
        super().__init__(*args, initial={"costs": rows}, **kwargs)


def read_table(row: list[str]) -> dict[str, Any]:
    label, seats, host = row
    if not label:
        raise ValidationError(_("Donnez un nom ou un numéro à la table."))
    if not (seats.isdecimal() and 1 <= int(seats[:6]) <= 500):
        raise ValidationError(_("Les couverts sont un nombre de 1 à 500."))
    return {"label": label[:80], "seats": int(seats), "host": host}


class TablesForm(forms.Form):
    """The tables of a dinner, their seats, who holds them."""

    tables = RowsField(label=lazy("Tables"), read=read_table, cells=(
        Cell("label", lazy("Table")), Cell("seats", lazy("Couverts"), kind="number", longest=3),
        Cell("host", lazy("Tenue par (une organisation de l’annuaire)"), longest=200),
    ))  # fmt: skip

    def __init__(self, *args: Any, user: Any, rows: Any = (), **kwargs: Any) -> None:
        self.user = user
        stands = [[row.label, row.seats, str(row.host or "")] for row in rows]
        super().__init__(*args, initial={"tables": stands}, **kwargs)

    def clean_tables(self) -> list[dict[str, Any]]:
        rows = self.cleaned_data["tables"]
        if len({row["label"] for row in rows}) != len(rows):
            raise ValidationError(_("Deux tables portent le même nom."))
        for row in rows:
            said, row["host"] = row["host"], None
            if said:
                row["host"] = naming.found(said, self.user)
                if row["host"] is None:
                    raise ValidationError(_("L’annuaire n’a pas d’organisation « %(name)s ».") % {"name": said[:80]})
        return rows  # type: ignore[no-any-return]


class NomineeForm(forms.Form):
    """Someone named for a placement, and the time for which their employer releases them."""

    name = forms.CharField(label=lazy("Nom de la personne"), max_length=200)
    email = forms.EmailField(label=lazy("Son courriel"), required=False)
    motivation = forms.CharField(label=lazy("Pourquoi cette personne"), max_length=3000, required=False,
                                 widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    release_from = forms.DateField(label=lazy("Libérée du"), widget=NativeDate, required=False)
    release_until = forms.DateField(label=lazy("Au"), widget=NativeDate, required=False)
    release_days = forms.IntegerField(label=lazy("Jours de libération"), min_value=0, max_value=999, required=False)
    release_granted = forms.NullBooleanField(
        label=lazy("Libération accordée par l’employeur"), required=False,
        widget=forms.Select(choices=[("", lazy("on ne sait pas encore")), ("true", lazy("oui")), ("false", lazy("non"))]),
    )  # fmt: skip

    def __init__(self, *args: Any, nominee: Nominee | None = None, **kwargs: Any) -> None:
        stands = (
            {name: getattr(nominee, name) for name in self.base_fields if hasattr(nominee, name)} if nominee else {}
        )
        if nominee and nominee.release_granted is not None:
            stands["release_granted"] = "true" if nominee.release_granted else "false"
        super().__init__(*args, initial=stands, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("release_from") and data.get("release_until") and data["release_until"] < data["release_from"]:
            self.add_error("release_until", _("La fin ne peut pas précéder le début."))
        return data


class TeamNomineeForm(NomineeForm):
    """The team adds its note, and may name for an organisation that wrote by post."""

    organisation_said = forms.CharField(label=lazy("Désignée par"), max_length=200, widget=Suggested)
    note = forms.CharField(
        label=lazy("Note d’équipe"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, user: Any, nominee: Nominee | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, nominee=nominee, **kwargs)
        if nominee:
            del self.fields["organisation_said"]
        else:
            self.fields["organisation_said"].widget.names = naming.suggestions(user)  # type: ignore[attr-defined]
            self.order_fields(["organisation_said"])

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if said := data.pop("organisation_said", ""):
            data["organisation"] = naming.found(said, self.user)
            if data["organisation"] is None:
                self.add_error("organisation_said", _("L’annuaire n’a pas d’organisation de ce nom."))
        return data


class DecideForm(forms.Form):
    state = forms.ChoiceField(label=lazy("Décision"), choices=NomineeState.choices, widget=forms.RadioSelect)
