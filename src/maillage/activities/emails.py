"""Letters of the room: a proposal came, a proposal was answered."""

from django.urls import reverse

from maillage.activities.enums import ActivityState
from maillage.activities.models import Activity, Nominee
from maillage.core.public import absolute
from maillage.members.emails import recipients
from maillage.members.models import Member
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
                     "link": absolute(reverse("activities:mine_detail", args=[activity.pk]))},
            purpose=PURPOSE, key=key, about=activity,
        )  # fmt: skip
    network = current.profile()
    send_letter(
        "activities/letters/proposal_team.txt", to=network.contact.email, language=network.language.code,
        context={"activity": activity, "organisation": activity.proposed_by, "note": activity.proposal_note,
                 "link": absolute(reverse("activities:detail", args=[activity.pk]))},
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
                 "link": absolute(reverse("activities:mine_detail", args=[activity.pk]))},
        purpose=PURPOSE, key=f"activity:{activity.pk}:answered:{activity.version}", about=activity,
    )  # fmt: skip


def nominee_decided(nominee: Nominee) -> None:
    """Say to those who speak for the organisation what was decided of the person it named."""
    member = Member.objects.filter(organisation=nominee.organisation).select_related("organisation").first()
    known = recipients(member) if member else [(nominee.organisation.email, current.profile().language.code)]
    for address, language in known:
        send_letter(
            "activities/letters/nominee.txt", to=address, language=language,
            context={"person": str(nominee), "activity": nominee.activity, "state": str(nominee.state),
                     "link": absolute(reverse("activities:mine"))},
            purpose="activities.nomination", about=nominee.activity,
            key=f"nominee:{nominee.pk}:{nominee.state}:{nominee.decided_at:%Y%m%d%H%M%S%f}:{address}",
        )  # fmt: skip
