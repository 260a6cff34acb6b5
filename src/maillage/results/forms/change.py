"""Transformations, observations, causes, scores, notes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core import territories
from maillage.core import text as texts
from maillage.organisations.models import Organisation
from maillage.projects.models import Project
from maillage.results import words
from maillage.results.enums import Direction, Verdict
from maillage.results.forms.common import add_narratives, read_narratives
from maillage.results.models import CapitalisationNote, Cause, Result, ResultUse, Score, Transformation
from maillage.ui.fields import RowsField
from maillage.ui.widgets import NativeDate

AREA = {"rows": 5}


def countries() -> list[tuple[str, str]]:
    return [("", "–"), *territories.countries(words.lang())]


class TransformationForm(forms.Form):
    """What changed, for whom, where, since when, which way; who says so."""

    for_whom = forms.CharField(label=lazy("Pour qui"), max_length=300)
    since = forms.DateField(label=lazy("Depuis"), widget=NativeDate)
    direction = forms.ChoiceField(label=lazy("Dans quel sens"), choices=Direction.choices, widget=forms.RadioSelect,
                                  initial=Direction.FORWARD,
                                  help_text=lazy("Un recul se raconte aussi : on apprend de lui."))  # fmt: skip
    country = forms.ChoiceField(label=lazy("Pays"), required=False)
    place = forms.CharField(label=lazy("Où, plus précisément"), max_length=200, required=False)
    theme = forms.ChoiceField(label=lazy("Thème"), required=False)
    result = forms.ModelChoiceField(label=lazy("Résultat visé"), queryset=Result.objects.none(), required=False)
    cause = forms.ModelChoiceField(
        label=lazy("Cause structurelle touchée"), queryset=Cause.objects.none(), required=False
    )
    organisation = forms.ModelChoiceField(label=lazy("Partenaire qui le dit"), queryset=Organisation.objects.none(),
                                          required=False)  # fmt: skip
    said_by = forms.CharField(label=lazy("Qui le dit, en mots"), max_length=200, required=False,
                              help_text=lazy("Une fonction plutôt qu’un nom : tout le monde le lira."))  # fmt: skip
    is_public = forms.BooleanField(label=lazy("Visible par tout le monde une fois validée"), required=False)
    NAMES = ("for_whom", "since", "direction", "country", "place", "theme", "result", "cause", "organisation", "said_by",
             "is_public")  # fmt: skip

    def __init__(
        self, *args: Any, project: Project, user: Any, row: Transformation | None = None, **kwargs: Any
    ) -> None:
        self.row = row
        initial = {name: getattr(row, name) for name in self.NAMES} if row else None
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        fields["country"].choices = countries()
        fields["theme"].choices = [("", "–"), *words.themes()]
        fields["result"].queryset = Result.objects.of(project)
        fields["cause"].queryset = Cause.objects.all()
        seen = Organisation.objects.visible_to(user).filter(project_parts__project=project.pk).distinct()
        fields["organisation"].queryset = seen
        if row and row.organisation_id and not seen.filter(pk=row.organisation_id).exists():
            del self.fields["organisation"]  # one that this person does not see: it stays
        for name, label, most, long in (("titles", _("Ce qui a changé"), 300, False), ("stories", _("Le récit"), 10_000, True),
                                        ("contributions", _("Notre part"), 3_000, True)):  # fmt: skip
            add_narratives(self, name, label, getattr(row, name) if row else [], long=long, most=most)
        self.order_fields([name for name in self.fields if name.startswith("titles")])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.cleaned_data = data
        for name in ("titles", "stories", "contributions"):
            data[name] = read_narratives(self, name, getattr(self.row, name) if self.row else [])
        if not data["titles"]:
            raise ValidationError(_("Dites ce qui a changé, dans une langue au moins."))
        for name in ("for_whom", "place", "said_by"):
            data[name] = texts.clean(data.get(name) or "")
        return data


class AnswerForm(forms.Form):
    """What the partner says of it."""

    agrees = forms.ChoiceField(label=lazy("Le partenaire reconnaît ce changement"), widget=forms.RadioSelect,
                               choices=[("1", lazy("Oui")), ("0", lazy("Non"))])  # fmt: skip
    words = forms.CharField(label=lazy("Ce que dit le partenaire"), max_length=1_000, required=False,
                            widget=forms.Textarea(attrs=AREA))  # fmt: skip
    on = forms.DateField(label=lazy("Le"), widget=NativeDate, initial=localdate)

    def clean_agrees(self) -> bool:
        return bool(self.cleaned_data["agrees"] == "1")


class ObservationForm(forms.Form):
    """One came back to see."""

    on = forms.DateField(label=lazy("Vu le"), widget=NativeDate, initial=localdate)
    verdict = forms.ChoiceField(label=lazy("Ce changement"), choices=Verdict.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=lazy("Ce que l’on voit"), max_length=3_000, required=False, widget=forms.Textarea(attrs=AREA)
    )
    language = forms.ChoiceField(label=lazy("Langue de ce texte"))
    seen_by = forms.CharField(label=lazy("Vu par"), max_length=200, required=False,
                              help_text=lazy("Une fonction plutôt qu’un nom : tout le monde le lira."))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["language"].choices = words.languages()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["words"] = [[data.pop("language", "fr"), data.get("words") or ""]] if data.get("words") else []
        data.pop("language", None)
        return data


class CauseForm(forms.Form):
    theme = forms.ChoiceField(label=lazy("Thème"), required=False)
    why = forms.CharField(label=lazy("En quoi elle est structurelle"), max_length=2_000, required=False,
                          widget=forms.Textarea(attrs=AREA))  # fmt: skip

    def __init__(self, *args: Any, cause: Cause | None = None, **kwargs: Any) -> None:
        self.cause = cause
        super().__init__(*args, initial={"theme": cause.theme, "why": cause.why} if cause else None, **kwargs)
        fields: Any = self.fields
        fields["theme"].choices = [("", "–"), *words.themes()]
        add_narratives(self, "names", _("Cause"), cause.names if cause else [], most=200)
        self.order_fields([name for name in self.fields if name.startswith("names")])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.cleaned_data = data
        data["names"] = read_narratives(self, "names", self.cause.names if self.cause else [])
        if not data["names"]:
            raise ValidationError(_("Nommez la cause, dans une langue au moins."))
        return data


class ScoreForm(forms.Form):
    """How an outcome went in a year, and what it taught."""

    result = forms.ModelChoiceField(label=lazy("Effet visé"), queryset=Result.objects.none())
    year = forms.IntegerField(label=lazy("Année"), min_value=1990, max_value=2200)
    grade = forms.TypedChoiceField(label=lazy("Score"), coerce=int, widget=forms.RadioSelect)
    why = forms.CharField(label=lazy("Pourquoi ce score"), max_length=3_000, widget=forms.Textarea(attrs=AREA))
    lesson = forms.CharField(label=lazy("Leçon tirée"), max_length=3_000, widget=forms.Textarea(attrs=AREA))
    next_steps = forms.CharField(label=lazy("Ce que nous changeons"), max_length=2_000, required=False,
                                 widget=forms.Textarea(attrs=AREA))  # fmt: skip

    def __init__(self, *args: Any, project: Project, row: Score | None = None, **kwargs: Any) -> None:
        initial = dict(kwargs.pop("initial", None) or {})
        if row:
            initial |= {name: getattr(row, name) for name in ("result", "year", "grade", "why", "lesson", "next_steps")}
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        fields["result"].queryset = Result.objects.of(project).filter(type__in=["2", "3"])
        fields["grade"].choices = words.grades()


class NoteForm(forms.Form):
    """What several projects taught."""

    title = forms.CharField(label=lazy("Titre"), max_length=200)
    summary = forms.CharField(label=lazy("En une phrase"), max_length=300, required=False)
    text = forms.CharField(
        label=lazy("Texte"), max_length=30_000, required=False, widget=forms.Textarea(attrs={"rows": 14})
    )
    language = forms.ChoiceField(label=lazy("Langue de ce texte"))
    theme = forms.ChoiceField(label=lazy("Thème"), required=False)
    other_themes = forms.MultipleChoiceField(
        label=lazy("Autres thèmes"), required=False, widget=forms.CheckboxSelectMultiple
    )
    projects = RowsField(label=lazy("Projets dont elle part"), queryset=Project.objects.none(), required=False)
    NAMES = ("title", "summary", "text", "language", "theme", "other_themes")

    def __init__(self, *args: Any, user: Any, row: CapitalisationNote | None = None, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in self.NAMES} if row else None
        seen = Project.objects.visible_to(user).filter(Exists(ResultUse.objects.filter(project=OuterRef("pk"))))
        if row and initial is not None:
            initial["projects"] = list(row.projects.filter(pk__in=seen.values("pk")))
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        fields["language"].choices = words.languages()
        fields["theme"].choices = [("", "–"), *words.themes()]
        fields["other_themes"].choices = words.themes()
        fields["projects"].queryset = seen

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["text"] = texts.clean(data.get("text") or "", multiline=True)
        data["other_themes"] = [code for code in data.get("other_themes", ()) if code != data.get("theme")]
        return data
