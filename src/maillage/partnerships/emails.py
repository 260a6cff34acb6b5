"""What the room writes: to the partner, in its language, with a link that opens one form; to the team, what lapses."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import override

from maillage.core.public import link
from maillage.messages.outbox import remind_once, send_letter
from maillage.network import current
from maillage.partnerships import links
from maillage.partnerships.models import Assessment, CapacityAssessment, DuePiece, Partnership

PURPOSE = "partnerships"
ROUTES = {"a": "partnerships:answer", "c": "partnerships:answer_capacities", "p": "partnerships:send_piece"}


def addresses(partnership: Partnership) -> list[tuple[str, str]]:
    """(address, language) of those who get the letters there, else the organisation's own."""
    rows = partnership.contacts.filter(gets_letters=True, person__erased_at=None).exclude(person__email="")
    found = [(row.person.email, row.person.language) for row in rows.select_related("person")]
    own = partnership.organisation.email
    return found or ([(own, language_of(partnership))] if own else [])


def language_of(partnership: Partnership) -> str:
    """A language that both read, else the network's."""
    ours = [one.code for one in current.profile().languages]
    return next((code for code in partnership.languages if code in ours), ours[0])


def told(kind: str, row: Any, template: str, purpose: str = PURPOSE, key: str = "", **more: Any) -> int:
    """One letter to each contact; returns how many left."""
    partnership, count = row.partnership, 0
    for address, language in addresses(partnership):
        with override(language):
            day = row.due_on if hasattr(row, "due_on") else row.lapses_on
            context = {
                "partner": str(partnership), "day": date_format(day) if day else "",
                "link": link(ROUTES[kind], links.make(kind, row)), **{name: str(value) for name, value in more.items()},
            }  # fmt: skip
        send = {"to": address, "context": context, "language": language, "about": partnership, "purpose": purpose}
        path = f"partnerships/letters/{template}.txt"
        if key:
            count += remind_once(template=path, key=f"{key}:{address}", **send)
        else:
            count += send_letter(path, key=f"partnerships:{kind}:{row.pk}:{row.nonce}:{address}", **send) is not None
    return count


def assessment_asked(pk: int) -> None:
    row = Assessment.objects.select_related("partnership__organisation", "question_set").get(pk=pk)
    told("a", row, "assessment", year=row.year)


def capacities_asked(pk: int) -> None:
    told("c", CapacityAssessment.objects.select_related("partnership__organisation").get(pk=pk), "capacities")


def piece_asked(pk: int) -> None:
    row = DuePiece.objects.select_related("partnership__organisation").get(pk=pk)
    told("p", row, "piece", piece=row)


def assessment_reminder(row: Assessment, times: str) -> int:
    return told("a", row, "assessment_reminder", purpose="reminder.partnerships", key=f"assessment:{row.pk}:{row.due_on}:{times}",
                year=row.year)  # fmt: skip


def piece_reminder(row: DuePiece, step: int) -> int:
    """To the partner, that a piece lapses; each step once."""
    return told("p", row, "piece_reminder", purpose="reminder.partnerships", key=f"piece:{row.pk}:{row.lapses_on}:{step}",
                piece=row, late=1 if step == 0 else "")  # fmt: skip


def team_pieces(rows: list[DuePiece], key: str) -> bool:
    """To the team: the pieces that lapse, in one letter; names of partners stay in Gestion."""
    team = current.profile().contact.email
    if not team or not rows:
        return False
    return remind_once(
        key=key, template="partnerships/letters/team_pieces.txt", to=team, purpose="reminder.partnerships",
        language=current.profile().language.code, context={"count": len(rows), "link": link("partnerships:pieces")},
    )  # fmt: skip
