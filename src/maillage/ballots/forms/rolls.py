"""What Gestion asks about rolls."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.ballots.colleges import colleges
from maillage.ballots.models import Right, Roll, RollChallenge
from maillage.members.models import Member
from maillage.organisations.models import Person
from maillage.ui.fields import first_of
from maillage.ui.widgets import NativeDate

LONG = forms.Textarea(attrs={"rows": 4})


class RollForm(forms.Form):
    title = forms.CharField(label=_("Titre"), max_length=200, help_text=_("Par exemple : Assemblée annuelle 2027."))
    rights_on = forms.DateField(label=_("Droits au"), widget=NativeDate, initial=localdate,
                                help_text=_("Le jour que les statuts fixent : qui est en règle ce jour-là vote."))  # fmt: skip
    challenges_until = forms.DateField(label=_("Contestations jusqu’au"), widget=NativeDate, required=False,
                                       help_text=_("Sans date, on conteste jusqu’à la clôture de la liste."))  # fmt: skip


class ProxyRuleForm(forms.Form):
    allowed = forms.BooleanField(label=_("Procurations permises"), required=False)
    maximum = forms.IntegerField(label=_("Procurations par personne"), required=False, min_value=1, max_value=999,
                                 help_text=_("Vide : sans limite, si le profil légal n’en fixe pas."))  # fmt: skip
    same_category = forms.BooleanField(label=_("Dans la même catégorie de membres seulement"), required=False)
    items = forms.BooleanField(label=_("Peuvent se limiter à certains points"), required=False)
    source = forms.CharField(
        label=_("Source de la règle"), max_length=500, help_text=_("Article des statuts ou de la loi.")
    )


class DecisionForm(forms.Form):
    """A correction stands on a decision; it may answer a challenge that was upheld."""

    challenge = forms.ModelChoiceField(RollChallenge.objects.none(), label=_("Contestation retenue"), required=False)
    decision = forms.CharField(label=_("Décision"), widget=LONG, max_length=3000,
                               help_text=_("Qui a décidé, quand, et pourquoi."))  # fmt: skip

    def __init__(self, *args: Any, roll: Roll, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["challenge"].queryset = roll.challenges.filter(state="upheld")  # type: ignore[attr-defined]


class RightAddForm(DecisionForm):
    member = forms.ModelChoiceField(Member.objects.none(), label=_("Membre"), required=False)
    person = forms.ModelChoiceField(Person.objects.none(), label=_("Personne"), required=False)
    weight = forms.IntegerField(label=_("Poids"), min_value=1, max_value=100_000, initial=1)
    field_order = ("member", "person", "weight", "challenge", "decision")

    def __init__(self, *args: Any, roll: Roll, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, roll=roll, **kwargs)
        if roll.seated:
            del self.fields["member"]
            self.fields["person"].queryset = first_of(Person.objects.visible_to(user).present(), 5000)  # type: ignore[attr-defined]
        else:
            del self.fields["person"]
            members = Member.objects.visible_to(user).current(roll.rights_on)
            self.fields["member"].queryset = first_of(members.select_related("organisation", "person"), 5000)  # type: ignore[attr-defined]


class RightChangeForm(DecisionForm):
    weight = forms.IntegerField(label=_("Poids"), min_value=1, max_value=100_000)
    college = forms.ChoiceField(label=_("Collège"), required=False)
    field_order = ("weight", "college", "challenge", "decision")

    def __init__(self, *args: Any, right: Right, **kwargs: Any) -> None:
        initial = {"weight": right.weight, "college": right.college}
        super().__init__(*args, roll=right.roll, initial=initial, **kwargs)
        known = dict([("", "–"), (right.college, right.college), *colleges()])
        self.fields["college"].choices = list(known.items())  # type: ignore[attr-defined]


class ChallengeDecisionForm(forms.Form):
    upheld = forms.TypedChoiceField(label=_("Réponse"), coerce=lambda value: value == "yes", widget=forms.RadioSelect,
                                    choices=(("yes", _("Retenue : la liste sera corrigée")), ("no", _("Rejetée"))))  # fmt: skip
    decision = forms.CharField(label=_("Décision"), widget=LONG, max_length=3000,
                               help_text=_("Qui a décidé, quand, et pourquoi : la personne la lira."))  # fmt: skip


class ChallengeForm(forms.Form):
    """What a member says of the roll: of itself, or of another that it names."""

    name = forms.CharField(label=_("Au sujet de"), max_length=300)
    text = forms.CharField(label=_("Ce que vous contestez"), widget=forms.Textarea(attrs={"rows": 5}), max_length=3000,
                           help_text=_("Un droit oublié, un droit de trop, une erreur de nom, de catégorie ou de voix."))  # fmt: skip
