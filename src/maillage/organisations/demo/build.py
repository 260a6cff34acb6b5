"""Writing the invented network in bulk: organisations with all that goes with them, people, links from both ends."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.timezone import now

from maillage.core.territories import country_name
from maillage.core.text import fold, slug
from maillage.network.profile import Profile
from maillage.organisations import words
from maillage.organisations.demo import names, numbers, partners, persons, places
from maillage.organisations.models import (
    ActionCountry,
    Description,
    Identifier,
    Link,
    Organisation,
    OrganisationTheme,
    Person,
    Place,
    Size,
)
from maillage.organisations.withholding import default_hidden, is_withheld_by_default

BATCH = 1000


@dataclass
class Pile:
    """Rows to be written together."""

    organisations: list[Organisation] = field(default_factory=list)
    beside: dict[type, list[Any]] = field(default_factory=dict)

    def add(self, row: Any) -> Any:
        self.beside.setdefault(type(row), []).append(row)
        return row


class Builder:
    """One demonstration: the same words in the same order each time, from the network's code."""

    def __init__(self, profile: Profile, today: date) -> None:
        self.profile, self.today = profile, today
        self.chance = random.Random(f"maillage {profile.code}")  # noqa: S311 (invented names, nothing secret)
        self.territory = profile.territory.kind
        self.towns = self._towns()
        self.taken: set[str] = set()
        self.pile = Pile()
        self.hidden = default_hidden(profile, words.SHOWABLE)
        self.countries = partners.countries(profile.territory.partner_countries, profile.demo.partner_countries or 3
                                            if profile.demo else 3)  # fmt: skip

    def _towns(self) -> list[places.Town]:
        """Towns of the network's own regions four times out of five, of the rest of the territory otherwise."""
        everywhere = list(places.BY_TERRITORY[self.territory])
        regions = {region.code for region in self.profile.territory.regions}
        own = [town for town in everywhere if town.region in regions]
        return own * 4 + [town for town in everywhere if town not in own][: max(1, len(own))] if own else everywhere

    # Organisations

    def organisation(self, kind: str, family: str, number: int) -> Organisation:
        chance, town = self.chance, self.chance.choice(self.towns)
        name = names.invent(kind, town.city, chance, self.taken)
        founded = chance.randint(1958, self.today.year - 2)
        row = self._row(name, kind, family, founded)
        self._seat(row, town, self.profile.country, town.region)
        for one in chance.sample(self.countries, k=min(len(self.countries), chance.choice((0, 1, 1, 1, 2, 3)))):
            self.pile.add(ActionCountry(organisation=row, country=one))
        self._themes(row)
        for id_kind, value in numbers.identifiers(self.profile.country, number, chance):
            self.pile.add(Identifier(organisation=row, kind=id_kind, value=value))
        self._describe(row, names.of_place(town.city), number)
        return row

    def partner(self, number: int) -> Organisation:
        chance = self.chance
        country = self.countries[number % len(self.countries)]
        types = [one.code for one in self.profile.partner_types] or ["ong"]
        kind = (
            types[number // len(self.countries) % len(types)] if number >= len(self.countries) else chance.choice(types)
        )
        town = chance.choice(places.ABROAD[country])
        row = self._row(
            partners.invent(kind, country, town.city, chance, self.taken), kind, "", chance.randint(1975, 2020)
        )
        self._seat(row, town, country, "")
        self.pile.add(ActionCountry(organisation=row, country=country))
        self._themes(row)
        row.withheld = is_withheld_by_default(self.profile, {"kind": kind, "country": country})
        row.withheld_reason = "Partenaire à l’étranger, selon la règle du réseau" if row.withheld else ""
        text = chance.choice(names.PARTNER_SENTENCES).format(
            name=row.name, place=names.at_place(town.city), country=country_name(country, "fr"), founded=row.founded
        )
        self.pile.add(Description(organisation=row, language="fr", text=text))
        return row

    def _row(self, name: str, kind: str, family: str, founded: int) -> Organisation:
        chance, address = self.chance, slug(name)[:40].strip("-") or "organisation"
        checked = chance.choice((20, 60, 120, 200, 300, 300, 500, 900))
        acronym = "".join(word[0] for word in name.replace("’", " ").split() if word[0].isupper())
        row = Organisation(
            name=name, sort_name=fold(name)[:300], kind=kind, family=family, founded=founded,
            short_name=acronym if len(acronym) >= 3 and chance.random() < 0.5 else "",
            website=f"https://{address}.example" if chance.random() < 0.7 else "",
            email=f"contact@{address}.example" if chance.random() < 0.8 else "",
            languages=["français"], hidden_fields=list(self.hidden),
            verified_on=self.today - timedelta(days=checked) if chance.random() < 0.85 else None,
        )  # fmt: skip
        self.pile.organisations.append(row)
        return row

    def _seat(self, row: Organisation, town: places.Town, country: str, region: str) -> None:
        chance = self.chance
        self.pile.add(Place(
            organisation=row, street=f"{chance.randint(1, 240)}, rue des {chance.choice(names.WORDS['trees']).capitalize()}",
            postal_code=town.postal_code, city=town.city, region=region, country=country,
            latitude=round(town.latitude + chance.uniform(-0.03, 0.03), 4),
            longitude=round(town.longitude + chance.uniform(-0.03, 0.03), 4),
        ))  # fmt: skip

    def _themes(self, row: Organisation) -> None:
        codes = [theme.code for theme in self.profile.themes]
        for code in self.chance.sample(codes, k=min(len(codes), self.chance.choice((1, 1, 2, 3)))):
            self.pile.add(OrganisationTheme(organisation=row, theme=code))

    def _describe(self, row: Organisation, place: str, number: int) -> None:
        chance = self.chance
        if chance.random() > 0.7:
            return
        country = country_name(chance.choice(self.countries), "fr")
        abroad = f"({country})"
        for language, sentences in names.SENTENCES.items():
            if language == "fr" or (number % 5 == 0 and row.kind in {k.code for k in self.profile.organisation_kinds}):
                text = chance.choice(sentences).format(name=row.name, place=place, country=abroad, founded=row.founded)
                self.pile.add(Description(organisation=row, language=language, text=text))

    def sizes(self, row: Organisation, rank: int) -> None:
        """Budget, staff, represented members or inhabitants, year by year, growing or not."""
        chance, unit = self.chance, 10**self.profile.digits
        years = self.profile.demo.years if self.profile.demo else 3
        large = row.kind in ("centrale", "mutualite") or rank % 9 == 0
        start = {"budget": chance.choice((18_000, 46_000, 85_000, 140_000, 310_000)) * (8 if large else 1) * unit,
                 "staff": chance.choice((0, 1, 2, 4, 7, 14)) * (6 if large else 1)}  # fmt: skip
        if row.kind in ("centrale", "federation", "syndicat", "mutualite", "mouvement"):
            start["represented_members"] = chance.choice((120, 380, 900, 2600, 7400)) * (20 if large else 1)
        if row.kind == "collectivite":
            start["inhabitants"] = chance.choice((640, 2300, 4800, 17_000, 46_000)) * (6 if large else 1)
        for measure, value in start.items():
            for back in range(years, 0, -1):
                moved = value * chance.randint(92, 112) // 100
                rounded = moved // (100 * unit) * 100 * unit if measure == "budget" else moved
                self.pile.add(Size(organisation=row, measure=measure, year=self.today.year - back, value=rounded,
                                   evidence="États financiers" if measure == "budget" else "Déclaration"))  # fmt: skip

    # People and links

    def person(self, *, city: str = "", language: str = "fr", post: bool = False, user: Any = None,
               name: tuple[str, str] | None = None) -> Person:  # fmt: skip
        chance = self.chance
        first, last = name or persons.invent(self.territory, chance)
        town = chance.choice(self.towns)
        row = Person(
            first_name=first, last_name=last, sort_name=fold(f"{last} {first}")[:210], language=language, user=user,
            email=user.email if user else f"{slug(first)}.{slug(last)}@courriel.example" if chance.random() < 0.85 else "",
            phone=numbers.phone(self.profile.country, chance) if chance.random() < 0.5 else "",
            birth_year=chance.randint(1946, 2006) if post else None, city=city or town.city,
            street=f"{chance.randint(1, 900)}, rue des {chance.choice(names.WORDS['trees']).capitalize()}" if post else "",
            postal_code=town.postal_code if post else "", country=self.profile.country if post else "",
        )  # fmt: skip
        return self.pile.add(row)  # type: ignore[no-any-return]

    def tie(self, origin: Organisation, relation: str, target: Any, **said: Any) -> None:
        """Both ends of a link."""
        pair = uuid.UUID(int=self.chance.getrandbits(128), version=4)
        ends = ({"to_organisation": target}, {"from_organisation": target}) if isinstance(target, Organisation) else (
            {"to_person": target}, {"from_person": target})  # fmt: skip
        self.pile.add(Link(pair=pair, relation=relation, from_organisation=origin, **ends[0], **said))
        self.pile.add(Link(pair=pair, relation=relation, is_reverse=True, to_organisation=origin, **ends[1], **said))

    def write(self) -> None:
        """Everything at once, organisations and people before what refers to them."""
        at = now()
        for row in self.pile.organisations:
            row.updated_at = at
        Organisation.objects.bulk_create(self.pile.organisations, batch_size=BATCH)
        for person in self.pile.beside.get(Person, []):
            person.updated_at = at
        Person.objects.bulk_create(self.pile.beside.pop(Person, []), batch_size=BATCH)
        for model, rows in self.pile.beside.items():
            for row in rows:
                for name in ("organisation", "from_organisation", "to_organisation", "from_person", "to_person"):
                    if (tied := getattr(row, name, None)) is not None:
                        setattr(row, name, tied)  # its number is known now
            model._default_manager.bulk_create(rows, batch_size=BATCH)
        self.pile = Pile()
