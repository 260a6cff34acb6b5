"""The chapter of bookings: kits, exhibitions, equipment and rooms; loans of three years, one of them late."""

import random
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.timezone import now

from maillage.audit import journal
from maillage.bookings.models import Bookable, Reservation
from maillage.bookings.models.reservation import secret
from maillage.core.text import fold, french
from maillage.search import outbox

KIND = "bookings.bookable"
OBJECTS = (
    ("kit", "Trousse « Le chemin d’un chandail »", "Du champ de coton au magasin : qui gagne quoi ?",
     "30 cartes de rôle\n1 carte du monde plastifiée\n6 étiquettes\n1 guide d’animation\n1 clé de témoignages", 5000, "Une valise, 6 kg"),
    ("kit", "Trousse « L’eau en commun »", "Mesurer, partager, décider : une enquête sur l’eau d’ici et d’ailleurs.",
     "8 éprouvettes graduées\n24 fiches d’enquête\n1 maquette de bassin versant\n1 guide d’animation", 4000, "Une caisse, 9 kg"),
    ("kit", "Trousse « Cacao équitable »", "De la fève à la tablette : le partage du prix, à goûter et à calculer.",
     "Fèves et beurre de cacao\n20 cartes de prix\n1 affiche du partage\n1 guide", None, "Une caisse, 4 kg"),
    ("kit", "Jeu « Portraits en mouvement »", "Des parcours de migration racontés par celles et ceux qui les ont vécus.",
     "12 portraits sonores\n2 lecteurs\n12 casques\n1 guide", 12000, "Deux valises, 11 kg"),
    ("exhibition", "Exposition « Visages du travail décent »", "Vingt panneaux sur des travailleuses et travailleurs qui s’organisent.",
     "20 panneaux enroulables\n20 pieds\n2 sacs de transport\n1 livret de visite", 20000, "Six sacs, 60 kg ; une fourgonnette"),
    ("exhibition", "Exposition « Semences »", "Douze photographies et des semences à toucher.",
     "12 cadres\n1 meuble à tiroirs\n24 cartels", 15000, "Un meuble et deux caisses"),
    ("equipment", "Stand et banderoles", "Pour une fête, un marché, une journée portes ouvertes.",
     "1 table pliante\n1 tente de 3 m\n2 banderoles\n1 nappe", None, "Coffre d’une voiture"),
    ("equipment", "Projecteur et écran", "", "1 projecteur\n1 écran de 2 m\n1 rallonge\n1 câble HDMI", 10000, "Un sac"),
    ("room", "Salle de réunion", "Vingt places, tableau, visioconférence.", "", None, ""),
)  # fmt: skip
BORROWERS = {
    "CA": ("École secondaire du Grand-Pré", "Maison des jeunes L’Escale", "Bibliothèque du Vieux-Port", "Collège des Rivières",
           "Centre communautaire Les Tilleuls", "Comité de citoyens du Faubourg", "Cégep des Trois-Fontaines"),
    "BE": ("Athénée du Grand-Pré", "Maison de jeunes L’Escale", "Bibliothèque communale du Port", "Collège des Rivières",
           "Maison de quartier Les Tilleuls", "Comité de quartier du Faubourg", "Institut des Trois-Fontaines"),
    "FR": ("Collège du Grand-Pré", "Maison des jeunes et de la culture L’Escale", "Médiathèque du Port", "Lycée des Rivières",
           "Centre social Les Tilleuls", "Comité de quartier du Faubourg", "Lycée des Trois-Fontaines"),
}  # fmt: skip
THEMES = {
    "chandail": ("achat-responsable", "commerce-equitable", "droits-travail", "salaire-decent"),
    "eau": ("eau", "besoins-fondamentaux", "justice-climatique", "environnement"),
    "Cacao": ("commerce-equitable", "agriculture", "souverainete-alimentaire", "economie-sociale"),
    "Portraits": ("egalite", "solidarite-sociale", "democratie-locale", "genre"),
    "décent": ("droits-travail", "droit-du-travail", "salaire-decent", "causes-structurelles"),
    "Semences": ("agriculture", "souverainete-alimentaire", "developpement-durable", "economie-sociale"),
}
NAMES = ("Maude Girard", "Karim Lefort", "Inès Caron", "Paul Deschamps", "Lina Berger", "Oscar Meunier")
PURPOSES = (
    "Semaine de la solidarité",
    "Cours sur la consommation",
    "Journée portes ouvertes",
    "Fête de quartier",
    "Projet de classe",
)


class Shelf:
    """Loans being invented, object by object, never two at a time."""

    def __init__(self, context: Any) -> None:
        self.today, self.profile = context.today, context.profile
        self.chance = random.Random(f"bookings {context.profile.code}")  # noqa: S311 (an invention, always the same)
        self.zone = ZoneInfo(context.profile.timezone)
        self.loans: list[Reservation] = []

    def loan(self, bookable: Bookable, start: int, days: int, state: str, **more: Any) -> int:
        """A loan so many days from today; returns the day after it."""
        at = datetime.combine(self.today + timedelta(days=start), time.min, self.zone)
        end = at + timedelta(days=days)
        who = self.chance.choice(BORROWERS.get(self.profile.country, BORROWERS["CA"]))
        name = self.chance.choice(NAMES)
        stamps = {"confirmed_at": at - timedelta(days=9)} if state != "asked" else {}
        if state in ("out", "returned"):
            stamps |= {"out_at": at + timedelta(hours=10), "condition_out": "good"}
        if state == "returned":
            stamps |= {"returned_at": end, "condition_in": self.chance.choice(("good", "good", "good", "worn"))}
        if state == "cancelled":
            stamps |= {"cancelled_at": at - timedelta(days=3), "cancel_reason": "La classe a changé de projet."}
        old = (self.today - end.date()).days > 400
        contact = (
            {}
            if old
            else {
                "contact_name": name,
                "contact_email": f"{fold(name).replace(' ', '.')}@emprunt.exemple.org",
            }
        )
        due = None if bookable.kind == "room" else (end - timedelta(days=1)).date()
        values = {
            "organisation_name": who,
            "purpose": self.chance.choice(PURPOSES),
            "due_on": due,
            **contact,
            **stamps,
            **more,
        }
        self.loans.append(Reservation(bookable=bookable, starts_at=at, ends_at=end, state=state, token=secret(), key=secret(),
                                      asked_at=at - timedelta(days=14), purged_at=now() if old else None, **values))  # fmt: skip
        return start + days


def write(context: Any) -> None:
    """Objects and their loans. Run on a network that has some, it changes nothing."""
    if Bookable.objects.exists():
        return
    shelf = Shelf(context)
    objects = made(context.profile)
    for rank, bookable in enumerate(objects):
        past(shelf, bookable)
        coming(shelf, rank, bookable)
    Reservation.objects.bulk_create(shelf.loans)
    notes = [journal.Note("bookable.created", KIND, row.pk, row.name) for row in objects]
    journal.record_many(notes, by=None)
    outbox.queue(KIND, [row.pk for row in objects])
    context.made["objects"] = objects
    context.say(f"{len(objects)} objets à prêter et {len(shelf.loans)} prêts inventés")


def made(profile: Any) -> list[Bookable]:
    themes = [theme.code for theme in profile.themes]
    rows = []
    for kind, name, description, contents, deposit, volume in OBJECTS:
        about = next((codes for word, codes in THEMES.items() if word in name), ())
        chosen = [code for code in about if code in themes][:2]
        rows.append(Bookable(
            kind=kind, name=french(name), description=description, contents=contents, deposit=deposit, volume=volume, themes=chosen,
            currency=profile.currency if deposit is not None else "", kept_at="Local du réseau, armoire du fond",
            is_public=kind != "room", longest_days=21 if kind == "exhibition" else 14,
            margin_before=0 if kind == "room" else 60, margin_after=0 if kind == "room" else 120,
        ))  # fmt: skip
    return Bookable.objects.bulk_create(rows)


def past(shelf: Shelf, bookable: Bookable) -> None:
    """Three years of loans, more in the months of class."""
    at = -1080 + shelf.chance.randint(0, 40)
    while at < -60:
        month = (shelf.today + timedelta(days=at)).month
        if month not in (7, 8):
            days = shelf.chance.randint(3, 14)
            at = shelf.loan(bookable, at, days, "cancelled" if shelf.chance.random() < 0.06 else "returned")
        at += shelf.chance.randint(20, 80)


def coming(shelf: Shelf, rank: int, bookable: Bookable) -> None:
    """Around today: one late, some out, some confirmed, two that wait for an answer, one broken."""
    if rank == 0:
        shelf.loan(bookable, -16, 10, "out", notes_out="Coin de la carte du monde plié.", deposit_taken=True)
    elif rank == 4:
        shelf.loan(bookable, -5, 12, "out", deposit_taken=True)
    elif rank == 3:
        shelf.loan(bookable, -30, 9, "returned", condition_in="damaged", notes_in="Un lecteur ne s’allume plus.")
        Bookable.objects.filter(pk=bookable.pk).update(out_from=shelf.today - timedelta(days=20), out_reason="Un lecteur ne s’allume plus.",
                                                       out_until=shelf.today + timedelta(days=12))  # fmt: skip
    at = shelf.loan(bookable, (14 if rank == 4 else 2) + rank * 2, 5 + rank % 4, "confirmed")
    if rank in (1, 4):
        shelf.loan(bookable, at + 6, 7, "asked", note="Nous pouvons venir la chercher un vendredi.")
    if rank == 2:
        shelf.loan(bookable, at + 3, 4, "asked")
        shelf.loan(bookable, at + 5, 4, "asked")
