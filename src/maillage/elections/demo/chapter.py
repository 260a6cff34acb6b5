"""An election that was held, with its result and its mandates; one to which members may stand. Nobody is real."""

import random
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.timezone import localdate, now

from maillage.accounts.models import DEMO_DOMAIN, User
from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly
from maillage.audit import journal
from maillage.ballots.actions import count, tellers
from maillage.ballots.ballot_forms import grades_of
from maillage.ballots.enums_votes import QuestionState, UseRoute
from maillage.ballots.models import Question, RightUse
from maillage.bodies.demo.chapter import sitters
from maillage.bodies.models import Body, Mandate
from maillage.elections import actions
from maillage.elections.defaults import seats_due
from maillage.elections.demo import words
from maillage.elections.models import Candidacy, Election
from maillage.messages.models import Message

GENERAL = ("annual", "extraordinary", "founding")


def write(context: Any) -> None:
    """Run where an election is, it changes nothing."""
    board = Body.objects.board()
    if Election.objects.exists() or not board.groups.exists():
        return
    general = Assembly.objects.filter(kind__in=GENERAL, starts_at__isnull=False)
    past = general.filter(state=AssemblyState.CLOSED).exclude(roll=None).order_by("-starts_at").first()
    coming = (
        general.filter(state__in=[AssemblyState.DRAFT, AssemblyState.CALLED], starts_at__gt=now())
        .order_by("starts_at")
        .first()
    )
    if past is not None and past.day is not None:
        held(context, past, past.day, board)
    if coming is not None and coming.day is not None:
        to_come(context, coming, coming.day, board)
    Message.objects.filter(purpose="elections.candidacy", state="queued").delete()  # these people do not exist
    made = Election.objects.first()
    if made is not None:
        journal.record("election.demo", made, by=None)
    context.made["elections"] = Election.objects.count()


def seats_of(board: Body, day: date) -> dict[str, int]:
    """The seats that are due, of the groups where the demonstration has people who may stand."""
    due = seats_due(board, day)
    return {group.college: due[group.college] for group in board.groups.all()
            if group.college in due and any(True for _one in sitters(group.category, day))}  # fmt: skip


def prepared(context: Any, assembly: Assembly, board: Body, seats: dict[str, int], **values: Any) -> Election:
    item = assembly.items.filter(kind="election").order_by("position").first()
    code = context.profile.code
    base = {"title": "Élection au conseil", "seats": seats, "method": words.METHODS.get(code, "approval"),
            "parity": words.PARITY.get(code, {})}  # fmt: skip
    return actions.elections.prepare(assembly=assembly, body=board, item=item, values=base | values, by=None)


def stand(election: Election, day: date, more: int, most: int = 99) -> list[Candidacy]:
    """So many more candidates than seats in each group, of those who may stand and do not sit already."""
    made: list[Candidacy] = []
    for group in election.groups:
        wanted = election.seats_of(group) + more
        for person, organisation in sitters(group.category, day):
            if not wanted or len(made) >= most:
                break
            at = len(made)
            said = {"statement": words.STATEMENTS[at % len(words.STATEMENTS)], "gender": words.GENDERS[at % len(words.GENDERS)],
                    "interests": words.INTERESTS[at % len(words.INTERESTS)]}  # fmt: skip
            try:
                row = actions.candidacies.stand(election=election, person=person, organisation=organisation, group=group,
                                                values=said, office=True, by=None)  # fmt: skip
            except ValidationError:  # sits already, too many terms, dues unpaid
                continue
            wanted -= 1
            made.append(row)
    return made


def held(context: Any, assembly: Assembly, day: date, board: Body) -> None:
    """The half of the board that was due then is renewed: candidates, a count on paper by two people, mandates."""
    counters = list(User.objects.filter(email__endswith=DEMO_DOMAIN, is_active=True).order_by("pk")[:2])
    old = Mandate.objects.on(day).filter(body=board, due_on__lt=localdate() + timedelta(days=30), started_on__lt=day)
    old.update(due_on=day - timedelta(days=1))
    seats = seats_of(board, day)
    if len(counters) < 2 or not seats:
        return
    election = prepared(context, assembly, board, seats, secrecy="paper", title=f"Élection au conseil, {day.year}")
    candidates = stand(election, day, 1)
    if not candidates:
        return
    for row in candidates:
        actions.candidacies.accept(candidacy=row, by=None)
    actions.elections.close_candidatures(election=election, by=None)
    for question in actions.voting.put_to_vote(election=election, by=None):
        counted(question, counters, assembly)
    done = actions.installing.install(election=election, by=None)
    Election.objects.filter(pk=done.pk).update(installed_at=assembly.closed_at)
    Candidacy.objects.filter(election=election).update(submitted_at=assembly.starts_at - timedelta(days=45))  # type: ignore[operator]


def counted(question: Question, counters: list[User], assembly: Assembly) -> None:
    """Invented ballots, typed by two people at the hour of the meeting."""
    at = (assembly.opened_at or assembly.starts_at) + timedelta(minutes=120)  # type: ignore[operator]
    rows = Question.objects.filter(pk=question.pk)
    rows.update(state=QuestionState.CLOSED, opened_at=at, closed_at=at + timedelta(minutes=20), lot_seed="d3m0")
    question.refresh_from_db()
    given = list(question.roll.rights.active().order_by("pk")[:40])
    RightUse.objects.bulk_create(RightUse(question=question, right=right, route=UseRoute.PAPER) for right in given)
    papers = ballots(question, len(given) - 1)
    for sheet, teller in enumerate(counters, 1):
        tellers.enter(
            question=question, teller=teller, sheet=sheet, content={"ballots": papers, "invalid": 1}, by=teller
        )
    count.declare(question=question, by=None)
    rows.update(declared_at=at + timedelta(minutes=40), version=F("version") + 1)


def ballots(question: Question, number: int) -> list[Any]:
    """[[1, choice], …] that favour the first of each group a little."""
    dice = random.Random(f"{question.pk} {number}")  # noqa: S311 (an invention, the same each time)
    numbers = list(question.options.order_by("number").values_list("number", flat=True))
    found: list[Any] = []
    for _paper in range(number):
        order = sorted(numbers, key=lambda one: one + dice.randint(0, len(numbers) + 3))
        if question.shape == "ranked":
            found.append([1, [[one] for one in order[: dice.randint(2, len(order))]]])
        elif question.shape == "graded":
            grades = grades_of(question)
            found.append([1, {str(one): grades[min(len(grades) - 1, rank * len(grades) // len(order))]
                              for rank, one in enumerate(order)}])  # fmt: skip
        else:
            found.append([1, sorted(order[: min(question.seats, len(order))])])
    return found


def to_come(context: Any, assembly: Assembly, day: date, board: Body) -> None:
    """Candidatures are open; two are found receivable, one waits, and there is room for who reads this."""
    seats = seats_of(board, day)
    if not seats:
        return
    election = prepared(context, assembly, board, seats, secrecy="confidential",
                        text="Présentez-vous en dix lignes. Les nouvelles personnes sont accompagnées la première année.")  # fmt: skip
    until = min(context.today + timedelta(days=14), day - timedelta(days=2))
    election = actions.elections.open_candidatures(election=election, until=max(until, context.today), by=None)
    for row in stand(election, context.today, 0, most=3)[:2]:
        actions.candidacies.accept(candidacy=row, by=None)
