"""What a vote that lasts days writes to those who have not used their right: once, without saying anything of anybody."""

from maillage.ballots.models import Question
from maillage.core.public import link
from maillage.messages.outbox import remind_once
from maillage.organisations.models import Person


def reminder(question: Question, person: Person) -> bool:
    """Recall that a vote is open; once for each person, whatever runs again."""
    if not person.email or person.erased_at:
        return False
    return remind_once(
        key=f"question:remind:{question.pk}:{person.pk}", template="ballots/letters/vote_reminder.txt", to=person.email,
        language=person.language, purpose="ballots.reminder", about=question,
        context={"question": question, "link": link("ballots:vote", question.pk)},
    )  # fmt: skip
