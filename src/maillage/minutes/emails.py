"""What the room writes to people: minutes to read over, a decision to carry out."""

from django.utils.formats import date_format
from django.utils.translation import override

from maillage.accounts.models import User
from maillage.accounts.roles import Permission
from maillage.core.public import link
from maillage.messages import letters
from maillage.messages.outbox import Post, remind_once, send_many
from maillage.minutes.models import Minutes, Resolution

REVIEW = "assemblies.minutes"
FOLLOWING = "assemblies.resolution"


def to_review(minutes: Minutes) -> int:
    """Those who were there, and have an account, may read them over; once for each version. How many letters left."""
    there = User.objects.filter(is_active=True, person__in=minutes.assembly.attendances.filter(
        person__isnull=False, stays__isnull=False).values("person"))  # fmt: skip
    number, address = minutes.text.number, link("minutes:read", minutes.pk)
    posts = []
    for user in there.order_by("pk"):
        with override(user.language):
            letter = letters.render("minutes/letters/review.txt", {"minutes": minutes, "link": address}, user.language)
        posts.append(Post(to=user.email, letter=letter, key=f"minutes:{minutes.pk}:{number}:{user.pk}", language=user.language,
                          about=minutes))  # fmt: skip
    return send_many(posts, purpose=REVIEW)


def due(resolution: Resolution, days: int) -> bool:
    """Recall to who sees to it that a decision is to be carried out; each reminder leaves once for its day."""
    owner = resolution.owner
    if (
        owner is None
        or not owner.is_active
        or not Resolution.objects.visible_to(owner).filter(pk=resolution.pk).exists()
    ):
        return False
    page = "minutes:resolution" if owner.can(Permission.ASSEMBLIES_VIEW) else "minutes:own_resolution"
    with override(owner.language):
        day = date_format(resolution.due_on, "DATE_FORMAT")
    return remind_once(
        key=f"resolution:{resolution.pk}:due:{resolution.due_on}:{days}", template="minutes/letters/due.txt", to=owner.email,
        language=owner.language, purpose=FOLLOWING, about=resolution,
        context={"resolution": resolution, "day": day, "late": days > 0, "link": link(page, resolution.pk)},
    )  # fmt: skip
