"""What is asked for the minutes and the register."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.assemblies.models import Assembly, Attendance
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question
from maillage.bodies.models import Body
from maillage.minutes import votes_said
from maillage.minutes.actions.minutes import HELD
from maillage.minutes.enums import FollowState, LinkKind, Signing, Standing
from maillage.minutes.models import Minutes, Resolution
from maillage.organisations.models import Person
from maillage.ui.fields import first_of
from maillage.ui.widgets import NativeDate


class MinutesForm(forms.Form):
    """One text area for each section: people's words beside the house's facts."""

    note = forms.CharField(label=_("Ce qui change dans cette version"), max_length=300, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, minutes: Minutes) -> None:
        super().__init__(data)
        self.facts: dict[str, Any] = {}
        for at, section in enumerate(minutes.text.sections):
            name = f"s{at}"
            self.fields[name] = forms.CharField(
                label=section["title"], required=False, max_length=50_000, initial=section["text"],
                widget=forms.Textarea(attrs={"rows": 4}),
            )  # fmt: skip
            self.facts[name] = section
        self.order_fields([*self.facts, "note"])

    def rows(self) -> list[tuple[dict[str, Any], Any]]:
        """(section, field) in order, for the page."""
        return [(section, self[name]) for name, section in self.facts.items()]

    def texts(self) -> dict[str, str]:
        return {section["key"]: self.cleaned_data[name] for name, section in self.facts.items()}


class AdoptForm(forms.Form):
    on = forms.DateField(label=_("Adopté le"), widget=NativeDate, initial=localdate)
    at = forms.ModelChoiceField(
        Assembly.objects.none(), label=_("À la séance"), required=False, empty_label=_("sans séance")
    )
    decision = forms.CharField(label=_("Décision"), max_length=300, required=False,
                               help_text=_("Par exemple : adopté à l’unanimité, avec une correction au point 4."))  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, *, minutes: Minutes) -> None:
        super().__init__(data)
        of_body = Assembly.objects.filter(body=minutes.assembly.body_id, state__in=HELD)
        after = of_body.filter(starts_at__gt=minutes.assembly.starts_at)
        self.fields["at"].queryset = first_of(after.order_by("starts_at"), 50)  # type: ignore[attr-defined]


class SignForm(forms.Form):
    office = forms.ChoiceField(label=_("En qualité de"), choices=Signing.choices)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Qui signe"))
    agreed = forms.BooleanField(label=_("Cette personne a lu le texte adopté et l’a signé."))

    def __init__(self, data: Any = None, files: Any = None, *, minutes: Minutes) -> None:
        super().__init__(data)
        meeting = minutes.assembly
        there = Q(pk__in=Attendance.objects.filter(assembly=meeting, person__isnull=False).values("person"))
        offices = Q(pk__in=[pk for pk in (meeting.chair_id, meeting.secretary_id) if pk])
        self.fields["person"].queryset = Person.objects.filter(there | offices).order_by("sort_name")  # type: ignore[attr-defined]
        taken = set(minutes.signatures.values_list("office", flat=True))
        left = [(value, label) for value, label in Signing.choices if value not in taken]
        self.fields["office"].choices = left  # type: ignore[attr-defined]
        if left:
            chair = left[0][0] == Signing.CHAIR
            self.fields["person"].initial = meeting.chair_id if chair else meeting.secretary_id


class RemarkForm(forms.Form):
    section = forms.ChoiceField(label=_("Sur quel point"), required=False)
    text = forms.CharField(label=_("Ce qu’il faut corriger"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, data: Any = None, *, minutes: Minutes) -> None:
        super().__init__(data)
        titles = [(section["key"], section["title"]) for section in minutes.text.sections]
        self.fields["section"].choices = [("", _("l’ensemble")), *titles]  # type: ignore[attr-defined]


class SettleForm(forms.Form):
    answer = forms.CharField(label=_("Ce qui en est fait"), max_length=500)


class PublicForm(forms.Form):
    public = forms.BooleanField(label=_("Tout le monde peut lire ce procès-verbal"), required=False)


def to_enter() -> QuerySet[Question]:
    """Declared votes that are in no register and stand under nothing that enters by itself."""
    return Question.objects.filter(state=QuestionState.DECLARED, resolution=None, source="")


class EnterForm(forms.Form):
    """A decision taken outside of an item: a vote of several days, a board's of last week, a written resolution."""

    question = forms.ModelChoiceField(
        Question.objects.none(), label=_("Vote proclamé"), required=False, empty_label=_("aucun"),
        help_text=_("S’il y en a un, ce que vous laissez vide vient de lui."),
    )  # fmt: skip
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Instance"), empty_label=None)
    adopted_on = forms.DateField(label=_("Décidé le"), widget=NativeDate, initial=localdate)
    title = forms.CharField(label=_("Titre"), max_length=300, required=False)
    text = forms.CharField(label=_("Texte de la décision"), max_length=50_000, required=False,
                           widget=forms.Textarea(attrs={"rows": 8}))  # fmt: skip
    vote = forms.CharField(label=_("Vote, en mots"), max_length=500, required=False,
                           help_text=_("Par exemple : 7 pour, 1 contre, aucune abstention."))  # fmt: skip
    carried = forms.BooleanField(label=_("La proposition est adoptée"), required=False, initial=True)

    def __init__(self, data: Any = None, files: Any = None, *, vote: str = "") -> None:
        super().__init__(data)
        self.fields["body"].queryset = Body.objects.filter(active=True)  # type: ignore[attr-defined]
        self.fields["question"].queryset = first_of(to_enter(), 50)  # type: ignore[attr-defined]
        chosen = to_enter().filter(pk=vote).first() if vote.isdecimal() else None
        if chosen:
            self.initial |= {"question": chosen, "adopted_on": localdate(chosen.declared_at)}

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if question := found.get("question"):
            result = votes_said.result(question)
            found["title"] = found.get("title") or question.title
            found["text"] = found.get("text") or question.text or result
            found |= {"vote": result, "carried": votes_said.carried(question),
                      "assembly": getattr(question.roll, "assembly", None)}  # fmt: skip
        for name in ("title", "text"):
            if name not in self.errors and not found.get(name):
                self.add_error(name, self.fields[name].error_messages["required"])
        return found


class ArrangeForm(forms.ModelForm):
    class Meta:
        model = Resolution
        fields = ("owner", "owner_words", "due_on", "members_read", "public")
        widgets = {"due_on": NativeDate}
        help_texts = {
            "owner_words": _("Un poste, une table, une commission : « la trésorerie », « la table formation ».")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holders = [
            user.pk for user in first_of(User.objects.filter(is_active=True), 500) if user.can(Permission.GESTION)
        ]
        self.fields["owner"].queryset = User.objects.filter(pk__in=holders)  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The verb checks the row whole."""


class AffectForm(forms.Form):
    kind = forms.ChoiceField(label=_("Cette résolution"), choices=LinkKind.choices)
    earlier = forms.ModelChoiceField(Resolution.objects.none(), label=_("La résolution"))

    def __init__(self, data: Any = None, files: Any = None, *, resolution: Resolution) -> None:
        super().__init__(data)
        standing = [Standing.IN_FORCE, Standing.AMENDED]
        rows = Resolution.objects.filter(standing__in=standing, adopted_on__lte=resolution.adopted_on)
        self.fields["earlier"].queryset = first_of(rows.exclude(pk=resolution.pk), 1000)  # type: ignore[attr-defined]


class FollowForm(forms.Form):
    on = forms.DateField(label=_("Date"), widget=NativeDate, initial=localdate)
    state = forms.ChoiceField(label=_("Où en est-on"), choices=FollowState.choices, initial=FollowState.UNDER_WAY)
    text = forms.CharField(label=_("Ce qui a été fait"), max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))
    public = forms.BooleanField(label=_("À montrer avec la résolution"), required=False, initial=True)
