"""What IATI asks of a project beside what people read: identifiers, defaults, conditions, contacts. Folded away."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.narratives import said
from maillage.organisations.forms.rows import Cell, RowsField
from maillage.projects import words
from maillage.projects.forms.fields import cells, rewritten
from maillage.projects.models import Project

LISTED = {
    "scope": ("ActivityScope", lazy("Portée")), "collaboration_type": ("CollaborationType", lazy("Type de collaboration")),
    "flow_type": ("FlowType", lazy("Type de flux")), "finance_type": ("FinanceType", lazy("Type de financement")),
    "tied_status": ("TiedStatus", lazy("Aide liée")), "currency": ("Currency", lazy("Monnaie par défaut")),
    "budget_not_provided": ("BudgetNotProvided", lazy("Pourquoi sans budget")),
}  # fmt: skip
YES_NO = {"humanitarian": lazy("Humanitaire"), "secondary_reporter": lazy("Publié pour un autre"),
          "conditions_attached": lazy("Soumis à des conditions")}  # fmt: skip


def listed(name: str, current: str = "") -> list[tuple[str, str]]:
    """The choices of a list; a value that a source wrote and that the list does not know stays."""
    choices = words.choices_of(name)
    if name == "Currency":
        choices = [(code, words_of_currency(code)) for code, _name in choices]
    found = [("", "–"), *((code, f"{code} : {label}" if code != label else code) for code, label in choices)]
    return found if not current or current in dict(found) else [*found, (current, current)]


def words_of_currency(code: str) -> str:
    return words.code_name("Currency", code)


def narrative(told: Any) -> str:
    return said(told or [], words.lang())


class IatiForm(forms.Form):
    """Identifiers and defaults."""

    iati_identifier = forms.CharField(label=lazy("Identifiant IATI"), max_length=200, required=False)
    publishes_iati = forms.BooleanField(label=lazy("Publié selon l’IATI à ce niveau"), required=False)
    hierarchy = forms.IntegerField(label=lazy("Rang IATI"), required=False, min_value=1, max_value=30_000)
    aid_type = forms.ChoiceField(label=lazy("Type d’aide"), required=False)
    capital_spend = forms.DecimalField(label=lazy("Part d’investissement (%)"), required=False, min_value=0, max_value=100,
                                       max_digits=12, decimal_places=9)  # fmt: skip
    linked_data_uri = forms.CharField(label=lazy("Adresse de données liées"), required=False, max_length=500)
    conditions = RowsField(
        label=lazy("Conditions"), read=cells,
        cells=(Cell("type", lazy("Genre"), choices=lambda: listed("ConditionType")), Cell("text", lazy("Texte"), longest=4000)),
    )  # fmt: skip
    other_identifiers = RowsField(
        label=lazy("Autres identifiants"), read=cells,
        cells=(Cell("type", lazy("Genre"), choices=lambda: listed("OtherIdentifierType")),
               Cell("ref", lazy("Identifiant"), longest=200), Cell("owner_ref", lazy("Identifiant de son propriétaire"), longest=200),
               Cell("owner", lazy("Propriétaire"), longest=300)),
    )  # fmt: skip
    related = RowsField(
        label=lazy("Activités liées, hors de l’arbre"), read=cells,
        cells=(Cell("type", lazy("Lien"), choices=lambda: listed("RelatedActivityType")),
               Cell("ref", lazy("Identifiant IATI"), longest=200)),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        self.project = project
        names = ("iati_identifier", "publishes_iati", "hierarchy", "capital_spend", "linked_data_uri")
        initial = {name: getattr(project, name) for name in names}
        aid = next((code for vocabulary, code in project.aid_types if vocabulary in ("", "1")), "")
        initial |= {
            "aid_type": aid, "conditions": [[one.get("type", ""), narrative(one.get("texts"))] for one in project.conditions],
            "other_identifiers": [[r.type, r.ref, r.owner_ref, narrative(r.owner_names)] for r in project.other_identifiers.all()],
            "related": [[r.type, r.ref] for r in project.related.all()],
        }  # fmt: skip
        super().__init__(*args, initial=initial, **kwargs)
        fields: Any = self.fields
        fields["aid_type"].choices = listed("AidType", aid)
        for name, (codes, label) in LISTED.items():
            value = getattr(project, name)
            self.fields[name] = forms.ChoiceField(
                label=label, choices=listed(codes, value), required=False, initial=value
            )
        for name, label in YES_NO.items():
            value = {True: "yes", False: "no", None: ""}[getattr(project, name)]
            self.fields[name] = forms.TypedChoiceField(
                label=label, choices=[("", "–"), ("yes", _("oui")), ("no", _("non"))], required=False, initial=value,
                coerce=lambda told: told == "yes", empty_value=None)  # fmt: skip
        order = ["iati_identifier", "publishes_iati", "hierarchy", *LISTED, "aid_type", "capital_spend", *YES_NO]
        self.order_fields(order)

    def values(self) -> dict[str, Any]:
        data, row = dict(self.cleaned_data), self.project
        aid = data.pop("aid_type")
        first = next((pair for pair in row.aid_types if pair[0] in ("", "1")), None)
        others = [pair for pair in row.aid_types if pair is not first]
        data["aid_types"] = ([[first[0] if first else "1", aid]] if aid else []) + others
        data["conditions"] = [
            {"type": kind, "texts": again(row.conditions[at]["texts"] if at < len(row.conditions) else [], text, row)}
            for at, (kind, text) in enumerate(data["conditions"])
        ]
        known = {(r.type, r.ref): r for r in row.other_identifiers.all()}
        data["other_identifiers"] = [
            {"type": kind, "ref": needed(ref), "owner_ref": owner_ref,
             "owner_names": again(known[(kind, ref)].owner_names if (kind, ref) in known else [], owner, row)}
            for kind, ref, owner_ref, owner in data["other_identifiers"]
        ]  # fmt: skip
        data["related"] = [{"type": kind, "ref": needed(ref)} for kind, ref in data["related"]]
        return data


def needed(ref: str) -> str:
    if not ref:
        raise ValidationError(_("Écrivez l’identifiant."))
    return ref


def again(told: Any, text: str, project: Project) -> Any:
    """The words shown, written again in the language in which they were shown; the other languages stay."""
    if text == narrative(told):
        return told
    shown = next((code for code, words_ in told if words_ == narrative(told)), None)
    if shown is not None:
        return [
            [code, text if words_ == narrative(told) else words_]
            for code, words_ in told
            if text or words_ != narrative(told)
        ]
    return rewritten(told, {project.language: text}, project.language)


NARRATIVES = {
    "organisation": "organisation_names",
    "service": "department_names",
    "person": "person_names",
    "job": "job_titles",
}
SEVERAL = {"phone": "phone", "email": "email", "website": "website"}


class ContactsForm(forms.Form):
    """How to reach those who answer for it; several telephones or addresses are parted by a semicolon."""

    contacts = RowsField(
        label=lazy("Contacts"), read=cells, help_text=lazy("Publiés selon l’IATI : écrivez de préférence un service, non une personne."),
        cells=(Cell("type", lazy("Pour"), choices=lambda: listed("ContactType")),
               Cell("organisation", lazy("Organisation"), longest=300), Cell("service", lazy("Service"), longest=300),
               Cell("person", lazy("Personne"), longest=200), Cell("job", lazy("Fonction"), longest=200),
               Cell("phone", lazy("Téléphone"), longest=200), Cell("email", lazy("Courriel"), longest=300),
               Cell("website", lazy("Site web"), longest=500), Cell("address", lazy("Adresse"), longest=500)),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        self.project, self.rows = project, list(project.contacts.all())
        super().__init__(*args, initial={"contacts": [
            [row.type, *(narrative(getattr(row, name)) for name in NARRATIVES.values()),
             *("; ".join(getattr(row, name)) for name in SEVERAL.values()), narrative(row.addresses[0] if row.addresses else [])]
            for row in self.rows
        ]}, **kwargs)  # fmt: skip

    def values(self) -> dict[str, Any]:
        found = []
        for at, (kind, *told) in enumerate(self.cleaned_data["contacts"]):
            old = self.rows[at] if at < len(self.rows) else None
            values: dict[str, Any] = model_to_dict(old, exclude=["id", "project", "rank"]) if old else {}
            values["type"] = kind
            for name, text in zip(NARRATIVES.values(), told[:4], strict=True):
                values[name] = again(values.get(name, []), text, self.project)
            for name, text in zip(SEVERAL.values(), told[4:7], strict=True):
                values[name] = [one.strip() for one in text.split(";") if one.strip()]
            addresses = list(values.get("addresses", []))
            first = again(addresses[0] if addresses else [], told[7], self.project)
            values["addresses"] = ([first] if first else []) + addresses[1:]
            found.append(values)
        return {"contacts": found}
