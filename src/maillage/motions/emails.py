"""What the room writes to those who propose."""

from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import override

from maillage.core.public import link
from maillage.members.emails import recipients
from maillage.messages.outbox import send_letter
from maillage.motions.enums import BackerRole
from maillage.motions.models import Amendment, Motion
from maillage.motions.words import passage

PURPOSE = "assemblies.motion"


def addresses(row: Any) -> list[tuple[str, str]]:
    """(address, language) of a backer or of who wrote an amendment; nobody for the board."""
    if row.member_id:
        return [(to, language) for to, language in recipients(row.member) if to]
    if row.person_id and row.person.email:
        return [(row.person.email, row.person.language)]
    return []


def movers_of(motion: Motion) -> dict[str, str]:
    rows = motion.backers.filter(role=BackerRole.MOVER).select_related(
        "member__organisation", "member__person", "person"
    )
    return {to: language for row in rows for to, language in addresses(row)}


def motion_told(motion: Motion, what: str = "") -> None:
    """Tell those who propose where their motion stands (its state), or what was done with it; once for each."""
    said = what or str(motion.state)
    for to, language in movers_of(motion).items():
        send_letter(
            "motions/letters/motion.txt", to=to, language=language, purpose=PURPOSE, about=motion,
            context={"motion": motion, "assembly": motion.assembly, "state": said, "why": motion.refusal,
                     "body": motion.referred_to, "link": link("motions:own", motion.pk)},
            key=f"motion:{motion.pk}:{said}:{motion.version}:{to}",
        )  # fmt: skip


def rewriting_told(motion: Motion) -> None:
    """The team wrote it again: those who propose read what changed."""
    motion_told(motion, "rewritten")


def carrying_told(motion: Motion) -> None:
    """It was not decided, and goes to the next meeting."""
    motion_told(motion, "carried_over")


def amendment_told(amendment: Amendment) -> None:
    """A new amendment is told to those who propose the motion: the first of a day, and none during the session, where
    they are; what becomes of it, to those who wrote it."""
    motion = amendment.motion
    new = amendment.state == "submitted"
    if new and motion.assembly.is_running:
        return
    readers = movers_of(motion) if new else dict(addresses(amendment))
    key = f"amendments:{motion.pk}:{localdate()}" if new else f"amendment:{amendment.pk}:{amendment.state}"
    for to, language in readers.items():
        with override(language):
            place = passage(motion.text, amendment.first, amendment.last)
        send_letter(
            "motions/letters/amendment.txt", to=to, language=language, purpose=PURPOSE, about=motion,
            context={"motion": motion, "amendment": amendment, "state": str(amendment.state), "why": amendment.refusal,
                     "place": place,
                     "link": link("motions:own", motion.pk)},
            key=f"{key}:{to}",
        )  # fmt: skip
