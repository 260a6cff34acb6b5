"""A project on its pages: what it is, in which words; its verbs."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.projects import words
from maillage.projects.actions.copies import CHOICES
from maillage.projects.enums import Level, ProjectState
from maillage.projects.forms.fields import EMPTY, TeamField, in_language, rewritten
from maillage.projects.models import Project
from maillage.ui.widgets import NativeDate

PLAIN = ("title", "language", "reference", "planned_start", "planned_end", "actual_start", "actual_end", "keeper")
KINDS = (("1", lazy("Le projet en général")), ("2", lazy("Ce qu’il veut changer")), ("3", lazy("Avec qui et pour qui")),
         ("4", lazy("Autre chose à savoir")))  # fmt: skip
MOST = 400


def parents(user: Any, level: str | None = None) -> list[tuple[str, str]]:
    """Nodes that may hold others: programmes first, then outcomes, then projects."""
    rows: list[Any] = []
    for one in (Level.PROGRAMME, Level.OUTCOME, Level.PROJECT):
        if level is None or one.may_hold(Level(level)):
            rows += Project.objects.visible_to(user).filter(level=one).only("title", "level", "reference")[:MOST]
    return [(str(row.pk), f"{row.get_level_display()} : {row.title}") for row in rows]


class ProjectForm(forms.Form):
    """What it is: a new one is placed in the tree at once."""

    title = forms.CharField(label=lazy("Titre"), max_length=500)
    level = forms.ChoiceField(label=lazy("Niveau"), choices=Level.choices, initial=Level.PROJECT)
    parent = forms.TypedChoiceField(label=lazy("Fait partie de"), required=False, empty_value=None, coerce=int)
    language = forms.ChoiceField(label=lazy("Langue dans laquelle il est écrit"))
    reference = forms.CharField(label=lazy("Votre référence"), max_length=60, required=False)
    planned_start = forms.DateField(label=lazy("Début prévu"), required=False, widget=NativeDate)
    planned_end = forms.DateField(label=lazy("Fin prévue"), required=False, widget=NativeDate)
    actual_start = forms.DateField(label=lazy("Début réel"), required=False, widget=NativeDate)
    actual_end = forms.DateField(label=lazy("Fin réelle"), required=False, widget=NativeDate)
    keeper = TeamField(label=lazy("Suivi par"))
    text = forms.CharField(
        label=lazy("En quelques phrases"), max_length=20_000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, user: Any, project: Project | None = None, under: str = "", **kwargs: Any) -> None:
        self.project, self.user = project, user
        initial: dict[str, Any] = {name: getattr(project, name) for name in PLAIN} if project else {}
        if project:
            initial["keeper"] = project.keeper_id
        super().__init__(*args, initial=initial or {"parent": under, "language": words.languages()[0][0]}, **kwargs)
        fields: Any = self.fields
        known = words.languages()
        if project and project.language not in dict(known):
            known = [*known, (project.language, project.language)]
        fields["language"].choices = known
        fields["keeper"].for_user(user, project.keeper if project else None)
        if project:
            for name in ("level", "parent", "text"):
                del fields[name]
        else:
            fields["parent"].choices = EMPTY + parents(user)
            for name in ("actual_start", "actual_end"):
                del fields[name]
            if (
                under.isdecimal()
                and len(under) < 19
                and (above := Project.objects.visible_to(user).filter(pk=int(under)).first())
            ):
                lower = [one for one in Level if Level(above.level).may_hold(one)]
                fields["level"].initial = lower[0] if lower else Level.LINE
                self.initial["level"] = fields["level"].initial

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for first, last in (("planned_start", "planned_end"), ("actual_start", "actual_end")):
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, _("La fin ne peut pas venir avant le début."))
        for name in ("actual_start", "actual_end"):
            if data.get(name) and data[name] > localdate():
                self.add_error(name, _("Écrivez une date passée ou d’aujourd’hui : le reste est prévu."))
        if (
            data.get("actual_end")
            and self.project
            and self.project.state not in (ProjectState.CLOSED, ProjectState.CANCELLED)
        ):
            self.add_error("actual_end", _("Ce projet n’est pas terminé : changez d’abord son état."))
        return data

    def values(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        text = data.pop("text", "")
        if self.project is None:
            parent = data.pop("parent", None)
            data["parent"] = Project.objects.visible_to(self.user).get(pk=parent) if parent else None
            if text:
                data["descriptions"] = [{"type": "1", "texts": [[data["language"], text]]}]
        return data


class WordsForm(forms.Form):
    """Title and descriptions in each language of the network; the other languages of a source stay as they are."""

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.project = project
        self.rows = list(project.descriptions.all())
        first: dict[str, Any] = {}
        for row in self.rows:
            first.setdefault(row.type or "1", row)
        self.first = {kind: first[kind] for kind, _label in KINDS if kind in first}
        languages = sorted(words.languages(), key=lambda pair: pair[0] != project.language)
        self.codes = [code for code, _name in languages]
        for code, name in languages:
            if code != project.language:
                self.fields[f"title_{code}"] = forms.CharField(
                    label=_("Titre en %(language)s") % {"language": name}, max_length=500, required=False,
                    initial=in_language(project.titles, code, project.language))  # fmt: skip
            for kind, label in KINDS:
                told = self.first[kind].texts if kind in self.first else []
                self.fields[f"text_{kind}_{code}"] = forms.CharField(
                    label=_("%(what)s, en %(language)s") % {"what": label, "language": name}, required=False, max_length=20_000,
                    initial=in_language(told, code, project.language),
                    widget=forms.Textarea(attrs={"rows": 5 if code == project.language else 3}))  # fmt: skip

    def values(self) -> dict[str, Any]:
        data, default = self.cleaned_data, self.project.language
        titles = {code: data[f"title_{code}"] for code in self.codes if f"title_{code}" in data}
        rows = []
        kept = {row.pk: kind for kind, row in self.first.items()}
        for row in self.rows:
            new = {code: data[f"text_{kept[row.pk]}_{code}"] for code in self.codes} if row.pk in kept else {}
            rows.append({"type": row.type, "texts": rewritten(row.texts, new, default)})
        for kind, _label in KINDS:
            if kind not in self.first:
                rows.append(
                    {
                        "type": kind,
                        "texts": [[c, data[f"text_{kind}_{c}"]] for c in self.codes if data[f"text_{kind}_{c}"]],
                    }
                )
        return {
            "titles": rewritten(self.project.titles, titles, default),
            "descriptions": [r for r in rows if r["texts"]],
        }


# Verbs


class StateForm(forms.Form):
    state = forms.ChoiceField(label=lazy("Nouvel état"), widget=forms.RadioSelect)
    on = forms.DateField(label=lazy("Depuis le"), widget=NativeDate, initial=localdate)
    note = forms.CharField(label=lazy("Pourquoi"), max_length=500, required=False)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        state = ProjectState(project.state)
        self.fields["state"].choices = [(s.value, s.label) for s in ProjectState if state.can_become(s)]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    parent = forms.TypedChoiceField(label=lazy("Fait partie de"), required=False, empty_value=None, coerce=int)
    level = forms.ChoiceField(label=lazy("Niveau"), choices=Level.choices)

    def __init__(self, *args: Any, user: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, initial={"parent": project.parent_id, "level": project.level}, **kwargs)
        self.user = user
        choices = [(pk, name) for pk, name in parents(user) if pk != str(project.pk)]
        self.fields["parent"].choices = EMPTY + choices  # type: ignore[attr-defined]

    def clean_parent(self) -> Project | None:
        pk = self.cleaned_data["parent"]
        return Project.objects.visible_to(self.user).filter(pk=pk).first() if pk else None


class ReasonForm(forms.Form):
    reason = forms.CharField(label=lazy("Pourquoi"), max_length=300)


class CopyForm(forms.Form):
    """What to take along of a project that is taken up again."""

    PARTS = {
        "descriptions": lazy("Les textes"), "participants": lazy("Qui y participe"), "places": lazy("Les lieux"),
        "codes": lazy("Secteurs, objectifs, thèmes et axes"), "calendar": lazy("Le calendrier, décalé"),
        "risks": lazy("Les risques"), "children": lazy("Ce qui se trouve dessous, de la même façon"),
    }  # fmt: skip
    title = forms.CharField(label=lazy("Titre du nouveau projet"), max_length=500)
    starts_on = forms.DateField(label=lazy("Début prévu"), required=False, widget=NativeDate,
                                help_text=lazy("Les autres dates suivent d’autant."))  # fmt: skip
    parts = forms.MultipleChoiceField(
        label=lazy("Ce que l’on reprend"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        start = project.planned_start
        later = start.replace(year=start.year + 1, day=min(start.day, 28)) if start else None
        initial = {"title": project.title, "parts": list(CHOICES[:4]), "starts_on": later}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["parts"].choices = list(self.PARTS.items())  # type: ignore[attr-defined]


class ImageForm(forms.Form):
    upload = forms.FileField(label=lazy("Image"), required=False, help_text=lazy("Photo ou dessin, PNG, JPEG ou WebP."))
    alt = forms.CharField(label=lazy("L’image, en mots"), max_length=200,
                          help_text=lazy("Ce que voit une personne qui ne la voit pas."))  # fmt: skip

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if "\x00" in (data.get("alt") or ""):
            raise ValidationError(_("Un signe invisible est interdit ici."))
        return data
