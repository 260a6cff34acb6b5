"""What the team types about a petition: its days, its texts, sheets, its delivery."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from maillage.campaigns import words
from maillage.campaigns.enums import NamesGiven
from maillage.campaigns.forms.manage import after, regions
from maillage.campaigns.models import PaperBatch, Petition
from maillage.core import text as texts
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.ui.widgets import NativeDate


def read_addressee(row: list[str]) -> dict[str, str]:
    name, role = (texts.clean(cell) for cell in row)
    if not name:
        raise ValidationError(_("Nommez chaque destinataire."))
    return {"name": name[:150], "role": role[:200]}


def in_some_days(days: int) -> Any:
    return lambda: localdate() + timedelta(days=days)


class PetitionForm(forms.Form):
    """To whom, from when to when, and what is promised to those who sign."""

    language = forms.ChoiceField(label=lazy("Langue d’origine"))
    addressees = RowsField(
        label=lazy("À qui elle s’adresse"), read=read_addressee,
        cells=(Cell("name", lazy("Nom"), longest=150), Cell("role", lazy("Fonction"), longest=200)),
    )  # fmt: skip
    opens_on = forms.DateField(label=pgettext_lazy("pétition", "Ouverte le"), widget=NativeDate, initial=localdate)
    closes_on = forms.DateField(
        label=pgettext_lazy("pétition", "Close le"), widget=NativeDate, initial=in_some_days(90)
    )
    goal = forms.IntegerField(label=lazy("Objectif"), required=False, min_value=1, max_value=50_000_000)
    names_given = forms.ChoiceField(label=lazy("Noms remis à qui décide"), choices=NamesGiven.choices,
                                    initial=NamesGiven.ALL,
                                    help_text=lazy("C’est dit à qui signe ; ensuite on ne peut que donner moins."))  # fmt: skip
    purge_on = forms.DateField(label=lazy("Noms et courriels effacés le"), widget=NativeDate, initial=in_some_days(270),
                               help_text=lazy("C’est promis à qui signe ; ensuite on ne peut que l’avancer."))  # fmt: skip
    offers_news = forms.BooleanField(label=lazy("Proposer la lettre d’information, par une case à part"), required=False,
                                     initial=True)  # fmt: skip

    NAMES = ("language", "opens_on", "closes_on", "goal", "names_given", "purge_on", "offers_news")

    def __init__(self, *args: Any, petition: Petition | None = None, **kwargs: Any) -> None:
        initial = None
        if petition:
            initial = {name: getattr(petition, name) for name in self.NAMES}
            initial["addressees"] = [[row.name, row.role] for row in petition.addressees.all()]
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["language"].choices = words.languages()  # type: ignore[attr-defined]
        if petition:
            del self.fields["language"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        after(data, self, "opens_on", "closes_on", _("La fin ne peut pas précéder le début."))
        if data.get("closes_on") and data.get("purge_on") and data["purge_on"] <= data["closes_on"]:
            self.add_error("purge_on", _("L’effacement suit la clôture : laissez le temps de remettre la pétition."))
        return data


def add_texts(form: forms.Form, petition: Petition | None) -> None:
    """A title and a text for each language of the network."""
    known = {}
    if petition:
        version = petition.texts.order_by("-number").prefetch_related("wordings")[0]
        known = {row.language: row for row in version.wordings.all()}
    for code, name in words.languages():
        row = known.get(code)
        form.fields[f"title_{code}"] = forms.CharField(
            label=_("Titre en %(language)s") % {"language": name}, required=False, max_length=200,
            initial=row.title if row else "")  # fmt: skip
        form.fields[f"body_{code}"] = forms.CharField(
            label=_("Texte en %(language)s") % {"language": name}, required=False, max_length=10_000,
            initial=row.body if row else "", widget=forms.Textarea(attrs={"rows": 8}))  # fmt: skip


def read_texts(form: forms.Form, data: dict[str, Any]) -> dict[str, tuple[str, str]]:
    found = {}
    for code, _name in words.languages():
        title, body = data.pop(f"title_{code}", ""), data.pop(f"body_{code}", "")
        if title and body:
            found[code] = (title, body)
        elif title or body:
            form.add_error(
                f"title_{code}" if body else f"body_{code}", _("Donnez le titre et le texte, ou aucun des deux.")
            )
    return found


class NewPetitionForm(PetitionForm):
    """A new petition, texts included."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        add_texts(self, None)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        data["words"] = read_texts(self, data)
        if data.get("language") and data["language"] not in data["words"] and not self.errors:
            self.add_error(f"title_{data['language']}", _("Écrivez le titre et le texte dans la langue d’origine."))
        return data


class TextForm(forms.Form):
    """The text, language by language."""

    changed = forms.CharField(label=lazy("Ce qui change, en quelques mots"), required=False, max_length=300,
                              help_text=lazy("Montré sur la page si quelqu’un a déjà signé."))  # fmt: skip

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.petition = petition
        add_texts(self, petition)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["words"] = read_texts(self, data)
        if self.petition.language not in data["words"] and not self.errors:
            self.add_error(
                f"title_{self.petition.language}", _("Gardez le titre et le texte dans la langue d’origine.")
            )
        return data


def read_names(text: str) -> list[tuple[str, str]]:
    """One person a line: the name, then the postal code after a semicolon, a tab or the last comma."""
    found = []
    for line in texts.clean(text.replace("\t", ";"), multiline=True).splitlines():
        if not line.strip():
            continue
        mark = ";" if ";" in line else ","
        name, _sep, area = line.rpartition(mark) if mark in line else (line, "", "")
        found.append((texts.clean(name)[:120], texts.clean(area).upper()[:16]))
    return found


class BatchForm(forms.Form):
    """A sheet, typed in on one screen."""

    sheet = forms.CharField(label=lazy("Feuille nº"), max_length=40)
    place = forms.CharField(label=lazy("Lieu"), required=False, max_length=150)
    region = forms.ChoiceField(label=lazy("Région"), required=False)
    on = forms.DateField(label=lazy("Signée le"), widget=NativeDate, initial=localdate)
    claimed = forms.IntegerField(label=lazy("Signatures sur la feuille"), min_value=1, max_value=1000)
    excluded = forms.IntegerField(label=lazy("Signatures à écarter (illisibles, barrées)"), min_value=0, max_value=1000,
                                  initial=0)  # fmt: skip
    names = forms.CharField(
        label=lazy("Noms"), required=False, max_length=60_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=lazy("Une personne par ligne : nom ; code postal. Celles qui ont déjà signé sont signalées."),
    )  # fmt: skip
    scan = forms.FileField(label=lazy("Feuille numérisée"), required=False,
                           help_text=lazy("PDF ou image ; seule l’équipe qui voit les noms l’ouvre."))  # fmt: skip
    note = forms.CharField(label=lazy("Remarque"), required=False, max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"].choices = regions()  # type: ignore[attr-defined]

    def clean_names(self) -> list[tuple[str, str]]:
        return read_names(self.cleaned_data["names"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("claimed") and (data.get("excluded") or 0) > data["claimed"]:
            self.add_error("excluded", _("On n’écarte pas plus de signatures que la feuille n’en porte."))
        return data


class CorrectForm(forms.Form):
    claimed = forms.IntegerField(label=lazy("Signatures sur la feuille"), min_value=1, max_value=1000)
    excluded = forms.IntegerField(label=lazy("Signatures écartées"), min_value=0, max_value=1000)
    note = forms.CharField(label=lazy("Pourquoi"), max_length=300)

    def __init__(self, *args: Any, batch: PaperBatch, **kwargs: Any) -> None:
        super().__init__(*args, initial={"claimed": batch.claimed, "excluded": batch.excluded}, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("claimed") and (data.get("excluded") or 0) > data["claimed"]:
            self.add_error("excluded", _("On n’écarte pas plus de signatures que la feuille n’en porte."))
        return data


class DeliverForm(forms.Form):
    on = forms.DateField(label=lazy("Remise le"), widget=NativeDate, initial=localdate)
    to = forms.CharField(label=lazy("Remise à"), max_length=300)
    by_whom = forms.CharField(label=lazy("Remise par"), required=False, max_length=300)
    names = forms.ChoiceField(label=lazy("Noms remis"))

    def __init__(self, *args: Any, petition: Petition, **kwargs: Any) -> None:
        to = ", ".join(str(row) for row in petition.addressees.all())[:300]
        super().__init__(*args, initial={"to": to, "names": petition.names_given}, **kwargs)
        self.fields["names"].choices = allowed(petition)  # type: ignore[attr-defined]


def allowed(petition: Petition) -> list[tuple[str, Any]]:
    """What was told to those who signed, or less."""
    width = NamesGiven(petition.names_given).width
    return [(one.value, one.label) for one in NamesGiven if one.width <= width]


class AnswerGivenForm(forms.Form):
    on = forms.DateField(label=lazy("Répondu le"), widget=NativeDate, initial=localdate)
    answer = forms.CharField(label=lazy("La réponse, telle qu’elle est montrée à tout le monde"), max_length=5000,
                             widget=forms.Textarea(attrs={"rows": 8}))  # fmt: skip


class DossierForm(forms.Form):
    names = forms.ChoiceField(label=lazy("Noms dans le dossier"))
    format = forms.ChoiceField(label=lazy("Format"), choices=[("pdf", "PDF"), ("csv", lazy("Liste des noms (CSV)"))])

    def __init__(self, *args: Any, choices: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["names"].choices = choices  # type: ignore[attr-defined]
