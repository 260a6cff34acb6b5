"""The key of a confidential vote: made before it opens, its recovery code shown once; the urn opened with it after.

Nothing of what is done here puts a secret in the journal.
"""

import secrets
from collections import Counter
from typing import Any

from django.db import connection, transaction
from django.utils.timezone import now

from maillage.audit import journal
from maillage.ballots import sealing
from maillage.ballots.actions import urns
from maillage.ballots.actions.refusals import locked, refuse
from maillage.ballots.ballot_forms import form_of
from maillage.ballots.choices import ChoiceError, Form, read_back
from maillage.ballots.classes import LEAST
from maillage.ballots.enums_votes import QuestionState, UseRoute
from maillage.ballots.models import OpenedBallot, Question, RightUse, Urn

INVALID = "invalid"


@transaction.atomic
def prepare(*, question: Question, by: Any, passphrase: str = "") -> str:
    """Make the key and give its recovery code, which is shown once and kept nowhere. A passphrase opens too, if given.

    Until the vote opens, a key may be made again: the former one is forgotten.
    """
    question = locked(question)
    if not question.is_confidential:
        raise refuse("not_confidential")
    if question.state != QuestionState.DRAFT:
        raise refuse("key_kept")
    if passphrase and len(passphrase.strip()) < 12:
        raise refuse("short_passphrase")
    public, private = sealing.make_keys()
    code = sealing.recovery_code()
    question.public_key = public
    question.key_wrapped = [sealing.wrap(private, one) for one in (code, passphrase) if one.strip()]
    question.recovery_shown_at = None
    question.save()
    journal.record("question.key_made", question, by=by)
    return code


@transaction.atomic
def acknowledge(*, question: Question, code: str, by: Any) -> Question:
    """The recovery code was copied: it is typed again, and truly opens the key."""
    question = locked(question)
    if question.state != QuestionState.DRAFT or not question.key_wrapped:
        raise refuse("no_key")
    _unwrapped(question, code)
    question.recovery_shown_at = now()
    question.save()
    journal.record("question.key_acknowledged", question, by=by)
    return question


def _unwrapped(question: Question, code: str) -> bytes:
    try:
        return sealing.unwrap(question.key_wrapped, code)
    except sealing.SealError as error:
        raise refuse("code") from error


@transaction.atomic
def open_urn(*, question: Question, code: str, by: Any) -> Question:
    """Open the boxes of a closed vote: equal ballots become one row, rows are shuffled, boxes and key are erased.

    Who used a right is written anew in another order as well. A box that does not open, or says nothing clear, is an
    invalid ballot.
    """
    question = locked(question)
    if question.state != QuestionState.CLOSED or not question.is_confidential:
        raise refuse("state", state=question.get_state_display())
    if question.urn_opened_at:
        raise refuse("urn_open")
    overwrite()
    opener = sealing.Opener(_unwrapped(question, code), urns.info(question))
    form, length = form_of(question), urns.length(question)
    found: Counter[tuple[str, Any]] = Counter()
    contents: dict[Any, Any] = {}
    held: Counter[tuple[str, int]] = Counter()
    for urn in question.urns.all():
        boxes = urns.boxes_of(urn, length)
        held[urn.college, urn.weight] += len(boxes)
        for box in boxes:
            content = _content(opener, form, box)
            key = (urn.college, repr(content))
            contents[key] = content
            found[key] += urn.weight
    rows = write_ballots(question, {key: (contents[key], weight) for key, weight in found.items()}, held)
    _scatter_uses(question)
    Urn.objects.filter(question=question).delete()
    question.key_wrapped, question.urn_opened_at = [], now()
    question.save()
    journal.record("question.urn_opened", question, by=by, changes={"ballots": [None, sum(held.values())]})
    transaction.on_commit(forget_pages)
    return rows


def _content(opener: sealing.Opener, form: Form, box: bytes) -> Any:
    try:
        return read_back(form, opener.open(box))
    except (sealing.SealError, ChoiceError):
        return INVALID


def write_ballots(question: Question, found: dict[Any, tuple[Any, int]], held: Counter[tuple[str, int]]) -> Question:
    """One row for each content (of each college, where enough voted in each, of each weight), in an order drawn by the
    system."""
    colleges: Counter[str] = Counter()
    for (college, _weight), count in held.items():
        colleges[college] += count
    enough = all(count >= LEAST for count in colleges.values()) and not any(
        0 < count < LEAST for count in held.values()
    )
    apart = enough and len(colleges) > 1
    merged: dict[tuple[str, str], list[Any]] = {}
    for (college, said), (content, weight) in found.items():
        row = merged.setdefault((college if apart else "", said), [content, 0])
        row[1] += weight
    lines = [(college, content, weight) for (college, _said), (content, weight) in merged.items()]
    secrets.SystemRandom().shuffle(lines)
    OpenedBallot.objects.bulk_create(
        OpenedBallot(question=question, position=position, content=content, weight=weight, college=college)
        for position, (college, content, weight) in enumerate(lines, 1)
    )
    return question


def _scatter_uses(question: Question) -> None:
    """The order in which rights were used leaves the table with the rows that held it."""
    uses = [(use.right_id, use.route) for use in question.uses.all()]
    secrets.SystemRandom().shuffle(uses)
    RightUse.objects.filter(question=question).delete()
    RightUse.objects.bulk_create(
        [RightUse(question=question, right_id=right, route=route) for right, route in uses], batch_size=500
    )


def overwrite() -> None:
    """What this connection erases is overwritten with zeros, on SQLite."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")


def forget_pages() -> None:
    """What was erased leaves the disk too: the log of SQLite is emptied, PostgreSQL writes the emptied tables anew."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            if not connection.in_atomic_block:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        elif not connection.in_atomic_block:
            for table in (Urn._meta.db_table, RightUse._meta.db_table):
                cursor.execute(f'VACUUM "{table}"')  # FULL alone keeps what a reader of any other database holds back
                cursor.execute(f'VACUUM FULL "{table}"')


def shorten_log() -> None:
    """During a vote: the log keeps the successive states of the urn for a minute at most, not for days."""
    if not connection.in_atomic_block:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA busy_timeout")
                (patience,) = cursor.fetchone()
                cursor.execute("PRAGMA busy_timeout=100")  # a long reading puts it off; ballots do not wait for it
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.execute(f"PRAGMA busy_timeout={int(patience)}")
            else:
                cursor.execute(f'VACUUM "{Urn._meta.db_table}"')


def used_online(question: Question) -> int:
    return question.uses.exclude(route=UseRoute.PAPER).count()
