"""The sheets that the partner or the team fills, what asks for them, the grid itself."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core import text as texts
from maillage.core.narratives import said
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.partnerships import capacity, words
from maillage.partnerships.actions import Answers
from maillage.partnerships.enums import Direction, Score, Source
from maillage.partnerships.forms.fields import area, day_field
from maillage.partnerships.models import Assessment, AssessmentQuestion, QuestionSet

BY_HAND = [(one.value, one.label) for one in (Source.PAPER, Source.TALK)]


class SheetForm(forms.Form):
    """One page, no account, no script: for each question a score, or none, and a few words."""

    def __init__(self, *args: Any, questions: Iterable[AssessmentQuestion], direction: str, initial_: dict[str, Any] | None = None,
                 **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, initial=initial_, **kwargs)
        self.questions = list(questions)
        for number, one in enumerate(self.questions, 1):
            label = f"{number}. {one.words(direction, words.lang())}"
            self.fields[f"s{one.pk}"] = forms.TypedChoiceField(
                label=label, required=False, choices=Score.choices, coerce=int, empty_value=None, widget=forms.RadioSelect)  # fmt: skip
            self.fields[f"w{one.pk}"] = forms.CharField(label=_("En quelques mots"), required=False, max_length=1_000)
        self.fields["words"] = forms.CharField(
            label=_("Ce que vous voulez ajouter"), required=False, max_length=5_000, widget=area()
        )
        self.fields["name"] = forms.CharField(label=_("Qui répond"), max_length=200, required=False,
                                              help_text=_("Votre nom et votre fonction, ou « l’équipe »."))  # fmt: skip

    def answers(self) -> Answers:
        data = self.cleaned_data
        scores = {one.pk: (data[f"s{one.pk}"], texts.clean(data[f"w{one.pk}"])) for one in self.questions}
        return Answers(scores=scores, name=data["name"], words=data["words"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(
            value not in (None, "") for name, value in data.items() if name not in ("name", "source")
        ):
            raise ValidationError(_("Donnez au moins une note ou quelques mots."))
        return data


class TypedSheetForm(SheetForm):
    """The same, typed by the team from paper or from a talk."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"] = forms.ChoiceField(label=_("Comment la réponse est venue"), choices=BY_HAND)


def given(row: Assessment) -> dict[str, Any]:
    """What was answered, to be corrected."""
    found: dict[str, Any] = {"name": row.answered_by, "words": row.words, "source": row.source or Source.PAPER}
    for one in row.answers.all():
        found |= {f"s{one.question_id}": one.score, f"w{one.question_id}": one.words}
    return found


class AskForm(forms.Form):
    year = forms.IntegerField(label=lazy("Année évaluée"), min_value=1950, max_value=2200)
    due_on = day_field(lazy("Réponse attendue le"), required=False, help_text=lazy("Sans date : dans quatre semaines."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"year": localdate().year}, **kwargs)

    def clean_due_on(self) -> date | None:
        day: date | None = self.cleaned_data["due_on"]
        if day and day < localdate():
            raise ValidationError(_("Choisissez un jour à venir."))
        return day


class OpenForm(forms.Form):
    direction = forms.ChoiceField(label=lazy("Qui évalue"), choices=Direction.choices, widget=forms.RadioSelect,
                                  initial=Direction.BY_NETWORK)  # fmt: skip
    year = forms.IntegerField(label=lazy("Année évaluée"), min_value=1950, max_value=2200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"year": localdate().year, "direction": Direction.BY_NETWORK}, **kwargs)


class DueForm(forms.Form):
    due_on = day_field(lazy("Réponse attendue le"), required=False, help_text=lazy("Sans date : dans quatre semaines."))


class CapacityForm(forms.Form):
    """A level in each domain, and what shows it."""

    def __init__(self, *args: Any, before: dict[str, int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for domain, label in capacity.DOMAINS.items():
            last = (before or {}).get(domain)
            self.fields[f"l_{domain}"] = forms.TypedChoiceField(
                label=label, required=False, choices=list(capacity.LEVELS.items()), coerce=int, empty_value=None, widget=forms.RadioSelect,
                help_text=_("La dernière fois : %(level)s") % {"level": capacity.LEVELS[last]} if last else "")  # fmt: skip
            self.fields[f"w_{domain}"] = forms.CharField(label=_("Ce qui le montre"), required=False, max_length=500)
        self.fields["words"] = forms.CharField(
            label=_("Ce que vous voulez ajouter"), required=False, max_length=5_000, widget=area()
        )
        self.fields["name"] = forms.CharField(label=_("Qui répond"), max_length=200, required=False)

    def levels(self) -> dict[str, tuple[int, str]]:
        data = self.cleaned_data
        return {
            domain: (data[f"l_{domain}"], texts.clean(data[f"w_{domain}"]))
            for domain in capacity.DOMAINS
            if data[f"l_{domain}"]
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(f"l_{domain}") for domain in capacity.DOMAINS):
            raise ValidationError(_("Donnez un niveau dans un domaine au moins."))
        return data


class TypedCapacityForm(CapacityForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"] = day_field(_("Évaluée le"), initial=localdate)
        self.fields["source"] = forms.ChoiceField(label=_("Comment la réponse est venue"), choices=BY_HAND)


def read_question(row: list[str]) -> dict[str, Any]:
    cells = [texts.clean(cell) for cell in row]
    if not all(cells[1:]):
        raise ValidationError(_("Écrivez la question des deux côtés."))
    return {"code": cells[0][:40], "partner": cells[1], "network": cells[2]}


class GridForm(forms.Form):
    """The questions, in the network's first language; translations are kept where a question did not change."""

    title = forms.CharField(label=lazy("Titre"), max_length=200)
    note = forms.CharField(label=lazy("Ce qui change, et pourquoi"), max_length=500, required=False)
    questions = RowsField(
        label=lazy("Questions, dans l’ordre"), read=read_question,
        help_text=lazy("Gardez le code d’une question pour la comparer d’une année à l’autre ; laissez-le vide pour une nouvelle."),
        cells=(Cell("code", lazy("Code"), longest=40), Cell("partner", lazy("Posée au partenaire"), longest=500),
               Cell("network", lazy("Posée au réseau"), longest=500)),
    )  # fmt: skip

    def __init__(self, *args: Any, grid: QuestionSet, **kwargs: Any) -> None:
        self.grid = grid
        self.language = words.languages()[0][0]
        rows = [
            [one.code, said(one.for_partner, self.language), said(one.for_network, self.language)]
            for one in grid.questions.all()
        ]
        super().__init__(*args, initial={"title": grid.title, "note": grid.note, "questions": rows}, **kwargs)

    def clean_questions(self) -> list[dict[str, Any]]:
        there = {one.code: one for one in self.grid.questions.all()}
        found, codes = [], set()
        for row in self.cleaned_data["questions"]:
            code = row["code"]
            if code and code in codes:
                raise ValidationError(_("Le code « %(code)s » est écrit deux fois.") % {"code": code})
            codes.add(code)
            former = there.get(code)
            found.append({"code": code, "for_partner": self.told(former and former.for_partner, row["partner"]),
                          "for_network": self.told(former and former.for_network, row["network"])})  # fmt: skip
        if not found:
            raise ValidationError(_("Écrivez au moins une question, dans les deux sens."))
        return found

    def told(self, before: Any, text: str) -> list[list[str]]:
        """The same words keep their translations; other words are in the network's language alone."""
        if before and said(before, self.language) == text:
            return list(before)
        return [[self.language, text]]
