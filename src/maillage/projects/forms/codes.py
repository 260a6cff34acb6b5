"""The codes of a project: sectors with shares, goals, markers, and what the profile lists."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.codelists import codelist
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.projects import words
from maillage.projects.enums import CodeKind
from maillage.projects.forms.fields import EMPTY, cells, share, shown_share
from maillage.projects.forms.parts import Values, kept, vocabularies
from maillage.projects.models import Code, Project


class CodesForm(forms.Form):
    """Sectors with their shares, goals, markers, then the profile's themes, axes, headings and populations."""

    sectors = RowsField(
        label=lazy("Secteurs"), read=cells, help_text=lazy("Les parts font cent pour cent dans chaque liste, ou restent vides."),
        cells=(Cell("list", lazy("Liste"), choices=lambda: [*EMPTY, *vocabularies("SectorVocabulary")]),
               Cell("code", lazy("Code"), longest=200), Cell("share", lazy("Part (%)"), longest=14)),
    )  # fmt: skip
    goals = forms.MultipleChoiceField(label=lazy("Objectifs de développement durable"), required=False,
                                      widget=forms.CheckboxSelectMultiple)  # fmt: skip
    tags = RowsField(
        label=lazy("Cibles et autres étiquettes"), read=cells, help_text=lazy("Une cible s’écrit 8.8."),
        cells=(Cell("list", lazy("Liste"), choices=lambda: [*EMPTY, *vocabularies("TagVocabulary")]),
               Cell("code", lazy("Code"), longest=200)),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        self.project = project
        self.rows = list(project.codes.all())
        goals = [
            row
            for row in self.rows
            if row.kind == CodeKind.GOAL and row.vocabulary == "2" and row.code in codelist("UNSDG-Goals").codes
        ]
        self.marked = {
            row.code: row for row in self.rows if row.kind == CodeKind.MARKER and row.vocabulary in ("", "1")
        }
        super().__init__(*args, initial={
            "sectors": [[row.vocabulary or "1", row.code, shown_share(row.percentage)] for row in self.of(CodeKind.SECTOR)],
            "goals": [row.code for row in goals],
            "tags": [[row.vocabulary, row.code] for row in self.of(CodeKind.GOAL) if row not in goals],
        }, **kwargs)  # fmt: skip
        self.fields["goals"].choices = [
            (code, f"{code}. {words.goal_label(code)}") for code in codelist("UNSDG-Goals").codes
        ]  # type: ignore[attr-defined]
        self.add_markers()
        for kind in words.PROFILE:
            self.add_kind(kind)

    def of(self, kind: CodeKind) -> list[Code]:
        return [row for row in self.rows if row.kind == kind]

    def add_markers(self) -> None:
        weights = [*EMPTY, *words.choices_of("PolicySignificance")]
        for code, name in words.choices_of("PolicyMarker"):
            row = self.marked.get(code)
            self.fields[f"marker_{code}"] = forms.ChoiceField(label=name, choices=weights, required=False,
                                                              initial=row.significance if row else "")  # fmt: skip

    def add_kind(self, kind: CodeKind) -> None:
        groups, chosen = words.profile_groups(kind), [row.code for row in self.of(kind)]
        choices: list[Any] = groups if groups and groups[0][0] else [pair for _group, pairs in groups for pair in pairs]
        lost = [(code, code) for code in chosen if code not in words.profile_names(kind)]
        if choices or lost:
            self.fields[kind.value] = forms.MultipleChoiceField(
                label=LABELS[kind],
                choices=[*choices, *lost],
                required=False,
                initial=chosen,
                widget=forms.CheckboxSelectMultiple,
            )

    def code(self, kind: CodeKind, vocabulary: str, code: str, **values: Any) -> Values:
        old = next((r for r in self.of(kind) if r.code == code and (r.vocabulary or "1") == (vocabulary or "1")), None)
        return kept(old, **values) if old else {"kind": kind, "vocabulary": vocabulary, "code": code, **values}

    def read(self, kind: CodeKind, listed: str, code: str, **values: Any) -> Values:
        code = code.split(" ")[0].rstrip(":–-") if (kind, listed) in words.LISTS else code
        name = words.LISTS.get((kind, listed))
        old = next((row for row in self.of(kind) if row.code == code), None)
        if not code or (name and code not in codelist(name).codes and not old):
            raise ValidationError(
                _("« %(code)s » n’est pas dans cette liste : cherchez-le par ses mots.") % {"code": code[:40]}
            )
        return self.code(kind, listed, code, **values)

    def clean_sectors(self) -> list[Values]:
        return [self.read(CodeKind.SECTOR, listed or "1", code, percentage=share(part))
                for listed, code, part in self.cleaned_data["sectors"]]  # fmt: skip

    def clean_tags(self) -> list[Values]:
        return [self.read(CodeKind.GOAL, listed or "3", code) for listed, code in self.cleaned_data["tags"]]

    def values(self) -> Values:
        data = self.cleaned_data
        rows = [*data["sectors"], *(self.code(CodeKind.GOAL, "2", code) for code in data["goals"]), *data["tags"]]
        for code, _name in words.choices_of("PolicyMarker"):
            if data.get(f"marker_{code}"):
                vocabulary = self.marked[code].vocabulary if code in self.marked else "1"
                rows.append(self.code(CodeKind.MARKER, vocabulary, code, significance=data[f"marker_{code}"]))
        rows += [kept(row) for row in self.of(CodeKind.MARKER) if row.vocabulary not in ("", "1")]
        for kind in words.PROFILE:
            rows += [self.code(kind, "", code) for code in data.get(kind.value, ())]
        return {"codes": rows}


LABELS = {
    CodeKind.THEME: lazy("Thèmes"), CodeKind.ATTENTION: lazy("Points d’attention"), CodeKind.AXIS: lazy("Axes"),
    CodeKind.HEADING: lazy("Rubriques des cadres et orientations"), CodeKind.POPULATION: lazy("Populations"),
}  # fmt: skip
