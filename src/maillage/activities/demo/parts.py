"""What tours, dinners and placements of the demonstration have of their own."""

from datetime import timedelta

from maillage.activities.demo import titles
from maillage.activities.demo.build import Calendar
from maillage.activities.enums import ActivityState, CostKind, NomineeState, Structure, Travel
from maillage.activities.models import Activity, DinnerTable, Guest, Nominee, Session, Stop, TourCost
from maillage.organisations.models import Organisation

PAST = (ActivityState.HELD, ActivityState.ACCOUNTED)


def write_parts(calendar: Calendar, partners: list[Organisation]) -> None:
    """Guests, stops and costs; tables; nominees and their release."""
    dates: dict[int, list[Session]] = {}
    for session in calendar.beside.get(Session, []):
        dates.setdefault(id(session.activity), []).append(session)
    for row in calendar.activities:
        sessions = dates[id(row)]
        if row.structure == Structure.TOUR:
            _tour(calendar, row, sessions, partners)
        elif row.structure == Structure.DINNER:
            _dinner(calendar, sessions[0])
        elif row.structure == Structure.PLACEMENT:
            _placement(calendar, row)


def _tour(calendar: Calendar, row: Activity, sessions: list[Session], partners: list[Organisation]) -> None:
    chance, unit = calendar.chance, 10**calendar.profile.digits
    for rank, (name, country) in enumerate(chance.sample(titles.GUESTS, k=2)):
        partner = chance.choice(partners) if partners else None
        calendar.add(Guest(
            activity=row, name=name, organisation=partner, country=country, languages="français, espagnol"[: 8 + 10 * rank],
            biography="Organise depuis dix ans les femmes de son quartier ; vient raconter ce qui a changé, et ce qui résiste.",
            is_named=rank == 0, practical="" if rank else "Repas végétariens ; arrive par le vol du soir.",
            arrives_on=(row.starts_at - timedelta(days=2)).date(), leaves_on=(row.ends_at + timedelta(days=2)).date(),
        ))  # fmt: skip
    travels = (Travel.TRAIN, Travel.CAR, Travel.COACH)
    for rank, session in enumerate(sessions):
        host = chance.choice(calendar.organisations) if calendar.organisations and rank % 3 else None
        calendar.add(Stop(
            session=session, host=host, host_name="" if host else chance.choice(titles.OUTSIDE),
            contact="Personne-ressource sur place, 555-0100", lodging="Chez une famille du comité" if rank % 2 else "Auberge du Centre",
            travel=chance.choice(travels), distance_km=chance.randint(20, 260), travel_note="Départ à 9 h, arrivée vers midi",
        ))  # fmt: skip
    done = row.state in PAST
    costs = {CostKind.TRAVEL: 2400, CostKind.LODGING: 640, CostKind.MEALS: 380, CostKind.FEES: 900, CostKind.VISA: 260}
    for kind, planned in costs.items():
        calendar.add(TourCost(activity=row, kind=kind, planned=planned * unit, currency=calendar.profile.currency,
                              actual=planned * unit * chance.randint(82, 115) // 100 if done else None))  # fmt: skip


def _dinner(calendar: Calendar, session: Session) -> None:
    for number in range(1, calendar.chance.choice((5, 7, 9))):
        host = calendar.chance.choice(calendar.organisations) if calendar.organisations and number % 2 else None
        calendar.add(DinnerTable(session=session, label=f"Table {number}", seats=8, host=host))


def _placement(calendar: Calendar, row: Activity) -> None:
    if row.state == ActivityState.PROPOSED or not calendar.organisations:
        return
    chance, done = calendar.chance, row.state in PAST
    first, last = row.starts_at.date(), row.ends_at.date()  # type: ignore[union-attr]
    for rank, name in enumerate(chance.sample(titles.NOMINEES, k=chance.choice((3, 4, 5)))):
        state = (NomineeState.CHOSEN, NomineeState.CHOSEN, NomineeState.RESERVE, NomineeState.NOT_CHOSEN)[rank % 4]
        if not done and rank > 1:
            state = NomineeState.PROPOSED
        calendar.add(Nominee(
            activity=row, organisation=calendar.organisations[rank % len(calendar.organisations)], name=name,
            email=f"designee{rank + 1}@courriel.example", motivation=titles.MOTIVATION, state=state, release_from=first,
            release_until=last, release_days=(last - first).days + 1, created_at=calendar.at,
            release_granted=None if state == NomineeState.PROPOSED else rank % 4 != 2,
            decided_at=None if state == NomineeState.PROPOSED else calendar.at,
        ))  # fmt: skip
