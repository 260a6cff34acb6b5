"""By what activities and people are counted, and what is counted of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from maillage.activities.enums import Kind
from maillage.attendance import words
from maillage.campaigns.models import Campaign


@dataclass(frozen=True)
class Dimension:
    """`level`: "activity", "date" or "people". `of`: a kind of `Classification`, a column, or a column of `CountRow`."""

    slug: str
    label: Any
    level: str
    of: str
    several: bool = False  # an activity may stand on several lines
    choices: str = ""  # of `words`


DIMENSIONS: dict[str, Dimension] = {
    one.slug: one
    for one in (
        Dimension("publics", _("Public visé"), "activity", Kind.AUDIENCE, True, "audiences"),
        Dimension("formes", _("Forme"), "activity", "form", choices="form"),
        Dimension("themes", _("Thème"), "activity", Kind.THEME, True, "theme"),
        Dimension("points", _("Point d’attention"), "activity", Kind.ATTENTION, True, "attention"),
        Dimension("axes", _("Axe transversal"), "activity", Kind.AXIS, True, "axis"),
        Dimension("cadres", _("Rubrique d’un cadre ou d’un bailleur"), "activity", Kind.HEADING, True, "heading"),
        Dimension("referentiels", _("Cadre ou bailleur"), "activity", Kind.HEADING, True, "framework"),
        Dimension("roles", _("Rôle du réseau"), "activity", "part", choices="part"),
        Dimension("mouvements", _("Mouvement ou rendez-vous"), "activity", "movement", choices="movement"),
        Dimension("campagnes", _("Campagne"), "activity", "campaign_id", choices="campaign"),
        Dimension("mois", _("Mois"), "date", "month", choices="month"),
        Dimension("lieux", _("Région du lieu"), "date", "place", choices="place"),
        Dimension("sexe", _("Sexe"), "people", "sex", choices="sex"),
        Dimension("age", _("Âge"), "people", "age", choices="age"),
        Dimension("presents", _("Public présent"), "people", "audience", choices="audience"),
        Dimension("origine", _("Région d’où l’on vient"), "people", "region", choices="region"),
        Dimension("premiere-fois", _("Première fois"), "people", "first_time", choices="first_time"),
    )
}


@dataclass(frozen=True)
class Measure:
    slug: str
    label: Any
    field: str  # of assembly.Tally
    definition: Any

    @property
    def name(self) -> str:
        return str(self.label)


MEASURES: dict[str, Measure] = {
    one.slug: one
    for one in (
        Measure("activites", _("Activités"), "activities",
                _("Activités dont une date au moins a eu lieu dans la période, annulées exclues.")),
        Measure("dates", _("Dates"), "dates", _("Dates tenues dans la période : une séance, une étape, un atelier.")),
        Measure("presences", _("Présences"), "presences",
                _("Personnes présentes à chaque date, additionnées : qui vient trois fois compte trois fois. Bénévoles et "
                  "organisation n’y sont pas.")),
        Measure("personnes", _("Personnes"), "people",
                _("Personnes différentes de chaque activité : le nombre donné par l’équipe ; sinon la date la plus suivie "
                  "d’un cycle, ou la somme des dates quand chacune a son public. Deux activités ne sont pas comparées : qui "
                  "vient aux deux y compte deux fois.")),
        Measure("heures", _("Heures-personnes"), "hours", _("Durée passée par chaque personne présente, quand elle est connue.")),
        Measure("indirectes", _("Personnes touchées indirectement"), "indirect",
                _("Personnes que d’autres ont touchées ensuite, par exemple celles que forment les personnes formées. Les "
                  "médias n’y sont pas, et ce nombre ne s’ajoute pas aux présences.")),
        Measure("vues", _("Vues en ligne"), "views",
                _("Vues d’un enregistrement ou d’une diffusion, à part : une vue n’est pas une personne.")),
    )
}  # fmt: skip
PRESENCES = MEASURES["presences"]


def shown() -> list[Dimension]:
    """Those where the network has something to tell apart."""
    return [one for one in DIMENSIONS.values() if one.slug in ("mois", "campagnes") or words.choices(one.choices)]


def named(dimension: Dimension, codes: Mapping[str, Any] | set[str]) -> list[tuple[str, str]]:
    """(code, name) of the lines of a dimension, in the profile's order; codes that vanished come after, as they are."""
    known = _choices(dimension, set(codes))
    seen = {code for code, _name in known}
    return [*known, *((code, code) for code in sorted(set(codes) - seen - {""}))]


def _choices(dimension: Dimension, codes: set[str]) -> list[tuple[str, str]]:
    if dimension.slug == "campagnes":
        rows = Campaign.objects.filter(pk__in=[int(code) for code in codes if code.isdecimal()]).order_by(
            "starts_on", "pk"
        )
        return [(str(pk), title) for pk, title in rows.values_list("pk", "title")]
    if dimension.slug == "mois":
        return [(str(number), str(name).capitalize()) for number, name in MONTHS.items()]
    return words.choices(dimension.choices)
