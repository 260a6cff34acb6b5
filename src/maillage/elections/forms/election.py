"""The election as the secretary prepares it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.assemblies.models import Assembly
from maillage.ballots.enums import RollState
from maillage.ballots.models import Roll
from maillage.bodies.models import Body
from maillage.elections.enums import FORMS, METHODS, Stagger
from maillage.elections.models import Election, Slate
from maillage.ui.fields import first_of
from maillage.ui.widgets import NativeDate

PARITIES = [
    ("", _("Aucune règle de parité")),
    ("gap", _("Au plus un siège d’écart entre femmes et hommes")),
    ("third", _("Au moins un tiers des sièges à chacun des deux genres")),
    ("half", _("La moitié des sièges à chacun des deux genres")),
]
AS_DATA: dict[str, dict[str, Any]] = {"": {}, "gap": {"gap": 1}, "third": {"share": "1/3"}, "half": {"share": "1/2"}}
UNDECLARED = [
    ("apart", _("compte à part, dans aucun des deux")),
    ("either", _("compte là où il aide à atteindre la parité")),
]
SHORT = [
    ("fill", _("les sièges sont pourvus quand même, et l’écart est dit")),
    ("vacant", _("les sièges en trop restent vacants")),
]
PLAIN = ("title", "text", "method", "go_on", "bar", "secrecy", "by_group", "remote", "paper_too", "stagger", "substitutes",
         "starts_on")  # fmt: skip


class NewElectionForm(forms.Form):
    """Where and for which body; the rest is asked on the next page."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    assembly = forms.ModelChoiceField(Assembly.objects.none(), label=_("À quelle assemblée"))
    body = forms.ModelChoiceField(Body.objects.none(), label=_("Pour quelle instance"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["assembly"].queryset = first_of(Assembly.objects.visible_to(user).coming(), 200)
        fields["body"].queryset = Body.objects.visible_to(user).filter(active=True).exclude(kind="assembly")


class ElectionForm(forms.Form):
    """Its seats by group, how one votes, what binds the outcome."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    text = forms.CharField(label=_("Ce que les candidates et candidats doivent savoir"), max_length=3000, required=False,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    method = forms.ChoiceField(label=_("Mode de scrutin"), choices=METHODS)
    go_on = forms.IntegerField(
        label=_("Deux tours : candidatures gardées au second"), min_value=2, max_value=99, required=False,
        help_text=_("Laissé vide : les deux mieux placées pour chaque siège restant. Les ex æquo restent ensemble."),
    )  # fmt: skip
    bar = forms.IntegerField(
        label=_("Listes : part des voix qu’il faut pour un siège, en pour cent"), min_value=0, max_value=20, required=False,
        help_text=_("Laissé vide : aucune."),
    )  # fmt: skip
    secrecy = forms.ChoiceField(label=_("Forme du vote"), choices=FORMS)
    by_group = forms.BooleanField(label=_("Un vote séparé pour chaque groupe de sièges"), required=False)
    remote = forms.BooleanField(label=_("On peut voter hors de la salle"), required=False)
    paper_too = forms.BooleanField(label=_("Bulletins de papier à côté du vote en ligne"), required=False)
    parity = forms.ChoiceField(label=_("Parité du résultat"), choices=PARITIES, required=False)
    undeclared = forms.ChoiceField(
        label=_("Qui ne déclare aucun de ces deux genres"), choices=UNDECLARED, required=False
    )
    short = forms.ChoiceField(label=_("Quand la parité ne peut pas être atteinte"), choices=SHORT, required=False)
    stagger = forms.ChoiceField(label=_("Mandats échelonnés"), choices=Stagger.choices, required=False,
                                help_text=_("Sert quand tout un groupe de sièges est renouvelé à la fois."))  # fmt: skip
    substitutes = forms.BooleanField(
        label=_("Les personnes suivantes deviennent suppléantes, dans l’ordre"), required=False
    )
    starts_on = forms.DateField(label=_("Début des mandats"), widget=NativeDate, required=False,
                                help_text=_("Laissé vide : le jour de l’assemblée."))  # fmt: skip

    def __init__(self, *args: Any, election: Election, **kwargs: Any) -> None:
        initial = {name: getattr(election, name) for name in PLAIN} | said_parity(election.parity)
        super().__init__(*args, initial=initial, **kwargs)
        self.seat_names: dict[str, str] = {}
        groups = [(group.college, str(group), group.seats) for group in election.body.groups.all()]
        for rank, (college, label, most) in enumerate(groups or [("sieges", _("Sièges"), 99)]):
            name = f"seats_{rank}"
            self.seat_names[name] = college
            self.fields[name] = forms.IntegerField(
                label=_("Sièges à pourvoir : %(group)s") % {"group": label}, min_value=0, max_value=most, required=False,
                initial=election.seats.get(college, 0),
            )  # fmt: skip
        if len(groups) < 2:
            del self.fields["by_group"]
        self.order_fields(["title", "text", *self.seat_names])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["seats"] = {college: data.get(name) or 0 for name, college in self.seat_names.items()}
        if not any(data["seats"].values()):
            raise ValidationError(_("Dites combien de sièges sont à pourvoir."))
        return data

    def values(self) -> dict[str, Any]:
        """As the verb takes them."""
        data = self.cleaned_data
        parity = dict(AS_DATA[data["parity"]])
        if parity:
            parity |= {"undeclared": data["undeclared"] or "apart", "short": data["short"] or "fill"}
        also = {"seats": data["seats"], "parity": parity, "bar": data["bar"] or 0}
        return {name: data[name] for name in PLAIN if name in data} | also


def said_parity(parity: Mapping[str, Any]) -> dict[str, Any]:
    """A parity as the form shows it."""
    chosen = next((name for name, data in AS_DATA.items() if data and data.items() <= parity.items()), "")
    return {"parity": chosen, "undeclared": parity.get("undeclared", "apart"), "short": parity.get("short", "fill")}


class SecondForm(forms.Form):
    """On which roll the second round is voted."""

    roll = forms.ModelChoiceField(Roll.objects.none(), label=_("Liste électorale"))

    def __init__(self, *args: Any, user: Any, election: Election, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["roll"]
        field.queryset = first_of(Roll.objects.visible_to(user).filter(state=RollState.FROZEN).order_by("-pk"), 200)
        field.initial = election.assembly.roll_id


class SlateForm(forms.Form):
    """A list as it was handed in: its name, and each candidate's place."""

    title = forms.CharField(label=_("Nom de la liste"), max_length=120)

    def __init__(self, *args: Any, slate: Slate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = list(
            slate.candidates.filter(state__in=["proposed", "accepted"]).select_related("person").order_by("place")
        )
        self.fields["title"].initial = slate.title
        for place, row in enumerate(self.rows, 1):
            self.fields[f"place_{row.pk}"] = forms.IntegerField(
                label=str(row.person), initial=place, min_value=1, max_value=len(self.rows)
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        places = [data.get(f"place_{row.pk}") for row in self.rows]
        if None not in places and len(set(places)) < len(places):
            raise ValidationError(_("Deux personnes ont la même place."))
        return data

    def order(self) -> list[int]:
        return [row.pk for row in sorted(self.rows, key=lambda row: self.cleaned_data[f"place_{row.pk}"])]


class OpenForm(forms.Form):
    """Three weeks are proposed, less when the assembly comes before."""

    until = forms.DateField(label=_("Jusqu’au (ce jour compris)"), widget=NativeDate)

    def __init__(self, *args: Any, meets: date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = localdate() + timedelta(days=21)
        self.fields["until"].initial = max(localdate(), min(usual, meets)) if meets else usual


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Pourquoi"), max_length=300)
