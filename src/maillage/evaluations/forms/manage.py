"""What the team writes: questionnaires, their questions, an evaluation's days."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.activities.models import Activity
from maillage.evaluations import starters
from maillage.evaluations.enums import ItemKind, Moment
from maillage.evaluations.models import Item, Poll, Questionnaire
from maillage.network import current
from maillage.ui.fields import first_of
from maillage.ui.widgets import NativeDate

NAMES = {"fr": "Français", "en": "English", "es": "Español"}


def languages() -> list[tuple[str, str]]:
    return [(one.code, NAMES[one.code]) for one in current.profile().languages]


class StarterForm(forms.Form):
    """Take one of the questionnaires that come with the product."""

    code = forms.ChoiceField(label=_("Modèle"), widget=forms.RadioSelect)
    language = forms.ChoiceField(label=_("Langue"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].choices = [(one.code, one.name) for one in starters.STARTERS]  # type: ignore[attr-defined]
        self.fields["language"].choices = languages()  # type: ignore[attr-defined]


class QuestionnaireForm(forms.ModelForm):
    language = forms.ChoiceField(label=_("Langue"))

    class Meta:
        model = Questionnaire
        fields = ("name", "audience", "language", "intro", "is_active")
        widgets = {"intro": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = languages()  # type: ignore[attr-defined]


class ItemForm(forms.Form):
    """A question; its choices are written one a line."""

    label = forms.CharField(label=_("Question"), max_length=300)
    kind = forms.ChoiceField(label=_("Réponse"), choices=ItemKind.choices, widget=forms.RadioSelect)
    options = forms.CharField(
        label=_("Choix, un par ligne"), required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Seulement pour « Un choix » et « Plusieurs choix »."),
    )  # fmt: skip
    rank = forms.IntegerField(label=_("Ordre"), min_value=1, max_value=99)
    required = forms.BooleanField(label=_("Réponse obligatoire"), required=False)

    def __init__(self, *args: Any, item: Item | None, next_rank: int, **kwargs: Any) -> None:
        initial: dict[str, Any] = {"kind": ItemKind.SCALE, "rank": next_rank}
        if item:
            initial = {name: getattr(item, name) for name in ("label", "kind", "rank", "required")}
            initial["options"] = "\n".join(item.options)
        super().__init__(*args, initial=initial, **kwargs)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        lines = [" ".join(line.split())[:120] for line in (data.get("options") or "").splitlines()]
        options = list(dict.fromkeys(line for line in lines if line))
        if data.get("kind") in (ItemKind.ONE, ItemKind.SEVERAL):
            if not 2 <= len(options) <= 20:
                self.add_error("options", _("Écrivez de deux à vingt choix, un par ligne."))
        else:
            options = []
        return {**data, "options": options}


class PollForm(forms.Form):
    """An evaluation of an activity. Once open, its questionnaire and its moment stay."""

    activity = forms.ModelChoiceField(Activity.objects.none(), label=_("Activité"))
    questionnaire = forms.ModelChoiceField(Questionnaire.objects.none(), label=_("Questionnaire"))
    moment = forms.ChoiceField(label=_("Quand la remplit-on ?"), choices=Moment.choices, initial=Moment.AFTER,
                               widget=forms.RadioSelect)  # fmt: skip
    opens_on = forms.DateField(label=_("Ouverte le"), widget=NativeDate, initial=localdate)
    closes_on = forms.DateField(label=_("Jusqu’au"), widget=NativeDate, required=False)
    invite = forms.BooleanField(
        label=_("Écrire aux personnes venues, le lendemain"), required=False,
        help_text=_("À celles qui se sont inscrites avec un courriel et qui ont été pointées à l’arrivée."),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, poll: Poll | None = None, **kwargs: Any) -> None:
        if poll:
            kwargs["initial"] = {name: getattr(poll, name) for name in ("opens_on", "closes_on", "invite")}
        super().__init__(*args, **kwargs)
        if poll:
            for name in ("activity", "questionnaire", "moment"):
                del self.fields[name]
        else:
            fields: Any = self.fields
            standing = Activity.objects.visible_to(user).filter(cancelled_at=None)
            fields["activity"].queryset = first_of(standing.order_by("-starts_at"), 2000)
            fields["questionnaire"].queryset = Questionnaire.objects.visible_to(user).filter(is_active=True)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        opens, closes = data.get("opens_on"), data.get("closes_on")
        if opens and closes and closes < opens:
            raise ValidationError({"closes_on": _("La fin vient après l’ouverture.")})
        return data
