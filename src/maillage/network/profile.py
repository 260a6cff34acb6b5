"""The profile of one network: everything that distinguishes it, as one immutable value."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.numbers import list_currencies
from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from maillage.core.periods import FiscalYear
from maillage.network.base import Code, Coded, Flaw, Frozen, Text, Words, refuse, repeated_codes
from maillage.network.fees import Fees, FeeSchedule
from maillage.network.fiscal import FiscalYearStart
from maillage.network.legal import LegalProfile
from maillage.network.membership import Category, Membership
from maillage.network.mission import (
    ActivityForm,
    Ally,
    Axis,
    Charter,
    Family,
    Framework,
    Movement,
    OrganisationKind,
    Table,
    Theme,
    Value,
)
from maillage.network.names import Demo, Names, Texts, Visibility
from maillage.network.place import Bank, Colours, Contact, Country, Language, Territory
from maillage.network.quantities import digits_of


def _currency(value: str) -> str:
    if value not in list_currencies():
        refuse(f"monnaie inconnue « {value[:20]} » : trois lettres majuscules (ISO 4217)")
    return value


def _timezone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        refuse(f"fuseau horaire inconnu « {value[:40]} », par exemple America/Montreal")
    return value


C = TypeVar("C", bound=Coded)


def _find(things: tuple[C, ...], code: str) -> C:
    for thing in things:
        if thing.code == code:
            return thing
    raise KeyError(code)


class Profile(Frozen):
    """Everything that distinguishes one network from another. Read it with `Profile.parse`."""

    format: Literal[1] = 1
    code: Code
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    country: Country
    currency: Annotated[Words, AfterValidator(_currency)]
    timezone: Annotated[Words, AfterValidator(_timezone)]
    fiscal_year: FiscalYearStart
    names: Names
    texts: Texts
    contact: Contact
    bank: Bank | None = None
    colours: Colours = Colours()
    territory: Territory
    axes: tuple[Axis, ...] = ()
    cross_cutting_axes: tuple[Axis, ...] = ()
    themes: tuple[Theme, ...] = ()
    values: tuple[Value, ...] = ()
    frameworks: tuple[Framework, ...] = ()
    movements: tuple[Movement, ...] = ()
    activity_forms: tuple[ActivityForm, ...] = ()
    audiences: tuple[Coded, ...] = ()
    families: tuple[Family, ...] = ()
    organisation_kinds: tuple[OrganisationKind, ...] = ()
    partner_types: tuple[Coded, ...] = ()
    allies: tuple[Ally, ...] = ()
    tables: tuple[Table, ...] = ()
    membership: Membership
    fees: Fees
    charter: Charter | None = None
    legal: LegalProfile
    visibility: Visibility
    demo: Demo | None = None

    @classmethod
    def parse(cls, data: Mapping[str, Any]) -> Self:
        """Read a profile from plain data, its amounts by the decimals of its currency."""
        currency = data.get("currency")
        digits = digits_of(currency) if isinstance(currency, str) else 2
        return cls.model_validate(dict(data), context={"digits": digits})

    def plain(self) -> dict[str, Any]:
        """Return the plain data from which `parse` gives an equal profile."""
        context = {"digits": digits_of(self.currency)}
        return self.model_dump(exclude_none=True, context=context)

    @model_validator(mode="after")
    def _amounts_in_its_currency(self, info: ValidationInfo) -> Self:
        if (info.context or {}).get("digits", 2) != digits_of(self.currency):
            refuse("lire ce profil par Profile.parse, qui connaît les décimales de sa monnaie")
        return self

    def flaws(self) -> Iterator[Flaw]:
        for name in (
            "axes", "themes", "values", "frameworks", "movements", "activity_forms", "audiences",
            "families", "organisation_kinds", "partner_types", "tables",
        ):  # fmt: skip
            yield from repeated_codes(name, getattr(self, name))
        seen = {axis.code for axis in self.axes}
        for rank, axis in enumerate(self.cross_cutting_axes):
            if axis.code in seen:
                yield ("cross_cutting_axes", rank, "code"), f"code « {axis.code} » déjà utilisé"
            seen.add(axis.code)
        allies: set[str] = set()
        for rank, ally in enumerate(self.allies):
            if ally.code in allies:
                yield ("allies", rank, "code"), f"code « {ally.code} » déjà utilisé"
            allies.add(ally.code)
        languages = [language.code for language in self.languages]
        for rank, code in enumerate(languages):
            if code in languages[:rank]:
                yield ("languages", rank, "code"), f"langue « {code} » écrite deux fois"
        yield from self._family_flaws()
        yield from self._fee_flaws()

    def _family_flaws(self) -> Iterator[Flaw]:
        families = {family.code for family in self.families}
        kinds = {kind.family for kind in self.organisation_kinds}
        for rank, kind in enumerate(self.organisation_kinds):
            if kind.family is not None and kind.family not in families:
                yield (
                    ("organisation_kinds", rank, "family"),
                    f"famille inconnue « {kind.family} »",
                )
        for rank, category in enumerate(self.membership.categories):
            place = ("membership", "categories", rank)
            if category.family is not None and category.family not in families:
                yield (*place, "family"), f"famille inconnue « {category.family} »"
            elif category.family is not None and category.family not in kinds:
                said = f"aucun genre d'organisation n'est de la famille « {category.family} »"
                yield (*place, "family"), f"{said} : personne ne peut entrer ici"
            if category.admission.sign_charter and self.charter is None:
                yield (
                    (*place, "admission", "sign_charter"),
                    "aucune charte à signer dans ce profil",
                )

    def _fee_flaws(self) -> Iterator[Flaw]:
        categories = [category.code for category in self.membership.categories]
        for rank, schedule in enumerate(self.fees.schedules):
            place = ("fees", "schedules", rank)
            for at, rule in enumerate(schedule.rules):
                if rule.category not in categories:
                    yield (
                        (*place, "rules", at, "category"),
                        f"catégorie inconnue « {rule.category} »",
                    )
            for at, reduction in enumerate(schedule.reductions):
                for index, code in enumerate(reduction.categories):
                    if code not in categories:
                        yield (
                            (*place, "reductions", at, "categories", index),
                            f"catégorie inconnue « {code} »",
                        )
        newest = max(range(len(self.fees.schedules)), key=self._first_year)
        for code in categories:
            if self.fees.schedules[newest].rule_for(code) is None:
                yield (
                    ("fees", "schedules", newest, "rules"),
                    f"le barème le plus récent ne dit rien de la catégorie « {code} »",
                )

    def _first_year(self, rank: int) -> int:
        return self.fees.schedules[rank].first_year

    @property
    def name(self) -> Text:
        """The full name of the network."""
        return self.names.name

    @property
    def short_name(self) -> Text:
        """The name by which people call the network."""
        return self.names.short_name

    @property
    def tagline(self) -> Text:
        """What the network says of itself in one line."""
        return self.names.tagline

    @property
    def language(self) -> Language:
        """The default language."""
        return self.languages[0]

    @property
    def digits(self) -> int:
        """The number of decimals of the currency."""
        return digits_of(self.currency)

    def category(self, code: str) -> Category:
        """Return a category of members; KeyError when there is none."""
        return _find(self.membership.categories, code)

    def theme(self, code: str) -> Theme:
        """Return a theme; KeyError when there is none."""
        return _find(self.themes, code)

    def family(self, code: str) -> Family:
        """Return a family of actors; KeyError when there is none."""
        return _find(self.families, code)

    def framework(self, code: str) -> Framework:
        """Return a reference framework; KeyError when there is none."""
        return _find(self.frameworks, code)

    def fiscal_year_of(self, day: date) -> FiscalYear:
        """Return the fiscal year in which a day falls."""
        return self.fiscal_year.year_of(day)

    def schedule_on(self, day: date) -> FeeSchedule | None:
        """Return the schedule that holds for the fiscal year of a day, if one was adopted."""
        year = self.fiscal_year_of(day).start.year
        return next((one for one in self.fees.schedules if one.covers(year)), None)
