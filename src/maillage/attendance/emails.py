"""What the room writes to people."""

from maillage.activities.models import Session
from maillage.attendance import links
from maillage.messages.outbox import send_letter
from maillage.network import current


def link_to_count(session: Session, *, to: str, language: str) -> None:
    """The link by which a facilitator or a host counts a date."""
    shown = current.shown()
    send_letter(
        "attendance/letters/link.txt", to=to, language=language, purpose="activities.count", about=session.activity,
        context={"session": session, "link": links.url(session), "network": shown.name if shown else "",
                 "until": session.ends_at + links.LASTS},
    )  # fmt: skip
