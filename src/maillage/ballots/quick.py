"""What is asked at each ballot, in SQL as it stands: when hundreds vote at the same instant, composing these few questions
would cost the server more than answering them. They say what the query sets beside them say, and the models' own fields
read the rows."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, models

from maillage.ballots.models import Question, Right, RightUse, Urn

OPEN = "SELECT * FROM ballots_question WHERE id = %s AND state = 'open'"
HELD = """
SELECT q.id, q.state, q.closes_at FROM ballots_question q JOIN ballots_roll r ON r.id = q.roll_id WHERE q.id = %s"""
# One vote of a question after the other; and while one is cast nobody strikes a right of the roll nor gives it away.
LOCKED = f"{HELD} FOR UPDATE OF q FOR SHARE OF r"
# The rights that a person carries on a roll, whether each has served for a question, and whether a proxy or a substitute
# changes anything about them.
CARRIED = """
SELECT *, EXISTS (
    SELECT 1 FROM ballots_rightuse u WHERE u.question_id = %(question)s AND u.right_id = ballots_right.id
  ) AS served, EXISTS (
    SELECT 1 FROM ballots_proxy p JOIN ballots_right g ON g.id = p.right_id
    WHERE p.roll_id = %(roll)s AND p.state = 'accepted' AND (p.holder_id = %(person)s OR g.delegate_id = %(person)s)
  ) OR EXISTS (
    SELECT 1 FROM ballots_substitute s JOIN ballots_right g ON g.id = s.right_id
    WHERE s.person_id = %(person)s AND g.roll_id = %(roll)s
  ) AS moved
FROM ballots_right WHERE active AND roll_id = %(roll)s AND delegate_id = %(person)s ORDER BY name, seat, id"""
URNS = "SELECT * FROM ballots_urn WHERE question_id = %s"
FEW = 50  # rows: beyond, the ORM does it in batches
FILL = "UPDATE ballots_urn SET boxes = %s WHERE id = %s"


def open_question(pk: int) -> Question | None:
    """The question when it is open; its roll is asked when it is needed."""
    return next(iter(Question.objects.raw(OPEN, [pk])), None)


def hold(question: Question) -> None:
    """Lock the question, and its roll as it stands; its state and its end as they are now. Raises Question.DoesNotExist."""
    asked = LOCKED if connection.features.has_select_for_update else HELD
    row = next(iter(Question.objects.raw(asked, [question.pk])), None)
    if row is None:
        raise Question.DoesNotExist
    question.state, question.closes_at = row.state, row.closes_at


def carried(question: Question, person: int) -> list[Right] | None:
    """The rights that a person carries for themselves; None when there is more to it: see `exercise.rights_of`."""
    asked = {"roll": question.roll_id, "question": question.pk, "person": person}
    rights = list(Right.objects.raw(CARRIED, asked))
    if not rights or rights[0].moved or any(right.block_vote for right in rights):  # type: ignore[attr-defined]
        return None
    return rights


def none_served(rights: Iterable[Right]) -> bool:
    """Is it known of each of these, from `carried`, that it has not served?"""
    return not any(getattr(right, "served", True) for right in rights)


def write(rows: list[Any]) -> None:
    """Insert rows of one model: every column, each value as its field keeps it."""
    if len(rows) > FEW:
        type(rows[0]).objects.bulk_create(rows)
    if not 0 < len(rows) <= FEW:
        return
    fields = rows[0]._meta.concrete_fields
    line = f"({', '.join(['%s'] * len(fields))})"
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    given = [kept(field, getattr(row, field.attname)) for row in rows for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {rows[0]._meta.db_table} ({names}) VALUES {', '.join([line] * len(rows))}",  # noqa: S608
            given,
        )


def kept(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def urns(question: Question) -> list[Urn]:
    return list(Urn.objects.raw(URNS, [question.pk]))


def fill(urn: Urn) -> None:
    """Write what the urn holds."""
    with connection.cursor() as cursor:
        cursor.execute(FILL, [kept(field_of(urn, "boxes"), urn.boxes), kept(field_of(urn, "id"), urn.id)])


def field_of(row: models.Model, name: str) -> Any:
    return row._meta.get_field(name)


def unorder(uses: list[RightUse]) -> None:
    """SQLite numbers the rows of every table as they come: these take numbers drawn at random."""
    if connection.vendor == "sqlite":
        marks = ", ".join(["%s"] * len(uses))
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE ballots_rightuse SET rowid = abs(random() / 2) WHERE id IN ({marks})",  # noqa: S608
                [use.id.hex for use in uses],
            )
