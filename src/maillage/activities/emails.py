"""Letters of the room: a proposal came, a proposal was answered."""

from django.conf import settings
from django.urls import reverse

from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity
from maillage.messages.outbox import send_letter
from maillage.network import current

PURPOSE = "activities.proposal"


def proposed(activity: Activity) -> None:
    """Say to who proposed that it came in, and to the team's own address that it waits."""
    key = f"activity:{activity.pk}:proposed:{activity.version}"
    if activity.proposer and activity.proposer.is_active:
        send_letter(
            "activities/letters/proposed.txt", to=activity.proposer.email, language=activity.proposer.language,
            context={"person": activity.proposer.get_short_name(), "activity": activity,
                     "link": settings.PUBLIC_URL + reverse("activities:mine_detail", args=[activity.pk])},
            purpose=PURPOSE, key=key, about=activity,
        )  # fmt: skip
    network = current.profile()
    send_letter(
        "activities/letters/proposal_team.txt", to=network.contact.email, language=network.language.code,
        context={"activity": activity, "organisation": activity.proposed_by, "note": activity.proposal_note,
                 "link": settings.PUBLIC_URL + reverse("activities:detail", args=[activity.pk])},
        purpose=PURPOSE, key=f"{key}:team", about=activity,
    )  # fmt: skip


def answered(activity: Activity) -> None:
    """Say to who proposed it what the team answered."""
    person = activity.proposer
    if person is None or not person.is_active:
        return
    told = activity.state == ActivityState.ANNOUNCED and activity.is_public
    send_letter(
        "activities/letters/answered.txt", to=person.email, language=person.language,
        context={"person": person.get_short_name(), "activity": activity, "answer": activity.answer,
                 "declined": activity.state == ActivityState.DECLINED, "announced": told,
                 "link": settings.PUBLIC_URL + reverse("activities:mine_detail", args=[activity.pk])},
        purpose=PURPOSE, key=f"activity:{activity.pk}:answered:{activity.version}", about=activity,
    )  # fmt: skip
