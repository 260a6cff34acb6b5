"""The forms of those who prepare the assembly: what each verb asks."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from maillage.assemblies.agenda import tree
from maillage.assemblies.models import Assembly
from maillage.ballots.enums_votes import Secrecy
from maillage.bodies.models import Body
from maillage.motions.calls import deadlines
from maillage.motions.enums import BackerRole, Opinion
from maillage.motions.forms.writing import MoverForm
from maillage.motions.models import Motion, MotionCall


class Moment(forms.DateTimeInput):
    """A day and an hour, by the browser's own field."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class CallForm(forms.Form):
    until = forms.DateTimeField(label=_("Propositions reçues jusqu’au"), widget=Moment)
    amend_until = forms.DateTimeField(
        label=_("Amendements reçus jusqu’au"), widget=Moment, required=False,
        help_text=_("Vide : deux jours avant l’assemblée. En séance, on amende auprès du secrétariat."),
    )  # fmt: skip
    seconders_needed = forms.IntegerField(
        label=_("Appuis demandés par proposition"), min_value=0, max_value=100, initial=0
    )
    note = forms.CharField(label=_("D’où vient cette règle"), max_length=300, required=False,
                           help_text=_("Par exemple : article 12 du règlement intérieur."))  # fmt: skip

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        call = MotionCall.objects.filter(assembly=assembly).first()
        known: dict[str, Any] = {"until": deadlines(assembly).until}
        if call:
            known = {name: getattr(call, name) for name in ("until", "amend_until", "seconders_needed", "note")}
        super().__init__(*args, **{"initial": known, **kwargs})


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Motif"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
                             help_text=_("Il est écrit aux personnes qui proposent."))  # fmt: skip


class MayReasonForm(ReasonForm):
    """The same, that may stay empty."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


class LateForm(forms.Form):
    late_reason = forms.CharField(label=_("Pourquoi hors délai"), max_length=500, required=False,
                                  help_text=_("Demandé seulement quand le délai est passé."))  # fmt: skip


class OpinionForm(forms.Form):
    opinion = forms.ChoiceField(label=_("Avis du conseil"), choices=Opinion.choices, required=False)
    text = forms.CharField(label=_("Motifs de l’avis"), max_length=4000, required=False,
                           widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip


class ItemForm(forms.Form):
    item = forms.ChoiceField(label=_("Point de l’ordre du jour"), required=False)

    def __init__(self, *args: Any, motion: Motion, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"item": motion.item_id or ""}, **kwargs})
        self.items = {str(line.item.pk): line.item for line in tree(motion.assembly)}
        field: Any = self.fields["item"]
        field.choices = [("", _("Aucun pour l’instant"))] + [
            (pk, f"{i.code} {i.title}") for pk, i in self.items.items()
        ]

    def clean_item(self) -> Any:
        return self.items.get(self.cleaned_data["item"])


class NumberForm(forms.Form):
    to = forms.IntegerField(label=_("Numéro"), min_value=1, max_value=9999)


class ReferForm(MayReasonForm):
    body = forms.ModelChoiceField(label=_("Renvoyer à"), queryset=Body.objects.none())
    field_order = ("body", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.filter(active=True)  # type: ignore[attr-defined]


class NextForm(forms.Form):
    """A coming meeting of the same body: the soonest, unless one says otherwise."""

    assembly = forms.ModelChoiceField(label=_("Reprendre à"), queryset=Assembly.objects.none())

    def __init__(self, *args: Any, of: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Assembly.objects.coming().filter(body=of.body_id).order_by("starts_at", "pk")
        field: Any = self.fields["assembly"]
        field.queryset = rows
        field.initial = of.pk if rows.filter(pk=of.pk).exists() else rows.exclude(pk=of.pk).first()


class CarryOverForm(NextForm):
    reason = forms.CharField(label=_("Motif"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
                             help_text=_("Il est écrit aux personnes qui proposent."))  # fmt: skip

    def __init__(self, *args: Any, of: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, of=of, **kwargs)
        field: Any = self.fields["assembly"]
        field.label, field.required = _("À quelle réunion"), False
        field.empty_label = _("Pas encore fixée : elles sont ajournées")


class SecondForm(MoverForm):
    role = forms.ChoiceField(label=_("À quel titre"), choices=BackerRole.choices, initial=BackerRole.SECONDER,
                             widget=forms.RadioSelect)  # fmt: skip


class SecrecyForm(forms.Form):
    secrecy = forms.ChoiceField(label=_("Comment on vote"), choices=Secrecy.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, usual: str, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"secrecy": usual}, **kwargs})
