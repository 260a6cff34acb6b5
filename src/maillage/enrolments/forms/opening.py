"""What the team types to open enrolment: the rules, quotas, kinds of places, questions."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.activities.enums import Mode
from maillage.core.text import clean
from maillage.enrolments.enums import QuestionKind
from maillage.enrolments.forms.asked import answer_words
from maillage.enrolments.models import Opening, PlaceKind, Question, Quota
from maillage.enrolments.words import when
from maillage.ui.fields import RowsField

MOST = 100_000
FAR = 30  # days of the longest reminder
FIRST = ("size", "online_size", "closes_at")
GROUPS = (
    (lazy("Dates et approbation"), ("opens_at", "approval", "waiting_list", "answer_hours", "most_places")),
    (lazy("Ce qu’on demande à chaque personne"), ("ask_names", "ask_phone", "contribution", "contribution_note")),
    (lazy("Messages et données"), ("welcome", "remind_days", "purge_days")),
)


class NativeMoment(forms.DateTimeInput):
    """A day and an hour, with the browser's own picker."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class OpeningForm(forms.ModelForm):
    """Few choices first; the others behind « plus de choix »."""

    size = forms.IntegerField(label=lazy("Places sur place"), min_value=0, max_value=MOST, required=False,
                              help_text=lazy("Laissez vide s’il n’y a pas de limite."))  # fmt: skip
    online_size = forms.IntegerField(label=lazy("Places en ligne"), min_value=0, max_value=MOST, required=False,
                                     help_text=lazy("Laissez vide s’il n’y a pas de limite."))  # fmt: skip
    remind_days = forms.CharField(label=lazy("Rappels, jours avant chaque date"), required=False, max_length=40,
                                  help_text=lazy("Par exemple « 7, 1 » : une semaine avant et la veille. Vide : aucun."))  # fmt: skip

    class Meta:
        model = Opening
        fields = ("opens_at", "closes_at", "approval", "waiting_list", "answer_hours", "most_places", "ask_names",
                  "ask_phone", "contribution", "contribution_note", "welcome", "purge_days")  # fmt: skip
        widgets = {"opens_at": NativeMoment, "closes_at": NativeMoment,
                   "welcome": forms.Textarea(attrs={"rows": 4})}  # fmt: skip
        help_texts = {
            "closes_at": lazy("Laissez vide : ouvertes jusqu’au début de chaque date."),
            "opens_at": lazy("Laissez vide : dès maintenant."),
            "approval": lazy("Les places sont gardées jusqu’à votre réponse."),
            "answer_hours": lazy("Moins quand la date est proche."),
            "ask_names": lazy("Sinon, le nom de qui inscrit suffit."),
            "purge_days": lazy("Noms, courriels, réponses et besoins ; les nombres restent."),
            "welcome": lazy("Par exemple ce qu’il faut apporter."),
        }

    def __init__(self, *args: Any, modes: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        new = self.instance.pk is None
        if not new or "onsite" not in modes:
            del self.fields["size"]
        if not new or "online" not in modes:
            del self.fields["online_size"]
        self.fields["remind_days"].initial = ", ".join(map(str, self.instance.remind_days or ([] if not new else [1])))
        self.fields["purge_days"].max_value = 3650  # type: ignore[attr-defined]
        self.fields["contribution_note"].widget.attrs["placeholder"] = _("5, 10 ou 20 selon vos moyens")

    def first(self) -> list[Any]:
        return [self[name] for name in FIRST if name in self.fields]

    def groups(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS]

    def hidden_errors(self) -> bool:
        """Is there something to correct behind « plus de choix »?"""
        return any(name not in FIRST for name in self.errors)

    def clean_remind_days(self) -> list[int]:
        typed = self.cleaned_data["remind_days"].replace(";", ",").split(",")
        days = [part.strip() for part in typed if part.strip()]
        if not all(day.isdecimal() and len(day) < 3 and 0 < int(day) <= FAR for day in days) or len(days) > 5:
            raise ValidationError(_("Écrivez des nombres de jours séparés par des virgules, de 1 à 30 : « 7, 1 »."))
        return sorted({int(day) for day in days}, reverse=True)

    def clean_most_places(self) -> int:
        most: int = self.cleaned_data["most_places"]
        if not 1 <= most <= 50:
            raise ValidationError(_("De 1 à 50 places."))
        return most

    def clean_answer_hours(self) -> int:
        hours: int = self.cleaned_data["answer_hours"]
        if not 1 <= hours <= 720:
            raise ValidationError(_("De 1 à 720 heures."))
        return hours

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("opens_at"), data.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("La fermeture vient après l’ouverture."))
        return data

    def _post_clean(self) -> None:
        """The verb checks the row and saves it: the form never writes on it."""

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in ("size", "online_size")}


class QuotaForm(forms.Form):
    name = forms.CharField(label=lazy("Nom"), max_length=120, help_text=lazy("Par exemple « Grande salle »."))
    size = forms.IntegerField(label=lazy("Nombre de places"), min_value=0, max_value=MOST)
    session = forms.TypedChoiceField(label=lazy("Pour quelle date"), required=False, coerce=int, empty_value=None)
    kinds = RowsField(
        PlaceKind.objects.none(), label=lazy("Sortes de places qui y prennent"), widget=forms.CheckboxSelectMultiple,
        required=False, help_text=lazy("Plusieurs sortes peuvent se partager un contingent."),
    )  # fmt: skip

    def __init__(self, *args: Any, opening: Opening, quota: Quota | None = None, **kwargs: Any) -> None:
        initial = {"kinds": opening.kinds.all()} if quota is None else {
            "name": quota.name, "size": quota.size, "session": quota.session_id, "kinds": quota.kinds.all(),
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        sessions = opening.activity.sessions.filter(cancelled_at=None)
        fields: Any = self.fields
        fields["session"].choices = [("", _("Toutes les dates ensemble")), *((one.pk, when(one)) for one in sessions)]
        fields["kinds"].queryset = opening.kinds.all()

    def clean_name(self) -> str:
        return clean(self.cleaned_data["name"])


class SizeForm(forms.Form):
    size = forms.IntegerField(label=lazy("Places à chaque date"), min_value=0, max_value=MOST)


class KindForm(forms.ModelForm):
    quotas = RowsField(
        Quota.objects.none(), label=lazy("Contingents où elle prend"), widget=forms.CheckboxSelectMultiple, required=False,
        help_text=lazy("Une place prend dans chacun des contingents cochés (ceux de sa date, et ceux sans date). "
                       "Aucun : sans limite."),
    )  # fmt: skip

    class Meta:
        model = PlaceKind
        fields = ("name", "detail", "mode", "rank", "is_open")
        help_texts = {"detail": lazy("Par exemple « moins de 12 ans »."), "rank": lazy("1 en premier."),
                      "is_open": lazy("Décochez pour ne plus la proposer ; les places prises restent.")}  # fmt: skip

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["quotas"].queryset = opening.quotas.all()
        fields["quotas"].initial = self.instance.quotas.all() if self.instance.pk else []
        fields["mode"].choices = [(one.value, one.label) for one in (Mode.ONSITE, Mode.ONLINE)]

    def _post_clean(self) -> None:
        """The verb checks the row and saves it."""


class QuestionForm(forms.ModelForm):
    options = forms.CharField(label=lazy("Choix"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
                              help_text=lazy("Un par ligne, pour « un choix » ou « plusieurs choix »."))  # fmt: skip
    after_answer = forms.CharField(label=lazy("a pour réponse"), required=False, max_length=200,
                                   help_text=lazy("Écrite comme le choix ; « oui » ou « non ». Vide : toute réponse."))  # fmt: skip

    class Meta:
        model = Question
        fields = ("label", "help", "kind", "options", "required", "is_private", "after", "after_answer", "rank")
        help_texts = {
            "is_private": lazy("Montrée à l’équipe seule, jamais dans un résumé."),
            "rank": lazy("1 en premier."),
        }

    def __init__(self, *args: Any, opening: Opening, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        self.initial["options"] = "\n".join(self.instance.options or [])
        self.initial["after_answer"] = answer_words(self.instance.after_answer)
        fields["after"].queryset = opening.questions.exclude(pk=self.instance.pk)
        fields["after"].empty_label = _("Toujours posée")

    def clean_options(self) -> list[str]:
        typed = [clean(one)[:200] for one in self.cleaned_data["options"].split("\n")]
        return list(dict.fromkeys(one for one in typed if one))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = data.get("kind") in (QuestionKind.ONE, QuestionKind.SEVERAL)
        if chosen and len(data.get("options") or []) < 2:
            self.add_error("options", _("Écrivez au moins deux choix, un par ligne."))
        if not chosen:
            data["options"] = []
        parent, wanted = data.get("after"), clean(data.get("after_answer", ""))
        if parent is None:
            wanted = ""
        elif parent.kind == QuestionKind.YES_NO and wanted:
            wanted = {_("oui"): "yes", _("non"): "no", "yes": "yes", "no": "no"}.get(wanted.casefold(), "")
            if not wanted:
                self.add_error("after_answer", _("Écrivez « oui » ou « non »."))
        elif parent.options and wanted and wanted.casefold() not in {one.casefold() for one in parent.options}:
            self.add_error("after_answer", _("Ce n’est pas un des choix de cette question."))
        data["after_answer"] = wanted
        return data

    def _post_clean(self) -> None:
        """The verb checks the row and saves it."""


class WordForm(forms.Form):
    word = forms.CharField(label=lazy("Un mot à la personne"), required=False, max_length=300,
                           widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip

    def clean_word(self) -> str:
        return clean(self.cleaned_data["word"])
