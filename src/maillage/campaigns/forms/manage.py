"""What the team types about a campaign and a call."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from maillage.campaigns import words
from maillage.campaigns.enums import CallKind
from maillage.campaigns.models import Call, Campaign
from maillage.core import text as texts
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.organisations.models import Organisation
from maillage.ui.widgets import NativeDate

AREA = {"rows": 8}


def regions() -> list[tuple[str, Any]]:
    return [("", "–"), *words.region_choices()]


def read_demand(row: list[str]) -> dict[str, str]:
    text, to = (texts.clean(cell) for cell in row)
    if not text:
        raise ValidationError(_("Dites ce qui est demandé."))
    return {"text": text[:400], "to": to[:200]}


def read_pair(row: list[str]) -> list[str]:
    return [texts.clean(cell) for cell in row]


def after(data: dict[str, Any], form: Any, first: str, last: str, sentence: str) -> None:
    """The last day does not come before the first one."""
    if data.get(first) and data.get(last) and data[last] < data[first]:
        form.add_error(last, sentence)


class CampaignForm(forms.Form):
    """The whole campaign, on one page; a language that is left empty is not there."""

    title = forms.CharField(label=lazy("Titre"), max_length=200)
    summary = forms.CharField(label=lazy("En une phrase"), required=False, max_length=300)
    text = forms.CharField(label=lazy("Texte"), required=False, max_length=20_000, widget=forms.Textarea(attrs=AREA))
    language = forms.ChoiceField(label=lazy("Langue de ce texte"))
    starts_on = forms.DateField(label=lazy("Du"), widget=NativeDate, initial=localdate)
    ends_on = forms.DateField(label=lazy("Au"), widget=NativeDate, required=False)
    theme = forms.ChoiceField(label=lazy("Thème"), required=False)
    other_themes = forms.MultipleChoiceField(label=lazy("Autres thèmes"), required=False,
                                             widget=forms.CheckboxSelectMultiple)  # fmt: skip
    movement = forms.ChoiceField(label=lazy("Mouvement ou rendez-vous"), required=False)
    led_by_us = forms.BooleanField(
        label=lazy("Menée par le réseau (sinon, il s’y joint)"), required=False, initial=True
    )
    demands = RowsField(
        label=lazy("Ce qui est demandé, dans l’ordre"), read=read_demand,
        cells=(Cell("text", pgettext_lazy("campagne", "Demande"), longest=400), Cell("to", lazy("À qui"), longest=200)),
    )  # fmt: skip
    partners = RowsField(
        label=lazy("Avec qui"), read=read_pair,
        help_text=lazy("Un nom qui est dans l’annuaire devient un lien ; un autre reste un nom."),
        cells=(Cell("name", lazy("Organisation"), longest=200), Cell("role", lazy("À quel titre"), longest=120)),
    )  # fmt: skip
    relays = RowsField(
        label=lazy("Relais régionaux"), read=read_pair, help_text=lazy("Des organisations de l’annuaire."),
        cells=(Cell("region", lazy("Région"), choices=regions), Cell("name", lazy("Organisation"), longest=300),
               Cell("note", lazy("Ce qu’on y trouve"), longest=200)),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, initial=written(campaign, user) if campaign else None, **kwargs)
        fields: Any = self.fields
        fields["language"].choices = words.languages()
        fields["theme"].choices = [("", "–"), *words.themes()]
        fields["other_themes"].choices = words.themes()
        fields["movement"].choices = [("", "–"), *words.movements()]
        for code, name in words.languages():
            self.add_language(code, name)

    def add_language(self, code: str, name: str) -> None:
        label = {"language": name}
        self.fields[f"title_{code}"] = forms.CharField(
            label=_("Titre en %(language)s") % label, required=False, max_length=200,
            help_text=_("Pour la traduction ; laissez vide dans la langue du texte."))  # fmt: skip
        self.fields[f"summary_{code}"] = forms.CharField(
            label=_("En une phrase, en %(language)s") % label, required=False, max_length=300)  # fmt: skip
        self.fields[f"text_{code}"] = forms.CharField(
            label=_("Texte en %(language)s") % label, required=False, max_length=20_000,
            widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip

    def organisation(self, name: str) -> Organisation | None:
        """The one of the directory that bears this name, among those that this person sees."""
        return Organisation.objects.visible_to(self.user).named(name)

    def clean_partners(self) -> list[dict[str, Any]]:
        rows = []
        for name, role in self.cleaned_data["partners"]:
            one = self.organisation(name)
            if not name:
                raise ValidationError(_("Nommez chaque partenaire."))
            rows.append({"organisation": one, "name": "" if one else name[:200], "role": role[:120]})
        return rows

    def clean_relays(self) -> list[dict[str, Any]]:
        rows = []
        for region, name, note in self.cleaned_data["relays"]:
            one = self.organisation(name)
            if one is None:
                raise ValidationError(_("« %(name)s » n’est pas dans l’annuaire.") % {"name": name})
            if region not in dict(words.region_choices()):
                raise ValidationError(_("Choisissez la région de « %(name)s ».") % {"name": name})
            rows.append({"region": region, "organisation": one, "note": note[:200]})
        return rows

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        after(data, self, "starts_on", "ends_on", _("La fin ne peut pas précéder le début."))
        data["other_themes"] = [code for code in data.get("other_themes", ()) if code != data.get("theme")]
        told = []
        for code, _name in words.languages():
            title, summary, text = (data.pop(f"{part}_{code}", "") for part in ("title", "summary", "text"))
            if code != data.get("language") and title:
                told.append({"language": code, "title": title, "summary": summary, "text": text})
            elif code != data.get("language") and (summary or text):
                self.add_error(f"title_{code}", _("Donnez aussi le titre dans cette langue."))
        data["translations"] = told
        return data


def written(campaign: Campaign, user: Any) -> dict[str, Any]:
    names = ("title", "summary", "text", "language", "starts_on", "ends_on", "theme", "other_themes", "movement",
             "led_by_us")  # fmt: skip
    found = {name: getattr(campaign, name) for name in names}
    found["demands"] = [[row.text, row.to] for row in campaign.demands.all()]
    partners = campaign.partners.visible_to(user).select_related("organisation")
    found["partners"] = [[str(row), row.role] for row in partners]
    relays = campaign.relays.visible_to(user).select_related("organisation")
    found["relays"] = [[row.region, row.organisation.name, row.note] for row in relays]
    for row in campaign.translations.all():
        found |= {f"{part}_{row.language}": getattr(row, part) for part in ("title", "summary", "text")}
    return found


class TitleForm(forms.Form):
    title = forms.CharField(label=lazy("Titre"), max_length=200)


class ImageForm(forms.Form):
    upload = forms.FileField(label=lazy("Image"), required=False, help_text=lazy("PNG, JPEG ou WebP."))  # fmt: skip
    alt = forms.CharField(label=lazy("L’image, en mots"), max_length=200, help_text=lazy("Pour qui ne la voit pas."))


class MaterialForm(forms.Form):
    upload = forms.FileField(label=lazy("Fichier"), help_text=lazy("25 Mo au plus ; tout le monde pourra le prendre."))  # fmt: skip
    title = forms.CharField(label=lazy("Titre"), max_length=200)


class ReasonForm(forms.Form):
    reason = forms.CharField(label=lazy("Raison"), max_length=300)


class NoteForm(forms.Form):
    note = forms.CharField(label=lazy("Suite donnée"), max_length=300, required=False)


class CallForm(forms.Form):
    """What a campaign needs, until when."""

    kind = forms.ChoiceField(label=lazy("Geste"), choices=CallKind.choices)
    title = forms.CharField(label=lazy("Titre"), max_length=150)
    text = forms.CharField(label=lazy("Ce qu’il faut, et quand"), max_length=3000, widget=forms.Textarea(attrs=AREA))
    place = forms.CharField(label=lazy("Où"), required=False, max_length=150)
    wanted = forms.IntegerField(label=lazy("Personnes ou places cherchées"), required=False, min_value=1,
                                max_value=9999)  # fmt: skip
    until = forms.DateField(label=lazy("Répondre jusqu’au"), widget=NativeDate)
    purge_on = forms.DateField(label=lazy("Réponses effacées le"), widget=NativeDate,
                               help_text=lazy("C’est dit à qui répond, et tenu."))  # fmt: skip

    NAMES = ("kind", "title", "text", "place", "wanted", "until", "purge_on")

    def __init__(self, *args: Any, call: Call | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(call, name) for name in self.NAMES} if call else None
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("until") and data.get("purge_on") and data["purge_on"] <= data["until"]:
            self.add_error("purge_on", _("L’effacement suit le dernier jour où l’on répond."))
        return data
