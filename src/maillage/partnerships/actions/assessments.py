"""The yearly assessment and the capacities: asked, answered by a link, in the member space, from paper or by the team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate, now

from maillage.partnerships import capacity, emails
from maillage.partnerships.actions.common import FIRST_YEAR, locked, note, refuse, saved, written
from maillage.partnerships.actions.grids import in_use
from maillage.partnerships.enums import AskedState, Direction, PartnershipState, Source
from maillage.partnerships.models import (
    Assessment,
    AssessmentAnswer,
    CapacityAssessment,
    CapacityLevel,
    Partnership,
)
from maillage.partnerships.models.assessments import nonce

A = AskedState
WEEKS = 4  # to answer, unless another day is said


@dataclass(frozen=True)
class Answers:
    """What was answered: {question number: (score or None, words)}, who did, and what they add."""

    scores: Mapping[int, tuple[int | None, str]]
    name: str = ""
    words: str = ""


def check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= localdate().year:
        raise refuse("year", year=year)


def due(day: date | None) -> date:
    return day or localdate() + timedelta(weeks=WEEKS)


@transaction.atomic
def ask(*, partnership: Partnership, year: int, due_on: date | None = None, by: Any) -> Assessment:
    """Ask the partner for its assessment of the year: a letter with a link leaves. Asked again, the former link closes."""
    partnership = locked(partnership)
    if partnership.state != PartnershipState.ACTIVE:
        raise refuse("not_active")
    check_year(year)
    if not emails.addresses(partnership):
        raise refuse("no_address")
    row = partnership.assessments.filter(year=year, direction=Direction.BY_PARTNER).first()
    if row is None:
        row = Assessment(partnership=partnership, year=year, direction=Direction.BY_PARTNER, question_set=in_use(by))
    elif row.state == A.ANSWERED:
        raise refuse("answered")
    row.state, row.asked_on, row.due_on, row.nonce = A.ASKED, localdate(), due(due_on), nonce()
    row.version += 1
    row.full_clean()
    row.save()
    note("assessment.asked", partnership, by=by, row=row, changes={"year": [None, year], "due_on": [None, row.due_on]})
    transaction.on_commit(partial(emails.assessment_asked, row.pk))
    return row


@transaction.atomic
def open_sheet(*, partnership: Partnership, year: int, direction: str, by: Any) -> Assessment:
    """A sheet to fill here: the network's own, or the partner's, received on paper."""
    partnership = locked(partnership)
    check_year(year)
    row, created = Assessment.objects.get_or_create(
        partnership=partnership, year=year, direction=direction,
        defaults={"question_set": in_use(by), "asked_on": localdate()},
    )  # fmt: skip
    if created:
        note("assessment.opened", partnership, by=by, row=row, changes={"year": [None, year]})
    return row


@transaction.atomic
def receive(*, assessment: Assessment, answers: Answers, source: str, by: Any) -> Assessment:
    """Keep the answers. A partner answers once, while it is asked; the team may correct what it typed itself."""
    row = locked(assessment)
    from_partner = source in (Source.LINK, Source.SPACE)
    if row.state == A.ANSWERED and (from_partner or row.source in (Source.LINK, Source.SPACE)):
        raise refuse("answered")
    if from_partner and row.state != A.ASKED:
        raise refuse("not_asked")
    questions = {one.pk: one for one in row.question_set.questions.all()}
    given = {pk: said for pk, said in answers.scores.items() if pk in questions and (said[0] is not None or said[1])}
    if not given and not answers.words:
        raise refuse("nothing_said")
    before = written(row, {
        "state": A.ANSWERED, "answered_at": now(), "source": source, "answered_by": answers.name[:200],
        "words": answers.words[:5000],
    })  # fmt: skip
    row.answers.all().delete()
    AssessmentAnswer.objects.bulk_create(
        AssessmentAnswer(assessment=row, question_id=pk, score=score, words=words[:1000])
        for pk, (score, words) in given.items()
    )
    changes = {name: pair for name, pair in saved(row, before).items() if name in ("state", "source")}
    note("assessment.received", row.partnership, by=by, row=row, changes=changes)
    return row


@transaction.atomic
def give_up(*, assessment: Assessment, by: Any) -> Assessment:
    """No answer will come: the link closes, the year says so."""
    row = locked(assessment)
    if row.state != A.ASKED:
        raise refuse("answered")
    before = written(row, {"state": A.LAPSED, "nonce": nonce()})
    note("assessment.given_up", row.partnership, by=by, row=row, changes=saved(row, before))
    return row


# Capacities


@transaction.atomic
def ask_capacities(*, partnership: Partnership, due_on: date | None = None, by: Any) -> CapacityAssessment:
    """Ask the partner what it can do, as it sees it."""
    partnership = locked(partnership)
    if partnership.state != PartnershipState.ACTIVE:
        raise refuse("not_active")
    if not emails.addresses(partnership):
        raise refuse("no_address")
    row = partnership.capacities.filter(state=A.ASKED).first() or CapacityAssessment(partnership=partnership)
    row.asked_on, row.due_on, row.nonce = localdate(), due(due_on), nonce()
    row.version += 1
    row.full_clean()
    row.save()
    note("capacity.asked", partnership, by=by, changes={"due_on": [None, row.due_on]})
    transaction.on_commit(partial(emails.capacities_asked, row.pk))
    return row


@transaction.atomic
def note_capacities(*, partnership: Partnership, levels: Mapping[str, tuple[int, str]], on: date, source: str,
                    name: str = "", words: str = "", row: CapacityAssessment | None = None, by: Any) -> CapacityAssessment:  # fmt: skip
    """Keep a self-assessment: the one that was asked, or one that came by itself."""
    partnership = locked(partnership)
    known = {domain: (level, shows) for domain, (level, shows) in levels.items() if domain in capacity.DOMAINS}
    if not known:
        raise refuse("nothing_said")
    if on > localdate():
        raise refuse("future")
    if row is not None:
        row = locked(row)
        if row.state != A.ASKED:
            raise refuse("not_asked")
    else:
        row = CapacityAssessment(partnership=partnership)
    row.state, row.on, row.answered_at, row.source = A.ANSWERED, on, now(), source
    row.answered_by, row.words, row.nonce = name[:200], words[:5000], nonce()
    row.version += 1
    row.full_clean()
    row.save()
    CapacityLevel.objects.bulk_create(
        CapacityLevel(assessment=row, domain=domain, level=level, shows=shows[:500])
        for domain, (level, shows) in known.items()
    )
    note("capacity.received", partnership, by=by, changes={"on": [None, on], "source": [None, source]})
    return row
