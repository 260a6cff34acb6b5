"""What the secretary types: the assembly, its items, its papers, its roll, its notice."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.activities import clock
from maillage.activities.forms.fields import NativeTime
from maillage.assemblies import agenda, law
from maillage.assemblies.actions.call import KINDS
from maillage.assemblies.enums import AssemblyKind, DecisionKind, ItemKind, Mode
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.bodies.enums import BodyKind
from maillage.bodies.models import Body
from maillage.files.forms import HINT
from maillage.network import current
from maillage.organisations.models import Person
from maillage.ui.fields import first_of
from maillage.ui.widgets import NativeDate

NO_DATE = ("place", "address", "remote_url", "languages", "childcare", "interpretation", "access_notes", "mode", "title",
           "supporters_invited", "supporters_speak", "public", "chair", "secretary")  # fmt: skip


class WhenForm(forms.Form):
    """A day and hours on the wall of the network."""

    day = forms.DateField(label=lazy("Jour"), widget=NativeDate, required=False)
    starts = forms.TimeField(label=lazy("De"), widget=NativeTime, required=False)
    ends = forms.TimeField(label=lazy("À"), widget=NativeTime, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        day = data.get("day")
        if day and not 1950 <= day.year < 2200:
            self.add_error("day", _("Une date va de 1950 à 2199."))
        elif day and not data.get("starts") and "starts" not in self.errors:
            self.add_error("starts", _("À quelle heure ?"))
        return data

    def add_error(self, field: str | None, error: Any) -> None:
        """What a verb refuses of an instant is said beside the field where one types it."""
        told = getattr(error, "error_dict", None)
        if told is None:
            super().add_error(field if field is None else self._typed(field), error)
            return
        for name, errors in told.items():
            super().add_error(self._typed(name), errors)

    def _typed(self, name: str) -> str | None:
        name = {"starts_at": "day", "ends_at": "ends"}.get(name, name)
        return name if name in self.fields else None

    def moments(self) -> dict[str, Any]:
        """The instants; None when no day is fixed yet."""
        data = self.cleaned_data
        if not data.get("day"):
            return {"starts_at": None, "ends_at": None}
        zone = current.zone()
        starts = clock.instant(data["day"], data["starts"], zone)
        ends = clock.span(data["day"], data["starts"], data["ends"], zone)[1] if data.get("ends") else None
        return {"starts_at": starts, "ends_at": ends}


class AssemblyForm(WhenForm):
    """An assembly: what is met, when, where, how everyone can take part."""

    body = forms.ModelChoiceField(Body.objects.none(), label=lazy("Instance"))
    kind = forms.ChoiceField(label=lazy("Sorte de réunion"), choices=AssemblyKind.choices)
    title = forms.CharField(label=lazy("Titre"), max_length=200)
    mode = forms.ChoiceField(label=lazy("Façon de se réunir"), choices=Mode.choices, widget=forms.RadioSelect,
                             initial=Mode.ON_SITE)  # fmt: skip
    place = forms.CharField(label=lazy("Lieu"), max_length=200, required=False)
    address = forms.CharField(label=lazy("Adresse"), max_length=300, required=False)
    remote_url = forms.URLField(label=lazy("Lien pour se joindre à distance"), max_length=500, required=False,
                                assume_scheme="https",
                                help_text=lazy("Donné aux personnes convoquées, jamais montré au public."))  # fmt: skip
    languages = forms.CharField(label=lazy("Langues de la réunion"), max_length=100, required=False)
    interpretation = forms.CharField(label=lazy("Interprétation"), max_length=300, required=False)
    childcare = forms.CharField(label=lazy("Garde d’enfants"), max_length=300, required=False)
    access_notes = forms.CharField(label=lazy("Accès"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
                                   help_text=lazy("Ascenseur, boucle magnétique, arrêt de bus, porte à pousser…"))  # fmt: skip
    chair = forms.ModelChoiceField(Person.objects.none(), label=lazy("Présidence de séance"), required=False)
    secretary = forms.ModelChoiceField(Person.objects.none(), label=lazy("Secrétariat de séance"), required=False)
    supporters_invited = forms.BooleanField(label=lazy("Inviter les membres de soutien"), required=False)
    supporters_speak = forms.BooleanField(label=lazy("Ils peuvent prendre la parole"), required=False)
    public = forms.BooleanField(label=lazy("Annoncer sur le site public, sans les documents"), required=False)

    def __init__(self, *args: Any, user: Any, assembly: Assembly | None = None, **kwargs: Any) -> None:
        if assembly is not None:
            kwargs.setdefault("initial", stands(assembly))
        super().__init__(*args, **kwargs)
        people = first_of(Person.objects.visible_to(user).present(), 5000)
        self.fields["chair"].queryset = self.fields["secretary"].queryset = people  # type: ignore[attr-defined]
        if assembly is not None:
            del self.fields["body"], self.fields["kind"]
        else:
            self.fields["body"].queryset = Body.objects.filter(active=True)  # type: ignore[attr-defined]
            self.order_fields(["body", "kind", "title", "day", "starts", "ends"])
        if refused := law.remote_refusal(Mode.REMOTE):
            self.fields["mode"].help_text = refused

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        body, kind = data.get("body"), data.get("kind")
        if body and kind and kind not in KINDS[BodyKind(body.kind)]:
            self.add_error("kind", _("Cette instance ne se réunit pas ainsi."))
        return data

    def values(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in NO_DATE if name in self.cleaned_data}
        return kept | self.moments()


def stands(assembly: Assembly) -> dict[str, Any]:
    """An assembly as its form shows it, on the wall of the network."""
    found = {name: getattr(assembly, name) for name in NO_DATE} | {
        "chair": assembly.chair_id, "secretary": assembly.secretary_id}  # fmt: skip
    if assembly.starts_at:
        begins = localtime(assembly.starts_at, current.zone())
        found |= {"day": begins.date(), "starts": begins.time().replace(second=0, microsecond=0)}
    if assembly.ends_at:
        found["ends"] = localtime(assembly.ends_at, current.zone()).time().replace(second=0, microsecond=0)
    return found


class ItemForm(forms.Form):
    """An item of the agenda."""

    title = forms.CharField(label=lazy("Titre du point"), max_length=200)
    kind = forms.ChoiceField(label=lazy("Sorte de point"), choices=ItemKind.choices, initial=ItemKind.INFORMATION)
    parent = forms.ModelChoiceField(AgendaItem.objects.none(), label=lazy("Fait partie de"), required=False,
                                    empty_label=lazy("Aucun : un point à part entière"))  # fmt: skip
    minutes_planned = forms.IntegerField(label=lazy("Durée prévue (minutes)"), min_value=0, max_value=600, initial=10)
    presenter = forms.CharField(label=lazy("Qui présente"), max_length=200, required=False)
    text = forms.CharField(label=lazy("Ce qu’il faut savoir"), max_length=8000, required=False,
                           widget=forms.Textarea(attrs={"rows": 5}))  # fmt: skip
    decision_kind = forms.ChoiceField(label=lazy("Sorte de décision"), choices=DecisionKind.choices,
                                      initial=DecisionKind.ORDINARY,
                                      help_text=lazy("Elle fixe la majorité demandée."))  # fmt: skip
    consent = forms.BooleanField(label=lazy("Dans le lot adopté sans débat"), required=False,
                                 help_text=lazy("Un seul membre peut demander que ce point en sorte."))  # fmt: skip

    def __init__(self, *args: Any, assembly: Assembly, item: AgendaItem | None = None, **kwargs: Any) -> None:
        if item is not None:
            kwargs.setdefault("initial", {name: getattr(item, name) for name in self.base_fields if name != "parent"})
        super().__init__(*args, **kwargs)
        if item is not None:
            del self.fields["parent"]
            return
        lines = agenda.tree(assembly)
        field = self.fields["parent"]
        field.queryset = assembly.items.all()  # type: ignore[attr-defined]
        field.choices = [("", field.empty_label), *(  # type: ignore[attr-defined]
            (line.item.pk, f"{line.code} {line.item.title}") for line in lines if line.depth < agenda.DEEPEST)]  # fmt: skip


class PaperForm(forms.Form):
    """A paper, for the assembly or for one item."""

    upload = forms.FileField(label=lazy("Fichier"), help_text=HINT)
    title = forms.CharField(label=lazy("Titre"), max_length=200)
    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=lazy("Point de l’ordre du jour"), required=False,
                                  empty_label=lazy("Toute l’assemblée"))  # fmt: skip

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = assembly.items.all()  # type: ignore[attr-defined]


class UploadForm(forms.Form):
    upload = forms.FileField(label=lazy("Nouvelle version"), help_text=HINT)


class RollForm(forms.Form):
    """The day on which rights are read, and where this day comes from."""

    rights_on = forms.DateField(label=lazy("Droits de vote constatés le"), widget=NativeDate)
    challenges_until = forms.DateField(label=lazy("Contestations jusqu’au"), widget=NativeDate, required=False)
    source = forms.CharField(
        label=lazy("D’où vient ce jour (article de vos statuts, usage)"), max_length=300, required=False
    )

    def __init__(self, *args: Any, assembly: Assembly, **kwargs: Any) -> None:
        day, source = law.rights_day(assembly)
        assembly.rights_on = assembly.rights_on or day
        kwargs.setdefault("initial", {
            "rights_on": day, "source": source, "challenges_until": law.challenges_until(assembly)})  # fmt: skip
        super().__init__(*args, **kwargs)


class NoticeForm(forms.Form):
    """The word that goes with the notice; why the delay is shorter; that one knows what is signalled."""

    text = forms.CharField(label=lazy("Mot d’accompagnement"), max_length=3000, required=False,
                           widget=forms.Textarea(attrs={"rows": 5}))  # fmt: skip
    short_reason = forms.CharField(label=lazy("Pourquoi le délai est plus court"), max_length=500, required=False)
    confirmed = forms.BooleanField(label=lazy("Je convoque malgré ce qui est signalé"), required=False)

    def __init__(self, *args: Any, short: bool = True, warned: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not short:
            del self.fields["short_reason"]
        if not warned:
            del self.fields["confirmed"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=lazy("Pourquoi"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class SecondForm(WhenForm):
    """When the second meeting is."""

    def __init__(self, *args: Any, first: Assembly, **kwargs: Any) -> None:
        soonest, _again, _source = law.second_rule(first, localdate())
        begins = localtime(first.starts_at, current.zone()) if first.starts_at else None
        kwargs.setdefault("initial", {"day": soonest, "starts": begins.time() if begins else None})
        super().__init__(*args, **kwargs)
        del self.fields["ends"]
        self.fields["day"].required = True

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not data.get("day") and "day" not in self.errors:
            raise ValidationError(_("Fixez le jour."))
        return data
