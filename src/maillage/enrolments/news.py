"""Telling all those enrolled that something changed: a letter each, in few statements whatever their number."""

from collections.abc import Mapping, Sequence

from django.utils.translation import override

from maillage.activities.models import Activity, Session
from maillage.enrolments import links, words
from maillage.enrolments.emails import PURPOSE
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Enrolment
from maillage.messages import letters, outbox


def tell_all(
    activity: Activity, rows: Sequence[Enrolment], what: str, *, key: str, reason: str = "",
    sessions: Mapping[int, Sequence[Session]] | None = None,
) -> int:  # fmt: skip
    """Write to each once for this key; returns how many letters are new."""
    known: dict[tuple[str, tuple[int, ...]], list[str]] = {}
    posts = []
    for row in rows:
        if not row.email:
            continue
        mine = list((sessions or {}).get(row.pk, ()))
        place = (row.language, tuple(one.pk for one in mine))
        if place not in known:
            with override(row.language):
                own = row.state == EnrolmentState.CONFIRMED
                known[place] = [told(one, own and what == "changed") for one in mine]
        context = {"activity": activity, "enrolment": row, "what": what, "reason": reason, "dates": known[place],
                   "state": str(row.state), "link": links.own_url(row)}  # fmt: skip
        joined = [f"enrolment:{row.pk}"] if what == "changed" and row.state == EnrolmentState.CONFIRMED else []
        posts.append(outbox.Post(
            to=row.email, letter=letters.render("enrolments/letters/changed.txt", context, row.language),
            key=f"enrolment:{row.pk}:{key}", language=row.language, about=row, attachments=joined,
        ))  # fmt: skip
    return outbox.send_many(posts, purpose=PURPOSE)


def told(session: Session, own: bool) -> str:
    place = words.where(session, own=own) if not session.cancelled_at else ""
    return " – ".join(part for part in (session.label, words.when(session), place) if part)
