"""What elections write to people."""

from maillage.core.public import link
from maillage.elections.enums import CandidacyState
from maillage.elections.models import Candidacy
from maillage.messages.outbox import send_letter


def decided(candidacy: Candidacy) -> None:
    """To the candidate: found receivable, or not and why."""
    person = candidacy.person
    if not person.email:
        return
    send_letter(
        "elections/letters/decided.txt", to=person.email, language=person.language, purpose="elections.candidacy",
        context={"election": candidacy.election.title, "name": str(person), "reason": candidacy.refusal,
                 "accepted": candidacy.state == CandidacyState.ACCEPTED,
                 "link": link("elections:own_candidacy", candidacy.pk)},
        key=f"candidacy:{candidacy.pk}:{candidacy.state}", about=candidacy.election,
    )  # fmt: skip
