"""What enrolment writes to people, in their language: one letter for each state, and those that tell of a change."""

from collections.abc import Iterable, Sequence

from django.utils.timezone import now
from django.utils.translation import override

from maillage.activities.models import Session
from maillage.core.registry import Attachment
from maillage.enrolments import agenda, links, words
from maillage.enrolments.enums import EnrolmentState
from maillage.enrolments.models import Enrolment, Place
from maillage.enrolments.standing import Offer
from maillage.messages import outbox

PURPOSE = "activities.enrolment"
WITH_DATES = (EnrolmentState.CONFIRMED, EnrolmentState.OFFERED, EnrolmentState.PENDING, EnrolmentState.WAITING)


def dates_of(enrolment: Enrolment, rows: Sequence[Place], offer: Offer | None = None) -> list[Session]:
    """The dates of its places that stand; all of them for the whole."""
    wanted = {row.session_id for row in rows if row.session_id}
    if offer is not None:
        return [one for one in offer.sessions if not wanted or one.pk in wanted]
    found = Session.objects.filter(activity=enrolment.activity_id, cancelled_at=None).select_related("venue")
    return list(found.filter(pk__in=wanted) if wanted else found)


def tell(
    enrolment: Enrolment, *, offer: Offer | None = None, rows: Sequence[Place] | None = None, changed: bool = False
) -> None:
    """Where the enrolment stands, with the link to change it; the dates to keep are joined once it is confirmed.

    Inside the transaction that makes it so: a new enrolment needs no other key to be told once.
    """
    if not enrolment.email:
        return
    if rows is None:
        rows = list(enrolment.places.select_related("kind"))
    kinds = {one.pk: one for one in offer.kinds} if offer else {row.kind_id: row.kind for row in rows}
    confirmed = enrolment.state == EnrolmentState.CONFIRMED
    welcome = offer.opening.welcome if offer and confirmed else ""
    if confirmed and offer is None:
        opening = getattr(enrolment.activity, "opening", None)
        welcome = opening.welcome if opening else ""
    with override(enrolment.language):
        sessions = dates_of(enrolment, rows, offer) if enrolment.state in WITH_DATES else []
        mine = [kinds[row.kind_id] for row in rows]
        outbox.send_letter(
            "enrolments/letters/enrolment.txt", to=enrolment.email, language=enrolment.language, purpose=PURPOSE,
            key=f"enrolment:{enrolment.pk}:{enrolment.version}:{enrolment.state}" if enrolment.version > 1 else None,
            about=enrolment, attachments=[f"enrolment:{enrolment.pk}"] if confirmed and sessions else [],
            context={
                "enrolment": enrolment, "activity": enrolment.activity, "state": str(enrolment.state),
                "dates": words.lines(sessions, mine, own=confirmed), "places": words.summary(rows, kinds),
                "until": words.moment(enrolment.offered_until) if enrolment.offered_until else "",
                "welcome": welcome, "changed": changed, "link": links.own_url(enrolment),
            },
        )  # fmt: skip


def link_again(enrolment: Enrolment) -> None:
    """The link, to who enrolled already: at most once an hour."""
    outbox.send_letter(
        "enrolments/letters/link.txt", to=enrolment.email, language=enrolment.language, purpose=PURPOSE,
        key=f"enrolment:{enrolment.pk}:link:{now():%Y%m%d%H}", about=enrolment,
        context={"enrolment": enrolment, "activity": enrolment.activity, "link": links.own_url(enrolment)},
    )  # fmt: skip


def calendar_file(number: str) -> Attachment | None:
    """The dates of an enrolment as they are when the letter leaves."""
    row = Enrolment.objects.filter(pk=number).select_related("activity").first()
    if row is None or row.purged_at:
        return None
    with override(row.language):
        return Attachment("dates.ics", "text/calendar; charset=utf-8", calendar_of(row))


def calendar_of(row: Enrolment) -> bytes:
    places = list(row.places.select_related("kind"))
    return agenda.calendar(events(row, dates_of(row, places), places), now())


def events(row: Enrolment, sessions: Iterable[Session], places: Sequence[Place]) -> list[agenda.Event]:
    kinds = [place.kind for place in places]
    gone = row.state == EnrolmentState.CANCELLED
    found = []
    for one in sessions:
        link = one.online_link if words.online(one, kinds) else ""
        title = f"{row.activity.title} – {one.label}" if one.label else row.activity.title
        found.append(agenda.Event(
            uid=f"{one.uid}@maillage", title=title, starts_at=one.starts_at, ends_at=one.ends_at, sequence=one.sequence,
            place=words.where(one, own=True), text="\n".join(part for part in (link, one.online_note if link else "",
            links.own_url(row)) if part), url=links.own_url(row), cancelled=gone or one.cancelled_at is not None,
        ))  # fmt: skip
    return found
