"""What is typed about the pieces of a file and the networks of partners."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from maillage.core import text as texts
from maillage.organisations.forms.rows import Cell, RowsField, names_for
from maillage.organisations.models import Organisation
from maillage.partnerships import words
from maillage.partnerships.enums import ActionState, NetworkKind, PieceKind, Verdict
from maillage.partnerships.forms.fields import FILE, add_words, area, day_field, in_order, named, read_words
from maillage.partnerships.models import DuePiece, PartnerNetwork, Partnership


class PieceForm(forms.Form):
    kind = forms.ChoiceField(label=pgettext_lazy("dossier", "Pièce"), choices=PieceKind.choices)
    title = forms.CharField(label=lazy("Précision"), max_length=150, required=False,
                            help_text=lazy("Nécessaire pour une autre pièce, ou pour une seconde du même genre."))  # fmt: skip
    required = forms.BooleanField(label=lazy("Exigée"), required=False, initial=True)

    def __init__(self, *args: Any, partnership: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.there = set(partnership.pieces.values_list("kind", "title"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("kind") == PieceKind.OTHER and not data.get("title"):
            self.add_error("title", _("Nommez cette pièce."))
        if (data.get("kind"), data.get("title")) in self.there:
            self.add_error("title", _("Cette pièce est déjà au dossier : ouvrez-la, ou précisez laquelle."))
        return data


class ReceiveForm(forms.Form):
    """The piece itself; its dates may be left to who looks at it."""

    upload = forms.FileField(label=lazy("Fichier ou photo"), help_text=FILE)
    issued_on = day_field(lazy("Datée du"), required=False)
    lapses_on = day_field(lazy("Valable jusqu’au"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        in_order(data, self, "issued_on", "lapses_on")
        if data.get("issued_on") and data["issued_on"] > localdate():
            self.add_error("issued_on", _("Cette date est à venir."))
        return data


class SendForm(ReceiveForm):
    """The same, by the partner."""

    name = forms.CharField(label=lazy("Qui l’envoie"), max_length=200, required=False)


class LookForm(forms.Form):
    verdict = forms.ChoiceField(label=lazy("Votre avis"), choices=Verdict.choices, widget=forms.RadioSelect)
    lapses_on = day_field(
        lazy("Valable jusqu’au"), required=False, help_text=lazy("Vide : tant qu’on ne dit pas autre chose.")
    )
    note_ = forms.CharField(label=lazy("Remarque"), max_length=500, required=False)

    def __init__(self, *args: Any, piece: DuePiece, **kwargs: Any) -> None:
        super().__init__(*args, initial={"lapses_on": piece.lapses_on}, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("verdict") == Verdict.REFUSED and not data.get("note_"):
            self.add_error("note_", _("Dites ce qui ne convient pas : le partenaire le lira."))
        return data


class ReasonForm(forms.Form):
    reason = forms.CharField(label=lazy("Pourquoi"), max_length=500)


def read_seat(row: list[str]) -> list[str]:
    return [texts.clean(cell) for cell in row]


def a_day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError as error:
        raise ValidationError(_("Cette date n’en est pas une.")) from error


def read_action(row: list[str]) -> list[Any]:
    title, due, lead = row
    title = texts.clean(title)
    if not title:
        raise ValidationError(_("Dites l’action."))
    return [title[:300], a_day(due), texts.clean(lead)]


class NetworkForm(forms.Form):
    """A network of partners: who, on which plan."""

    name = forms.CharField(label=lazy("Nom"), max_length=200)
    kind = forms.ChoiceField(label=lazy("Genre"), choices=NetworkKind.choices, widget=forms.RadioSelect)
    continent = forms.ChoiceField(label=lazy("Continent"), required=False)
    theme = forms.ChoiceField(label=lazy("Thème"), required=False)
    starts_on = day_field(lazy("Du"), required=False)
    ends_on = day_field(lazy("Au"), required=False)
    is_public = forms.BooleanField(label=lazy("Visible par tout le monde"), required=False)
    seats = RowsField(
        label=lazy("Qui en est"), read=read_seat, help_text=lazy("Des organisations de l’annuaire."),
        cells=(Cell("name", lazy("Organisation"), longest=300), Cell("role", lazy("Rôle"), longest=120)),
    )  # fmt: skip
    plan = forms.CharField(label=lazy("Plan partagé"), required=False, max_length=20_000, widget=area(8))
    actions = RowsField(
        label=lazy("Actions prévues ensemble"), read=read_action,
        cells=(Cell("title", lazy("Action"), longest=300), Cell("due", lazy("Pour le"), kind="date"),
               Cell("lead", lazy("Menée par"), longest=300)),
    )  # fmt: skip
    upload = forms.FileField(label=lazy("Texte du plan"), required=False, help_text=FILE)

    NAMES = ("name", "kind", "continent", "theme", "starts_on", "ends_on", "is_public", "plan")

    def __init__(self, *args: Any, user: Any, network: PartnerNetwork | None = None, **kwargs: Any) -> None:
        self.user = user
        initial: dict[str, Any] = {"kind": NetworkKind.CONTINENTAL}
        if network:
            initial = {name: getattr(network, name) for name in self.NAMES}
            seats = network.seats.visible_to(user).select_related("organisation")
            initial["seats"] = [[one.organisation.name, one.role] for one in seats]
            seen = set(
                Organisation.objects.visible_to(user)
                .filter(pk__in=network.actions.values("lead"))
                .values_list("pk", flat=True)
            )
            initial["actions"] = [[one.title, one.due_on.isoformat() if one.due_on else "", str(one.lead) if one.lead_id in seen else ""]
                                  for one in network.actions.select_related("lead")]  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        fields["continent"].choices = [("", "–"), *words.continents()]
        fields["theme"].choices = [("", "–"), *words.themes()]
        for field, cell in (("seats", "name"), ("actions", "lead")):
            fields[field].widget.suggested = {cell: lambda: names_for(user, Partnership.objects.values("organisation"))}
        add_words(self, "summaries", _("En quelques phrases"), network.summaries if network else [])

    def clean_seats(self) -> list[dict[str, Any]]:
        return [
            {"organisation": named(name, self.user), "role": role} for name, role in self.cleaned_data["seats"] if name
        ]

    def clean_actions(self) -> list[dict[str, Any]]:
        rows = self.cleaned_data["actions"]
        if len({title for title, _due, _lead in rows}) != len(rows):
            raise ValidationError(_("La même action est écrite deux fois."))
        return [
            {"title": title, "due_on": due, "lead": named(lead, self.user) if lead else None}
            for title, due, lead in rows
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        in_order(data, self, "starts_on", "ends_on")
        if data.get("kind") == NetworkKind.CONTINENTAL and not data.get("continent"):
            self.add_error("continent", _("Choisissez le continent."))
        if data.get("kind") == NetworkKind.THEMATIC and not data.get("theme"):
            self.add_error("theme", _("Choisissez le thème."))
        data["summaries"] = read_words(data, "summaries")
        return data


class ActionForm(forms.Form):
    state = forms.ChoiceField(label=lazy("Où en est l’action"), choices=ActionState.choices, widget=forms.RadioSelect)
    on = day_field(lazy("Faite le"), required=False)
    text = forms.CharField(label=lazy("Constat"), max_length=500, required=False)
