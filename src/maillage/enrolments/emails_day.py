"""What is written around the day: reminders with the link to join, certificates."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format, time_format
from django.utils.timezone import localtime
from django.utils.translation import override

from maillage.activities.enums import Mode
from maillage.activities.models import Activity, Session
from maillage.core.public import absolute
from maillage.enrolments import links
from maillage.enrolments.models import Enrolment, Place
from maillage.messages.outbox import remind_once, send_letter

PURPOSE = "activities.certificate"


def certificates_url(enrolment: Enrolment) -> str:
    return absolute(reverse("enrolments:certificates_own", args=[links.token(enrolment)]))


def certificates(activity: Activity, people: Iterable[Any]) -> int:
    """Theirs to each enrolment, in one letter: once for each set of numbers. Returns how many letters left."""
    groups: dict[int, list[Any]] = defaultdict(list)
    for one in people:
        if one.enrolment.email:
            groups[one.enrolment.pk].append(one)
    sent = 0
    for group in groups.values():
        enrolment = group[0].enrolment
        numbers = [one.certificate.number for one in group]
        sent += send_letter(
            "enrolments/letters/certificate.txt", to=enrolment.email, language=enrolment.language, purpose=PURPOSE,
            key=f"certificate:{enrolment.pk}:{'+'.join(numbers)}", about=enrolment,
            attachments=[f"certificate:{one.certificate.pk}" for one in group],
            context={"activity": activity, "enrolment": enrolment, "numbers": numbers,
                     "link": certificates_url(enrolment)},
        ) is not None  # fmt: skip
    return sent


def reminder(session: Session, enrolment: Enrolment, places: Sequence[Place], key: str) -> bool:
    """Remind one enrolment of one date, once: where, when, and how to join for those who come on line."""
    online = session.mode == Mode.ONLINE or any(place.kind.mode == Mode.ONLINE for place in places)
    onsite = session.mode != Mode.ONLINE and any(place.kind.mode != Mode.ONLINE for place in places)
    begins = localtime(session.starts_at)
    with override(enrolment.language):
        day, hour = date_format(begins, "l j F" if enrolment.language == "fr" else "DATE_FORMAT"), time_format(begins)
    return remind_once(
        key=key, template="enrolments/letters/reminder.txt", to=enrolment.email, language=enrolment.language,
        purpose="reminder.activity", about=enrolment,
        context={
            "activity": session.activity, "session": session, "enrolment": enrolment, "count": len(places),
            "day": day, "hour": hour, "venue": session.venue if onsite else None, "onsite": onsite,
            "online": online and bool(session.online_link), "link": links.own_url(enrolment),
        },
    )  # fmt: skip
