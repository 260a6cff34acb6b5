"""Forms of questions: what is put to the vote, its rule, its hours; the key, the end, the reasons."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.ballots import words
from maillage.ballots.enums_votes import Method, Secrecy, UseRoute
from maillage.ballots.models import Question
from maillage.ballots.rules import KINDS, rule_for

LOCAL = "%Y-%m-%dT%H:%M"


def moment(label: Any, **options: Any) -> forms.DateTimeField:
    return forms.DateTimeField(label=label, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
                               input_formats=[LOCAL, "%Y-%m-%d %H:%M"], **options)  # fmt: skip


class QuestionForm(forms.Form):
    """A question: `values()` are those of `questions.draft`."""

    title = forms.CharField(label=lazy("Question"), max_length=300)
    text = forms.CharField(label=lazy("Texte mis aux voix"), widget=forms.Textarea(attrs={"rows": 6}), required=False,
                           max_length=20000)  # fmt: skip
    method = forms.ChoiceField(label=lazy("Mode de scrutin"), choices=Method.choices)
    options = forms.CharField(
        label=lazy("Choix, un par ligne"),
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        max_length=20000,
        help_text=lazy("Candidatures, listes ou possibilités. Rien pour « pour, contre, abstention »."),
    )
    seats = forms.IntegerField(label=lazy("Sièges à pourvoir"), min_value=1, max_value=200, initial=1)
    kind = forms.ChoiceField(label=lazy("Sorte de décision"), choices=list(KINDS.items()))
    chair = forms.BooleanField(label=lazy("À égalité, la présidence a voix prépondérante"), required=False)
    secrecy = forms.ChoiceField(label=lazy("Forme du vote"), choices=Secrecy.choices)
    paper_too = forms.BooleanField(label=lazy("Des bulletins de papier à côté"), required=False)
    elects_persons = forms.BooleanField(label=lazy("Élit des personnes"), required=False)
    remote = forms.BooleanField(label=lazy("On peut voter hors de la salle"), required=False)
    in_room = forms.BooleanField(label=lazy("Réservé aux personnes présentes"), required=False)
    opens_at = moment(lazy("Ouvre de lui-même le"), required=False)
    closes_at = moment(lazy("Ferme de lui-même le"), required=False)
    remind_hours = forms.IntegerField(
        label=lazy("Rappel, heures avant la fin"), min_value=1, max_value=720, required=False
    )

    @classmethod
    def initial_of(cls, question: Question) -> dict[str, Any]:
        names = ("title", "text", "method", "seats", "secrecy", "paper_too", "elects_persons", "remote", "in_room",
                 "opens_at", "closes_at", "remind_hours")  # fmt: skip
        labels = "\n".join(one.label for one in question.options.all())
        return {name: getattr(question, name) for name in names} | {
            "options": labels, "kind": question.rule.get("kind", "ordinary"), "chair": question.rule.get("tie") == "chair",
        }  # fmt: skip

    def values(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        rule = rule_for(said.pop("kind"))
        rule["tie"] = "chair" if said.pop("chair") else "falls"
        said["options"] = [line.strip() for line in said["options"].splitlines() if line.strip()]
        return said | {"rule": rule}


class ExtendForm(forms.Form):
    closes_at = moment(lazy("Nouvelle fin"))
    reason = forms.CharField(label=lazy("Raison"), max_length=500)

    def clean_closes_at(self) -> Any:
        value = self.cleaned_data["closes_at"]
        if value > now() + timedelta(days=400):
            raise ValidationError(_("Un vote dure un an au plus."))
        return value


class CloseForm(forms.Form):
    """Before the end that was announced, why."""

    reason = forms.CharField(label=lazy("Raison de clore avant la fin annoncée"), max_length=500)

    def __init__(self, *args: Any, early: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not early:
            del self.fields["reason"]


class CancelForm(forms.Form):
    reason = forms.CharField(label=lazy("Raison, que tout le monde lira"), max_length=500)


class KeyForm(forms.Form):
    passphrase = forms.CharField(
        label=lazy("Phrase de passe"),
        required=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=lazy("Elle ouvrira l’urne elle aussi ; 12 caractères au moins."),
    )


class CodeForm(forms.Form):
    code = forms.CharField(label=lazy("Code de secours"), max_length=200, widget=forms.TextInput(attrs={
        "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}))  # fmt: skip


class ChairForm(forms.Form):
    choice = forms.ChoiceField(label=lazy("Voix de la présidence"), choices=[("yes", lazy("Pour")), ("no", lazy("Contre"))],
                               widget=forms.RadioSelect)  # fmt: skip


class WithdrawForm(forms.Form):
    option = forms.ModelChoiceField(label=lazy("Qui se retire"), queryset=None)  # type: ignore[var-annotated]

    def __init__(self, question: Question, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["option"].queryset = question.options.filter(withdrawn_at=None)  # type: ignore[attr-defined]


class RightField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A right, by the name that this reader may read; the voices of one member are told apart."""

    reader: Any = None

    def label_from_instance(self, obj: Any) -> str:
        name = words.holder(obj, self.reader)
        said = [_("voix nº %(n)s") % {"n": obj.seat}] if obj.member_id else []
        carrier = words.carrier(obj, self.reader)
        said += [carrier] if carrier not in ("", name) else []
        return f"{name} ({', '.join(said)})" if said else name


class PaperForm(forms.Form):
    """To whom a ballot is handed: the rights that have not voted; `back`: from whom it is taken back."""

    right = RightField(label=lazy("À qui le bulletin est remis"), queryset=None)

    def __init__(self, question: Question, reader: Any, *args: Any, back: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        rights = question.roll.rights.select_related(*words.BESIDE)
        handed = {"uses__question": question, "uses__route": UseRoute.PAPER}
        asked: Any = self.fields["right"]
        asked.reader = reader
        asked.queryset = rights.filter(**handed) if back else rights.active().exclude(uses__question=question)
        if back:
            asked.label = _("De qui le bulletin est repris")


class TotalsForm(forms.Form):
    """A teller's sheet of a yes/no vote."""

    yes = forms.IntegerField(label=lazy("Pour"), min_value=0, initial=0)
    no = forms.IntegerField(label=lazy("Contre"), min_value=0, initial=0)
    abstain = forms.IntegerField(label=lazy("Abstention"), min_value=0, initial=0)
    blank = forms.IntegerField(label=lazy("Blanc"), min_value=0, initial=0)
    invalid = forms.IntegerField(label=lazy("Nul"), min_value=0, initial=0)


class LinesForm(forms.Form):
    """A teller's sheet of ballots, a line each."""

    lines = forms.CharField(label=lazy("Bulletins"), widget=forms.Textarea(attrs={"rows": 10}), required=False,
                            max_length=200000)  # fmt: skip
    invalid = forms.IntegerField(label=lazy("Nul"), min_value=0, initial=0)
