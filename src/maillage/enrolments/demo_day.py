"""The demonstration's days: who came to what is past, those counted without a place, certificates, a door to hold today."""

from collections import defaultdict
from datetime import timedelta
from random import Random
from typing import Any

from django.db.models import Q
from django.utils.timezone import localtime, now

from maillage.activities import actions as activities
from maillage.activities.enums import ActivityState, Mode, Structure
from maillage.activities.models import Activity, DinnerTable, Session, Venue
from maillage.audit import journal
from maillage.enrolments import certified, places, tables
from maillage.enrolments.actions import certificates, desk_links, open_enrolment
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Certificate, CertificateRule, CheckIn, DeskLink, Enrolment, Headcount, Place
from maillage.network import current

TODAY = "Portes ouvertes\u00a0: venez rencontrer le réseau"
FORMS = ("fete", "rencontre", "conference")
NAMES = (
    "Lucie Roy", "Éva Nuñez", "Marc-André Bélanger", "Aïssatou Diallo", "Jean-François L’Écuyer", "Olga Petrova",
    "Thu Nguyen", "Samuel Tremblay", "Fatima Zahra El Amrani", "Noé Gagnon", "Rosa Díaz", "Ibrahim Koné",
    "Agnès Côté", "Zoé Bouchard", "Paul Girard", "Ana Lima", "Kwame Mensah", "Léonie Fortin", "Hugo Simard",
    "Nadia Haddad", "Mireille Lambert", "Yann Le Goff",
)  # fmt: skip
KEEN = 0.84  # of those enrolled, how many come
WITH_CERTIFICATES = 6  # activities
STATEMENTS = (
    "Repères sur les inégalités mondiales ; analyse d’un cas ; outils d’animation à reprendre avec un groupe.",
    "Préparer, animer et évaluer un atelier d’éducation à la solidarité internationale.",
    "Comprendre les chaînes d’approvisionnement et agir avec une collectivité.",
)


def write(context: Any) -> None:
    """Run on a network where arrivals are noted already, it changes nothing."""
    if CheckIn.objects.exists():
        return
    chance, at = Random(82), now()  # noqa: S311 (invented people)
    open_today(context, chance, at)
    past = list(
        Session.objects.standing().filter(ends_at__lt=at, activity__opening__isnull=False).select_related("activity")
    )
    noted = arrivals(past, chance)
    counted(past, chance)
    given = certify(chance, at)
    seated = seat(chance)
    entrust(at)
    context.say(f"{noted} arrivées, {given} attestations et {seated} couverts inventés")


def open_today(context: Any, chance: Random, at: Any) -> None:
    """A date of today, so that its door can be held: some are there, others are awaited."""
    forms = {one.code: one for one in context.profile.activity_forms if one.structure == Structure.SESSIONS}
    form = next((forms[code] for code in FORMS if code in forms), next(iter(forms.values()), None))
    venue = Venue.objects.filter(is_private=False, capacity__gte=40).order_by("pk").first()
    if form is None or venue is None:
        return
    hour = localtime(at, current.zone()).replace(minute=0, second=0, microsecond=0)
    begins = hour.replace(hour=14)
    if begins > at:  # in the morning it begins within the hour: people arrive already
        begins = hour + timedelta(hours=1)
    elif begins + timedelta(hours=3) < at:  # in the evening it goes on still
        begins = hour - timedelta(hours=2)
    activity = activities.create(by=None, values={
        "title": TODAY, "summary": "Les organisations du réseau se présentent ; café, jeux et repas partagé.",
        "form": form.code, "structure": Structure.SESSIONS,
    }, sessions=[{"starts_at": begins, "ends_at": begins + timedelta(hours=4), "mode": Mode.ONSITE, "venue": venue}])  # fmt: skip
    activity = activities.announce(activity=activity, by=None)
    opening, session = open_enrolment(activity=activity, by=None, size=40), activity.sessions.get()
    kind = opening.kinds.get()
    rows = Enrolment.objects.bulk_create(
        Enrolment(activity=activity, key=f"demo-portes-{rank}", state=EnrolmentState.CONFIRMED, name=name,
                  email=f"inscription{rank}@demo.invalid", created_at=at - timedelta(days=9), decided_at=at - timedelta(days=9))
        for rank, name in enumerate(NAMES)
    )  # fmt: skip
    people = Place.objects.bulk_create(
        Place(enrolment=row, kind=kind, session=session, name=row.name if first else "", holds=True)
        for rank, row in enumerate(rows) for first in (True, False)[: 2 if rank % 4 == 3 else 1]
    )  # fmt: skip
    places.recount(opening)
    CheckIn.objects.bulk_create(
        CheckIn(place=row, session=session, nonce=f"demo-portes-{row.pk}", came_at=at - timedelta(minutes=rank * 2))
        for rank, row in enumerate(chance.sample(people, 5))
    )


def arrivals(past: list[Session], chance: Random) -> int:
    """Most came, a few minutes before or after the hour; one was noted by mistake and taken back."""
    dates: dict[int, list[Session]] = defaultdict(list)
    by_pk = {one.pk: one for one in past}
    for one in past:
        dates[one.activity_id].append(one)
    rows = Place.objects.filter(
        Q(session__in=list(by_pk)) | Q(session=None, enrolment__activity__in=list(dates)), holds=True,
        enrolment__state=EnrolmentState.CONFIRMED,
    ).order_by("pk").values_list("pk", "session", "enrolment__activity")  # fmt: skip
    made = []
    for place, session, activity in rows:
        for one in [by_pk[session]] if session else dates[activity]:
            if chance.random() < KEEN:
                came = one.starts_at + timedelta(minutes=chance.randint(-20, 12))
                made.append(CheckIn(place_id=place, session=one, nonce=f"demo-{place}-{one.pk}", came_at=came,
                                    received_at=came))  # fmt: skip
    for row in made[5::97]:
        row.undone_at, row.undo_reason = row.came_at + timedelta(minutes=4), "Erreur de personne"
    CheckIn.objects.bulk_create(made, batch_size=1000)
    return len(made)


def counted(past: list[Session], chance: Random) -> None:
    """At some doors all was taken, and people were let in without a place."""
    Headcount.objects.bulk_create(
        Headcount(session=one, nonce=f"demo-sans-{one.pk}", number=chance.randint(1, 6), counted_at=one.starts_at,
                  first_time=chance.choice((True, None)))
        for one in past[3::7]
    )  # fmt: skip


def certify(chance: Random, at: Any) -> int:
    """Trainings and cycles give certificates: given for those that are over, ready for the others."""
    wanted = Activity.objects.filter(opening__isnull=False, cancelled_at=None).exclude(state=ActivityState.DRAFT)
    learning = Q(structure=Structure.CYCLE) | Q(form__icontains="formation") | Q(form__icontains="atelier")
    named = wanted.filter(ends_at__lt=at, ends_at__gt=at - timedelta(days=50))  # their names are not erased yet
    over = list(named.filter(learning).order_by("-ends_at")[:3]) or list(named.order_by("-ends_at")[:2])
    coming = wanted.filter(learning, ends_at__gt=at).exclude(title=TODAY).order_by("starts_at")
    chosen = over + list(coming[: WITH_CERTIFICATES - len(over)])
    rules = CertificateRule.objects.bulk_create(
        CertificateRule(activity=one, least_share=80 if one.structure == Structure.CYCLE else 100,
                        statement=STATEMENTS[rank % len(STATEMENTS)], signer="Amina Sarr", signer_role="Coordination")
        for rank, one in enumerate(chosen)
    )  # fmt: skip
    made: list[Certificate] = []
    for rule in rules[: len(over)]:
        people = [one for one in certified.attendees(rule.activity) if not certificates.missing(one, rule)]
        mine = [certificates.make(one, chance.choice) for one in people]
        for row in mine:
            row.issued_at = min(at, rule.activity.ends_at + timedelta(days=2))
        made += mine
        if mine:
            journal.record("certificate.issued", rule.activity, by=None, changes={"certificates": [None, len(mine)]})
    if len(made) > 3:
        made[-1].withdrawn_at, made[-1].withdraw_reason = at - timedelta(days=1), "Nom mal écrit"
    Certificate.objects.bulk_create(made)
    return len(made)


def seat(chance: Random) -> int:
    """Half of each dinner to come is at table; the rest waits to be seated."""
    seated = []
    for session in Session.objects.filter(tables__isnull=False).distinct().prefetch_related("tables"):
        rows = Place.objects.filter(
            Q(session=session) | Q(session=None, enrolment__activity=session.activity_id), holds=True
        )
        groups: dict[int, list[Place]] = defaultdict(list)
        for place in rows.order_by("pk"):
            groups[place.enrolment_id].append(place)
        known: list[DinnerTable] = list(session.tables.all())
        first = [(key, len(group)) for key, group in groups.items() if chance.random() < 0.6]
        for key, table in tables.seat(first, {one.pk: one.seats for one in known}).items():
            for place in groups[key]:
                place.table_id = table
                seated.append(place)
    Place.objects.bulk_update(seated, ["table"], batch_size=500)
    return len(seated)


def entrust(at: Any) -> None:
    """The door of the next dates is entrusted to volunteers."""
    coming = (
        Session.objects.standing().filter(ends_at__gt=at, activity__opening__isnull=False).order_by("starts_at", "pk")
    )
    DeskLink.objects.bulk_create(
        DeskLink(session=one, label=label, ends_at=desk_links.end_of(one))
        for one, label in zip(coming[:2], ("Équipe de l’entrée", "Porte du fond"), strict=False)
    )
