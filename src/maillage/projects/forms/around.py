"""Calendar, risks, parts of authorities, notes, documents, ties."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.projects import words
from maillage.projects.enums import BondKind, Grade, RiskState, Stage
from maillage.projects.forms.fields import OrganisationField, TeamField
from maillage.projects.models import Project
from maillage.ui.widgets import NativeDate


class RowForm(forms.Form):
    """A form filled from a row: `FIELDS` are its columns."""

    FIELDS: tuple[str, ...] = ()

    def __init__(self, *args: Any, user: Any, row: Any = None, **kwargs: Any) -> None:
        self.user, self.row = user, row
        initial = {name: getattr(row, name) for name in self.FIELDS} if row else {}
        initial |= {name: value.pk for name, value in initial.items() if name == "owner" and value}
        initial |= {
            name: value.name for name, value in initial.items() if name in ("organisation", "here", "there") and value
        }
        initial |= kwargs.pop("initial", None) or {}
        super().__init__(*args, initial=initial, **kwargs)
        for field in self.fields.values():
            if isinstance(field, TeamField):
                field.for_user(user, getattr(row, "owner", None))
            if isinstance(field, OrganisationField):
                field.user = user


class MilestoneForm(RowForm):
    FIELDS = ("title", "due_on", "reached_on", "owner", "is_public")

    title = forms.CharField(label=lazy("Étape"), max_length=200)
    due_on = forms.DateField(label=lazy("Prévue le"), widget=NativeDate)
    reached_on = forms.DateField(label=lazy("Atteinte le"), widget=NativeDate, required=False)
    owner = TeamField(label=lazy("Suivie par"))
    is_public = forms.BooleanField(label=lazy("Visible par tout le monde"), required=False, initial=True)


class ReachedForm(forms.Form):
    on = forms.DateField(label=lazy("Atteinte le"), widget=NativeDate, initial=localdate)


class RiskForm(RowForm):
    FIELDS = ("title", "likelihood", "impact", "measure", "state", "review_on", "closed_on", "owner")

    title = forms.CharField(label=lazy("Ce qui peut arriver"), max_length=300)
    likelihood = forms.TypedChoiceField(label=lazy("Probabilité"), choices=Grade.choices, coerce=int, initial=Grade.MIDDLE,
                                        widget=forms.RadioSelect)  # fmt: skip
    impact = forms.TypedChoiceField(label=lazy("Gravité"), choices=Grade.choices, coerce=int, initial=Grade.MIDDLE,
                                    widget=forms.RadioSelect)  # fmt: skip
    measure = forms.CharField(label=lazy("Ce que nous faisons"), max_length=2_000, required=False,
                              widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    owner = TeamField(label=lazy("Qui veille"))
    review_on = forms.DateField(label=lazy("À revoir le"), widget=NativeDate, required=False)
    state = forms.ChoiceField(label=lazy("État"), choices=RiskState.choices, initial=RiskState.OPEN)
    closed_on = forms.DateField(label=lazy("Écarté le"), widget=NativeDate, required=False)


class AuthorityForm(RowForm):
    FIELDS = ("organisation", "stage", "what", "on")

    organisation = OrganisationField(
        label=lazy("Collectivité"), max_length=300, help_text=lazy("Son nom dans l’annuaire.")
    )
    stage = forms.ChoiceField(label=lazy("Moment du projet"), choices=Stage.choices)
    what = forms.CharField(label=lazy("Ce qu’elle a fait"), max_length=400)
    on = forms.DateField(label=lazy("Le"), widget=NativeDate, required=False)


class NoteForm(forms.Form):
    on = forms.DateField(label=lazy("Le"), widget=NativeDate, initial=localdate)
    text = forms.CharField(label=lazy("Note"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 5}))


class DocumentForm(forms.Form):
    """A file, or the address of one that is elsewhere."""

    title = forms.CharField(label=lazy("Titre"), max_length=200)
    upload = forms.FileField(label=lazy("Fichier"), required=False)
    url = forms.URLField(label=lazy("Ou son adresse"), max_length=1000, required=False, assume_scheme="https")
    category = forms.ChoiceField(label=lazy("Ce que c’est"), required=False)
    language = forms.ChoiceField(label=lazy("Langue"), required=False)
    dated_on = forms.DateField(label=lazy("Daté du"), widget=NativeDate, required=False)
    public = forms.BooleanField(label=lazy("Visible par tout le monde"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["category"].choices = [("", "–"), *words.choices_of("DocumentCategory")]
        fields["language"].choices = [("", "–"), *words.languages()]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and bool(data.get("upload")) == bool(data.get("url")):
            raise ValidationError(_("Joignez un fichier, ou écrivez une adresse : l’un des deux."))
        return data

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        category, language = data.pop("category"), data.pop("language")
        return {**data, "categories": [category] if category else [], "languages": [language] if language else []}


class BondForm(RowForm):
    FIELDS = ("here", "there", "kind", "what", "country", "project", "since", "until", "is_public")

    here = OrganisationField(label=lazy("Ici"), max_length=300, help_text=lazy("Son nom dans l’annuaire."))
    there = OrganisationField(label=lazy("Là-bas"), max_length=300)
    kind = forms.ChoiceField(label=lazy("Lien"), choices=BondKind.choices)
    what = forms.CharField(label=lazy("Ce qui les lie"), max_length=400, required=False)
    country = forms.ChoiceField(
        label=lazy("Pays de là-bas, sur la carte"), required=False,
        help_text=lazy("Montré à tout le monde avec le lien ; vide : celui de l’organisation, si sa page le montre."),
    )  # fmt: skip
    project = forms.ModelChoiceField(Project.objects.none(), label=lazy("Projet"), required=False)
    since = forms.DateField(label=lazy("Depuis le"), widget=NativeDate, required=False)
    until = forms.DateField(label=lazy("Jusqu’au"), widget=NativeDate, required=False)
    is_public = forms.BooleanField(label=lazy("Visible par tout le monde"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = Project.objects.visible_to(self.user).filter(level="project")
        self.fields["project"].queryset = shown  # type: ignore[attr-defined]
        self.fields["country"].choices = [("", "–"), *words.country_groups()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.row and self.row.project_id and not data.get("project"):
            shown = self.fields["project"].queryset.filter(pk=self.row.project_id).exists()  # type: ignore[attr-defined]
            data["project"] = None if shown else self.row.project  # one that this person does not see stays
        if data.get("since") and data.get("until") and data["until"] < data["since"]:
            self.add_error("until", _("La fin ne peut pas venir avant le début."))
        if data.get("here") and data.get("here") == data.get("there"):
            self.add_error("there", _("Choisissez deux organisations différentes."))
        return data
