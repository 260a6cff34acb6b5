"""What the requests rest on: schools with their seats, animations, people who give them and when they may."""

import random
from datetime import date, time, timedelta
from typing import Any

from maillage.accounts import actions as accounts
from maillage.accounts.models import DEMO_DOMAIN
from maillage.audit import journal
from maillage.bookings.models import Absence, Availability, Bookable
from maillage.core.text import fold, french
from maillage.organisations.models import Organisation, Person, Place
from maillage.schools.models import Animation, Facilitator, School
from maillage.search import outbox

NAMES = {
    "CA": ("École primaire des Érables", "École secondaire du Grand-Pré", "Polyvalente de la Montagne", "École Sainte-Marguerite",
           "Cégep des Deux-Rivières", "Centre d’éducation des adultes L’Envol", "École secondaire Jeanne-Mance-Nord",
           "Collège Saint-Aubin", "École Le Tremplin", "Maison des jeunes La Traverse", "École internationale du Vallon",
           "École des Quatre-Vents"),
    "BE": ("Athénée royal du Parc", "Institut Saint-Lambert", "École communale du Centre", "Collège Notre-Dame des Prés",
           "École fondamentale Les Marronniers", "Institut technique de la Meuse", "Haute école du Brabant", "Lycée des Deux-Étangs"),
    "FR": ("Collège Jean-Moulin-Ouest", "Lycée Olympe-de-Gouges", "École élémentaire des Platanes", "Lycée agricole du Lauragais",
           "Collège des Sept-Deniers", "École primaire Rosa-Parks", "Lycée professionnel Gambetta", "Maison familiale rurale du Causse"),
}  # fmt: skip
LEVELS = (("primary-1", "primary-2"), ("secondary-1", "secondary-2"), ("secondary-1",), ("primary-2",), ("higher",), ("adult",),
          ("secondary-2",), ("secondary-1", "secondary-2"))  # fmt: skip
ANIMATIONS = (
    ("Le chemin d’un chandail", "Du champ de coton au magasin, un jeu de rôle pour comprendre qui gagne quoi et ce que peut une classe.",
     ("secondary-1", "secondary-2"), 75, "Un projecteur, des tables en îlots"),
    ("L’eau en commun", "Mesurer, partager, décider : une enquête sur l’eau, ici et chez nos partenaires.",
     ("primary-2", "secondary-1"), 90, "Un point d’eau"),
    ("Cacao : qui a croqué le prix ?", "De la fève à la tablette, le partage du prix se calcule et se goûte.",
     ("primary-2",), 60, "Pas d’allergie au cacao dans le groupe"),
    ("Portraits en mouvement", "Écouter des parcours de migration racontés par celles et ceux qui les ont vécus, puis en parler.",
     ("secondary-2", "higher", "adult"), 120, "Une salle calme"),
    ("Travail décent : et toi ?", "Des droits au travail, de la première paie aux chaînes mondiales.",
     ("secondary-2", "vocational"), 75, ""),
    ("Le monde en cinquante élèves", "Une photographie vivante de la population et des richesses du monde.",
     ("primary-2", "secondary-1", "youth"), 60, "Un gymnase ou une cour"),
)  # fmt: skip
# What each is about, where the network has that theme.
THEMES = {
    "Le chemin d’un chandail": ("achat-responsable", "commerce-equitable", "droits-travail", "salaire-decent"),
    "L’eau en commun": ("eau", "environnement", "besoins-fondamentaux", "developpement-durable", "justice-climatique"),
    "Cacao : qui a croqué le prix ?": ("commerce-equitable", "agriculture", "souverainete-alimentaire", "economie-sociale"),
    "Portraits en mouvement": ("egalite", "solidarite-sociale", "democratie-locale", "genre"),
    "Travail décent : et toi ?": ("droits-travail", "droit-du-travail", "salaire-decent", "jeunes"),
    "Le monde en cinquante élèves": ("causes-structurelles", "education", "protections-sociales", "droits-enfants", "jeunes"),
}  # fmt: skip
PEOPLE = (
    ("Nadia", "Fortin"),
    ("Samuel", "Ouellet"),
    ("Awa", "Cissé"),
    ("Clément", "Lacroix"),
    ("Yasmine", "Haddou"),
    ("Rose", "Villeneuve"),
)


class Base:
    """Schools, animations and people of one network."""

    def __init__(self, context: Any, chance: random.Random, small: bool) -> None:
        self.profile, self.today, self.chance, self.small = context.profile, context.today, chance, small
        self.themes = [theme.code for theme in self.profile.themes]
        kits = [row for row in context.made.get("objects", []) if row.kind == "kit"]
        self.schools = self.make_schools()
        self.animations = self.make_animations(kits)
        self.people = self.make_people()

    def make_schools(self) -> list[School]:
        names = NAMES.get(self.profile.country, NAMES["CA"])[: 4 if self.small else 12]
        taken = set(Organisation.objects.filter(name__in=names).values_list("name", flat=True))
        rows = [
            Organisation(name=name, sort_name=fold(name), website="", languages=["fr"])
            for name in names
            if name not in taken
        ]
        Organisation.objects.bulk_create(rows)
        regions = [region.code for region in self.profile.territory.regions] or [""]
        seats = list(
            Place.objects.filter(country=self.profile.country).exclude(city="").values_list("city", "region")[:200]
        )
        towns = [pair for pair in seats if pair[1] in regions] or seats or [("", regions[0])]
        places = []
        for row in rows:
            city, region = self.chance.choice(towns)
            places.append(Place(organisation=row, city=city, region=region, country=self.profile.country))
        Place.objects.bulk_create(places)
        schools = School.objects.bulk_create(
            School(organisation=row, levels=list(LEVELS[at % len(LEVELS)]), pupils=self.chance.randint(12, 120) * 10)
            for at, row in enumerate(rows)
        )
        notes = [journal.Note("organisation.created", "organisations.organisation", row.pk, row.name) for row in rows]
        notes += [journal.Note("school.added", "schools.school", one.pk, one.organisation.name) for one in schools]
        journal.record_many(notes, by=None)
        outbox.queue("organisations.organisation", [row.pk for row in rows])
        return schools

    def make_animations(self, kits: list[Bookable]) -> list[Animation]:
        rows = []
        for at, (title, summary, levels, minutes, needs) in enumerate(ANIMATIONS[: 4 if self.small else 6]):
            rows.append(Animation(
                title=french(title), summary=french(summary), levels=list(levels), minutes=minutes, needs=needs, largest=32,
                themes=[code for code in THEMES[title] if code in self.themes][:2], languages=["fr", "en"] if at % 2 else ["fr"],
                kit=kits[at % len(kits)] if kits and at < 4 else None,
            ))  # fmt: skip
        made = Animation.objects.bulk_create(rows)
        journal.record_many(
            [journal.Note("animation.created", "schools.animation", row.pk, row.title) for row in made], by=None
        )
        outbox.queue("schools.animation", [row.pk for row in made])
        return made

    def make_people(self) -> list[Facilitator]:
        """Nadia signs in; Clément's check ends soon, Rose never brought hers."""
        found, today = [], self.today
        rates = {"CAD": (12500, 6100), "EUR": (9000, 4297)}.get(self.profile.currency, (10000, 5000))
        for at, (first, last) in enumerate(PEOPLE[: 3 if self.small else 6]):
            address, user = f"{fold(first)}.{fold(last)}{DEMO_DOMAIN}", None
            if at == 0:
                user = accounts.create_account(email=address, name=f"{first} {last}", by=None, verified=True)
            person = Person.objects.create(first_name=first, last_name=last, email=address, user=user)
            until = [
                today + timedelta(days=400),
                today + timedelta(days=700),
                today + timedelta(days=300),
                today + timedelta(days=35),
            ]
            check = None if at == 5 else today - timedelta(days=300)
            found.append(Facilitator(
                person=person, languages=["fr", "en"] if at % 2 else ["fr"],
                themes=self.chance.sample(self.themes, k=min(3, len(self.themes))),
                fee=rates[0], per_100_km=rates[1], currency=self.profile.currency, check_on=check,
                check_until=until[at % 4] if check else None,
            ))  # fmt: skip
        made = Facilitator.objects.bulk_create(found)
        through = Facilitator.animations.through
        through.objects.bulk_create(
            through(facilitator=row, animation=one)
            for at, row in enumerate(made)
            for one in self.animations[at % 2 :: 1 if at < 3 else 2]
        )
        calendars = Bookable.objects.bulk_create(Bookable(kind="person", person=row.person) for row in made)
        Availability.objects.bulk_create(
            Availability(bookable=row, weekday=day, begins=time(8), ends=time(17))
            for at, row in enumerate(calendars) for day in range(at % 2, 5 - at % 3)
        )  # fmt: skip
        Absence.objects.create(
            bookable=calendars[1],
            first_on=today + timedelta(days=20),
            last_on=today + timedelta(days=27),
            note="Voyage",
        )
        self.calendars = {row.pk: calendar for row, calendar in zip(made, calendars, strict=True)}
        notes = [journal.Note("person.created", "organisations.person", row.person_id) for row in made]
        journal.record_many(
            [*notes, *[journal.Note("facilitator.added", "schools.facilitator", row.pk) for row in made]], by=None
        )
        outbox.queue("organisations.person", [row.person_id for row in made])
        return made


def school_day(day: date) -> bool:
    """Neither a weekend, nor summer, nor the end of the year."""
    feasts = (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 5)
    return day.weekday() < 5 and day.month not in (7, 8) and not feasts
