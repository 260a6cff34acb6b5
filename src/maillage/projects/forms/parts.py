"""Who takes part, where, with which codes: rows one writes, of which a source's other details are kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.codelists import codelist
from maillage.core.text import fold
from maillage.organisations.forms.rows import Cell, RowsField, names_for
from maillage.projects import words
from maillage.projects.enums import Exactness, PlaceKind, Role
from maillage.projects.forms.fields import EMPTY, cells, organisation, share, shown_share
from maillage.projects.models import Participant, Place, Project

Values = dict[str, Any]


def kept(row: Any, **changes: Any) -> Values:
    """What a row says, with changes."""
    told = model_to_dict(row, exclude=["id", "project", "rank"])
    if isinstance(row, Participant):
        told["organisation_id"] = told.pop("organisation", None)
    return {**told, **changes}


def roles() -> list[tuple[str, Any]]:
    return [*EMPTY, *Role.choices]


def types() -> list[tuple[str, Any]]:
    return [*EMPTY, *words.choices_of("OrganisationType")]


class WhoForm(forms.Form):
    """Who takes part, with their shares of the work and of the money."""

    who = RowsField(
        label=lazy("Qui y participe"), read=cells,
        help_text=lazy("Un nom de l’annuaire devient un lien ; tout autre nom reste écrit tel quel. Les parts servent"
                       " lorsque plusieurs portent le projet : 100 % au plus."),
        cells=(Cell("role", lazy("Rôle"), choices=roles), Cell("name", lazy("Organisation"), longest=300),
               Cell("work", lazy("Part du travail (%)"), longest=14), Cell("money", lazy("Part de l’argent (%)"), longest=14),
               Cell("ref", lazy("Identifiant IATI"), longest=200), Cell("type", lazy("Genre IATI"), choices=types),
               Cell("activity", lazy("Son activité IATI"), longest=200)),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, project: Project, **kwargs: Any) -> None:
        self.user, self.project = user, project
        self.rows = list(project.participants.visible_to(user).select_related("organisation"))
        super().__init__(*args, initial={"who": [
            [row.role, name_of(row), shown_share(row.work_share), shown_share(row.money_share), row.ref, row.type, row.activity_id]
            for row in self.rows
        ]}, **kwargs)  # fmt: skip
        taking_part = Participant.objects.exclude(organisation=None).values("organisation")
        self.fields["who"].widget.suggested = {"name": lambda: names_for(user, taking_part)}  # type: ignore[attr-defined]

    def clean_who(self) -> list[Values]:
        left, found = list(self.rows), []
        for number, (role, name, work, money, ref, type_, activity) in enumerate(self.cleaned_data["who"], 1):
            if role not in Role.values:
                raise ValidationError(_("Ligne %(number)s : choisissez un rôle.") % {"number": number})
            values = {"role": role, "work_share": share(work), "money_share": share(money), "ref": ref, "type": type_,
                      "activity_id": activity}  # fmt: skip
            old = next((row for row in left if (row.role, name_of(row)) == (role, name)), None) or next(
                (row for row in left if name_of(row) == name), None)  # fmt: skip
            if old:
                left.remove(old)
                found.append(kept(old, **values))
                continue
            one = organisation(name, self.user)
            if not name:
                raise ValidationError(_("Ligne %(number)s : nommez l’organisation.") % {"number": number})
            found.append({**values, "organisation_id": one.pk if one else None,
                          "names": [] if one else [[self.project.language, name]]})  # fmt: skip
        return found

    def values(self) -> Values:
        return {"participants": self.cleaned_data["who"]}


def name_of(row: Participant) -> str:
    return row.organisation.name if row.organisation else str(row)


def vocabularies(name: str) -> list[tuple[str, Any]]:
    return [(code, f"{code} : {label}") for code, label in words.choices_of(name)]


def country_names() -> list[str]:
    return [name for _code, name in words.country_choices()]


class WhereForm(forms.Form):
    """Countries and regions with their shares, then places with their precision."""

    countries = RowsField(
        label=lazy("Pays"), read=cells,
        help_text=lazy("Les parts des pays et des régions du monde font cent pour cent ensemble, ou restent vides."),
        cells=(Cell("name", lazy("Pays"), longest=80, suggest=country_names), Cell("share", lazy("Part (%)"), longest=14)),
    )  # fmt: skip
    regions = RowsField(
        label=lazy("Régions du monde"), read=cells,
        cells=(Cell("list", lazy("Liste"), choices=lambda: [*EMPTY, *vocabularies("RegionVocabulary")]),
               Cell("code", lazy("Code"), longest=60), Cell("share", lazy("Part (%)"), longest=14)),
        help_text=lazy("Un code de la liste de l’OCDE, par exemple 1027 (Afrique occidentale)."),
    )  # fmt: skip
    locations = RowsField(
        label=lazy("Lieux précis"), read=cells, help_text=lazy("En degrés, comme 14,79 et -16,93 ; vide si l’on ne veut pas le dire."),
        cells=(Cell("name", lazy("Lieu"), longest=200), Cell("lat", lazy("Latitude"), longest=20),
               Cell("lon", lazy("Longitude"), longest=20),
               Cell("exact", lazy("Précision"), choices=lambda: [*EMPTY, *Exactness.choices])),
    )  # fmt: skip

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        self.project = project
        self.rows = list(project.places.all())
        by_kind = {kind: [row for row in self.rows if row.kind == kind] for kind in PlaceKind}
        super().__init__(*args, initial={
            "countries": [[words.of_place(row), shown_share(row.percentage)] for row in by_kind[PlaceKind.COUNTRY]],
            "regions": [[row.vocabulary or "1", row.code, shown_share(row.percentage)] for row in by_kind[PlaceKind.REGION]],
            "locations": [[str(row), degrees(row.latitude), degrees(row.longitude), row.exactness]
                          for row in by_kind[PlaceKind.LOCATION]],
        }, **kwargs)  # fmt: skip

    def old(self, kind: PlaceKind, code: str) -> Place | None:
        return next((row for row in self.rows if row.kind == kind and (row.code == code or str(row) == code)), None)

    def place(self, kind: PlaceKind, code: str, **values: Any) -> Values:
        old = self.old(kind, code)
        return kept(old, **values) if old else {"kind": kind, "code": code, **values}

    def clean_countries(self) -> list[Values]:
        by_name = {fold(name): code for code, name in words.country_choices()}
        known, found = dict(words.country_choices()), []
        for name, part in self.cleaned_data["countries"]:
            code = name.upper() if name.upper() in known else by_name.get(fold(name), "")
            if not code:
                raise ValidationError(_("« %(name)s » : ce pays n’est pas connu.") % {"name": name[:60]})
            found.append(self.place(PlaceKind.COUNTRY, code, percentage=share(part)))
        return found

    def clean_regions(self) -> list[Values]:
        found = []
        for listed, code, part in self.cleaned_data["regions"]:
            if not code:
                raise ValidationError(_("Écrivez le code de la région."))
            if listed in ("", "1") and code not in codelist("Region").codes and not self.old(PlaceKind.REGION, code):
                raise ValidationError(
                    _("« %(code)s » n’est pas dans la liste des régions de l’OCDE.") % {"code": code[:20]}
                )
            found.append(self.place(PlaceKind.REGION, code, vocabulary=listed, percentage=share(part)))
        return found

    def clean_locations(self) -> list[Values]:
        left, found = [row for row in self.rows if row.kind == PlaceKind.LOCATION], []
        for name, lat, lon, exact in self.cleaned_data["locations"]:
            where = {"latitude": degree(lat, 90), "longitude": degree(lon, 180), "exactness": exact}
            if (where["latitude"] is None) != (where["longitude"] is None):
                raise ValidationError(
                    _("« %(name)s » : écrivez la latitude et la longitude, ou aucune.") % {"name": name[:60]}
                )
            old = next((row for row in left if str(row) == name), None)
            if old:
                left.remove(old)
                if (old.latitude, old.longitude) != (where["latitude"], where["longitude"]):
                    where["position"] = position(where)
                found.append(kept(old, **where))
                continue
            found.append(
                {
                    "kind": PlaceKind.LOCATION,
                    "names": [[self.project.language, name]],
                    **where,
                    "position": position(where),
                }
            )
        return found

    def values(self) -> Values:
        data = self.cleaned_data
        return {"places": [*data["countries"], *data["regions"], *data["locations"]]}


def position(where: Values) -> str:
    return "" if where["latitude"] is None else f"{where['latitude']:g} {where['longitude']:g}"


def degrees(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",")


def degree(text: str, most: int) -> float | None:
    if not text:
        return None
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = most + 1.0
    if not -most <= found <= most:
        raise ValidationError(_("« %(text)s » n’est pas une latitude ou une longitude.") % {"text": text[:20]})
    return found
