"""Forms of the profile's lists: categories and their rights, themes, families, a new fee schedule."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.core.text import fold
from maillage.network import words
from maillage.network.forms import SectionForm
from maillage.network.profile import Profile
from maillage.network.reading import bracket, text
from maillage.ui.widgets import NativeDate

EMPTY_ROWS = 3
RIGHTS = ("vote", "stand", "quorum", "propose")


def code_of(name: str) -> str:
    """A code from a name: « Droits des enfants » gives droits-des-enfants."""
    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:48].strip("-")


class ListForm(SectionForm):
    """Rows of things with a code and a name. A row without a French name is removed; empty rows make new ones."""

    part = ""

    def things(self, profile: Profile) -> list[Any]:
        return list(getattr(profile, self.part))

    def fill(self, profile: Profile) -> None:
        self.known = self.things(profile)
        for rank in range(len(self.known) + EMPTY_ROWS):
            thing = self.known[rank] if rank < len(self.known) else None
            for code in self.languages:
                label = _("%(row)s, en %(language)s") % {
                    "row": text(thing.name) if thing else _("Nouvelle ligne %(rank)s") % {"rank": rank - len(self.known) + 1},
                    "language": words.LANGUAGES[code]}  # fmt: skip
                self.fields[f"r{rank}_{code}"] = forms.CharField(
                    label=label, required=False, max_length=400, initial=getattr(thing.name, code) if thing else None,
                    widget=forms.TextInput(attrs={"lang": code}),
                )  # fmt: skip
            self.fill_row(rank, thing)

    def fill_row(self, rank: int, thing: Any) -> None:
        """What a kind of list adds to a row."""

    def row(self, rank: int, before: dict[str, Any]) -> dict[str, Any]:
        return {}

    def rows(self) -> list[dict[str, Any]]:
        """For the page: each row's code and its fields."""
        found = []
        for rank in range(len(self.known) + EMPTY_ROWS):
            fields = [self[name] for name in self.fields if name.startswith(f"r{rank}_")]
            found.append({"code": self.known[rank].code if rank < len(self.known) else "", "fields": fields})
        return found

    def written(self, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
        after, codes = [], {thing.code for thing in self.known}
        for rank in range(len(self.known) + EMPTY_ROWS):
            names = {code: self.cleaned_data.get(f"r{rank}_{code}") for code in self.languages}
            if not names["fr"]:
                continue
            old = before[rank] if rank < len(before) else {}
            code = old.get("code") or self.free(code_of(names["fr"]), codes)
            kept = {lang: said for lang, said in old.get("name", {}).items() if lang not in self.languages}
            name = {lang: said for lang, said in names.items() if said} | kept
            after.append({**old, "code": code, "name": name, **self.row(rank, old)})
        return after

    @staticmethod
    def free(code: str, codes: set[str]) -> str:
        if not re.match("[a-z]", code):
            raise ValidationError(_("Le nom d’une ligne doit contenir des lettres : il donne son code."))
        wanted, number = code, 2
        while wanted in codes:
            wanted, number = f"{code[:44]}-{number}", number + 1
        codes.add(wanted)
        return wanted

    def change(self, data: dict[str, Any]) -> None:
        data[self.part] = self.written(list(data.get(self.part, [])))


class ThemesForm(ListForm):
    """Themes and their attention points: a line for each, « code | français | English | español »."""

    part = "themes"

    def fill_row(self, rank: int, thing: Any) -> None:
        points = thing.attention_points if thing else ()
        lines = "\n".join(
            " | ".join([point.code, *(getattr(point.name, code) or "" for code in self.languages)]) for point in points
        )
        self.fields[f"r{rank}_points"] = forms.CharField(
            label=_("Points d’attention"), required=False, initial=lines, max_length=20_000,
            widget=forms.Textarea(attrs={"rows": max(2, len(points))}),
        )  # fmt: skip

    def row(self, rank: int, before: dict[str, Any]) -> dict[str, Any]:
        points = []
        for line in self.cleaned_data.get(f"r{rank}_points", "").splitlines():
            cells = [cell.strip() for cell in line.split("|")]
            if not line.strip():
                continue
            if len(cells) == 1:
                cells = [code_of(cells[0]), cells[0]]
            names = dict(zip(self.languages, cells[1:], strict=False))
            points.append({"code": cells[0], "name": {code: said for code, said in names.items() if said}})
        return {"attention_points": points}


class FamiliesForm(ListForm):
    """Families of actors; a family that votes apart is a college."""

    part = "families"

    def fill_row(self, rank: int, thing: Any) -> None:
        self.fields[f"r{rank}_college"] = forms.BooleanField(
            label=_("Collège : vote à part"), required=False, initial=thing.college if thing else False
        )

    def row(self, rank: int, before: dict[str, Any]) -> dict[str, Any]:
        return {"college": self.cleaned_data[f"r{rank}_college"]}


class ActivityFormsForm(ListForm):
    """Forms of activity, each with how it is usually built: it decides what an activity of this form asks."""

    part = "activity_forms"

    def fill_row(self, rank: int, thing: Any) -> None:
        self.fields[f"r{rank}_structure"] = forms.ChoiceField(
            label=_("Construction habituelle"), choices=list(words.STRUCTURES.items()), required=False,
            initial=thing.structure if thing else "sessions",
        )  # fmt: skip

    def row(self, rank: int, before: dict[str, Any]) -> dict[str, Any]:
        return {"structure": self.cleaned_data[f"r{rank}_structure"] or "sessions"}


class AudiencesForm(ListForm):
    """Audiences: for whom activities are."""

    part = "audiences"


class CategoriesForm(SectionForm):
    """Names and rights of the categories; what is finer is written in the whole text."""

    def fill(self, profile: Profile) -> None:
        labels = {"vote": _("Vote"), "stand": _("Se présente aux élections"), "quorum": _("Compte au quorum"),
                  "propose": _("Propose des résolutions")}  # fmt: skip
        self.grouped: dict[str, list[str]] = {}
        for category in profile.membership.categories:
            key, seen = category.code, set(self.fields)
            self.add_text(f"name-{key}", _("Nom"), category.name)
            self.add_text(f"description-{key}", _("Description"), category.description, prose=True)
            for right in RIGHTS:
                self.fields[f"{right}-{key}"] = forms.BooleanField(
                    label=labels[right], required=False, initial=getattr(category.rights, right)
                )
            self.fields[f"max_delegates-{key}"] = forms.IntegerField(
                label=_("Personnes déléguées, au plus"), min_value=1, max_value=500, initial=category.max_delegates
            )
            self.fields[f"public-{key}"] = forms.BooleanField(
                label=_("Ses membres se voient sur les pages publiques"), required=False, initial=category.public
            )
            self.grouped[text(category.name)] = [name for name in self.fields if name not in seen]

    def groups(self) -> list[dict[str, Any]]:
        """For the page: each category and its fields."""
        return [{"title": title, "fields": [self[name] for name in names]} for title, names in self.grouped.items()]

    def change(self, data: dict[str, Any]) -> None:
        given = self.cleaned_data
        for category in data["membership"]["categories"]:
            key = category["code"]
            category["name"] = self.read_text(f"name-{key}", category["name"])
            category["description"] = self.read_text(f"description-{key}", category["description"])
            category["rights"] = {right: given[f"{right}-{key}"] for right in RIGHTS}
            category["max_delegates"] = given[f"max_delegates-{key}"]
            category["public"] = given[f"public-{key}"]


class ScheduleForm(SectionForm):
    """The fee schedule of a new year, copied from the last: the amounts alone are typed again."""

    def fill(self, profile: Profile) -> None:
        last = self.last = max(profile.fees.schedules, key=lambda one: one.first_year)
        plain = self.plain_last(profile.plain())
        self.fields["first_year"] = forms.IntegerField(
            label=_("Premier exercice"), initial=last.first_year + 1, min_value=last.first_year + 1, max_value=2200,
            help_text=_("L’année où l’exercice commence. Le barème d’avant s’arrête à l’exercice précédent."),
        )  # fmt: skip
        self.fields["adopted_on"] = forms.DateField(label=_("Adopté le"), initial=localdate, widget=NativeDate)
        self.fields["adopted_by"] = forms.ChoiceField(
            label=_("Adopté par"), choices=list(words.BODIES.items()), initial=last.adopted_by
        )
        names = {one.code: text(one.name) for one in profile.membership.categories}
        for rank, rule in enumerate(plain["rules"]):
            for place, label, value in self.amounts(rule, last.rules[rank]):
                self.fields[f"r{rank}_{place}"] = forms.CharField(
                    label=f"{names.get(rule['category'], rule['category'])}{label}", initial=value, max_length=20,
                    required=place not in ("floor", "cap"),
                    widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
                )  # fmt: skip

    def plain_last(self, data: dict[str, Any]) -> dict[str, Any]:
        found: dict[str, Any] = next(one for one in data["fees"]["schedules"] if one["code"] == self.last.code)
        return found

    @staticmethod
    def amounts(rule: dict[str, Any], read: Any) -> list[tuple[str, str, Any]]:
        """(place, what it is, value) of each amount of a rule."""
        match rule["kind"]:
            case "flat":
                return [("amount", "", rule["amount"])]
            case "free":
                return [
                    ("suggested", ", " + _("suggéré"), rule["suggested"]),
                    ("minimum", ", " + _("au moins"), rule["minimum"]),
                ]
            case "percent":
                return [("rate", ", " + _("part du budget"), rule["rate"]), ("floor", ", " + _("plancher"), rule.get("floor")),
                        ("cap", ", " + _("plafond"), rule.get("cap"))]  # fmt: skip
            case "brackets":
                return [
                    (f"step{at}", f", {bracket(read.steps[at])}", step["amount"])
                    for at, step in enumerate(rule["steps"])
                ]
        return []

    def change(self, data: dict[str, Any]) -> None:
        given, old = self.cleaned_data, self.plain_last(data)
        new = {**old, "code": f"bareme-{given['first_year']}", "first_year": given["first_year"],
               "adopted_on": given["adopted_on"], "adopted_by": given["adopted_by"], "example": False}  # fmt: skip
        new.pop("last_year", None)
        new["rules"] = [self.rule(rank, dict(rule)) for rank, rule in enumerate(old["rules"])]
        if old.get("last_year") is None or old["last_year"] >= given["first_year"]:
            old["last_year"] = given["first_year"] - 1
        data["fees"]["schedules"] = [*data["fees"]["schedules"], new]

    def rule(self, rank: int, rule: dict[str, Any]) -> dict[str, Any]:
        given = {
            name.split("_", 1)[1]: value for name, value in self.cleaned_data.items() if name.startswith(f"r{rank}_")
        }
        if rule["kind"] == "brackets":
            rule["steps"] = [{**step, "amount": given[f"step{at}"]} for at, step in enumerate(rule["steps"])]
            return rule
        for place, value in given.items():
            if value:
                rule[place] = value
            else:
                rule.pop(place, None)
        return rule


__all__ = [
    "ActivityFormsForm",
    "AudiencesForm",
    "CategoriesForm",
    "FamiliesForm",
    "ScheduleForm",
    "ThemesForm",
    "code_of",
]
