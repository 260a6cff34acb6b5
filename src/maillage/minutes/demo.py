"""The demonstration: past meetings have their minutes, the register its follow-ups."""

from datetime import date, timedelta
from typing import Any

from django.utils.timezone import localdate

from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import AgendaItem, Assembly
from maillage.ballots.enums_votes import QuestionState
from maillage.ballots.models import Question
from maillage.bodies.models import Body
from maillage.minutes import actions, receivers
from maillage.minutes.enums import FollowState, LinkKind
from maillage.minutes.models import Minutes, RecordLink, Resolution

# The board's decisions of the year: (days ago, title, text, vote, who sees to it, days to do it, follow-up)
BOARD = [
    (200, "Ouverture d’un compte d’épargne solidaire",
     "Le conseil autorise la trésorerie à placer la réserve sur un compte d’épargne solidaire.",
     "6 pour, aucune opposition, 1 abstention.", "la trésorerie", 60, (FollowState.DONE, "Le compte est ouvert.")),
    (140, "Calendrier de la saison",
     "Le conseil adopte le calendrier des activités et des réunions de la saison.",
     "À l’unanimité.", "la coordination", 30, (FollowState.DONE, "Le calendrier est publié.")),
    (75, "Politique de remboursement des déplacements",
     "Les déplacements décidés par le conseil sont remboursés sur pièces, au tarif du train de deuxième classe.",
     "7 pour, 1 contre.", "la trésorerie", 45, None),
    (20, "Politique de remboursement des déplacements, covoiturage",
     "Le covoiturage est remboursé au kilomètre, au taux fixé chaque année par le conseil.",
     "7 pour, aucune opposition.", "la trésorerie", 90, (FollowState.UNDER_WAY, "Le formulaire est en relecture.")),
]  # fmt: skip


def write(context: Any) -> None:
    """Idempotent: a network that has resolutions of its board keeps them."""
    board = Body.objects.filter(kind="board").first()
    if board is None or Resolution.objects.filter(body=board, assembly=None).exists():
        return
    register(board)
    for assembly in Assembly.objects.filter(state=AssemblyState.CLOSED, starts_at__isnull=False).order_by("starts_at"):
        if not Minutes.objects.filter(assembly=assembly).exists():
            minutes(assembly, None)


def register(board: Body) -> None:
    """Votes of meetings that were lived today and put back on their day are entered anew, in the order of the days."""
    lots = [row.item for row in Resolution.objects.filter(question=None).select_related("item__assembly") if row.item]
    RecordLink.objects.all().delete()
    Resolution.objects.all().delete()
    asked = (
        Question.objects.filter(state=QuestionState.DECLARED)
        .select_related("roll__assembly")
        .order_by("roll", "number")
    )
    doing: list[tuple[date, int, Any]] = [(receivers.day_of(one), 0, one) for one in asked]
    today = localdate()
    doing += [(min(item.assembly.day or today, today), 2, item) for item in lots]
    doing += [(today - timedelta(days=row[0]), 1, row) for row in BOARD]
    made = []
    for on, kind, what in sorted(doing, key=lambda one: one[:2]):
        if kind == 1:
            made.append(decided(board, on, *what[1:]))
        elif kind == 2:
            receivers.enter_consent(AgendaItem, assembly=what.assembly, items=[what.pk], by=None)
        else:
            receivers.enter_declared(Question, question=what, by=None)
    actions.affect(later=made[3], earlier=made[2], kind=LinkKind.AMENDS, by=None)


def decided(board: Body, on: date, title: str, text: str, vote: str, owner: str, term: int, follow: Any) -> Resolution:
    row = actions.enter(body=board, adopted_on=on, title=title, text=text, vote=vote, by=None, public=True)
    actions.arrange(resolution=row, values={"owner_words": owner, "due_on": on + timedelta(days=term)}, by=None)
    if follow:
        then = min(on + timedelta(days=15), localdate())
        actions.follow(resolution=row, state=follow[0], text=follow[1], by=None, on=then)
    return row


def minutes(assembly: Assembly, by: Any) -> None:
    """Old ones are adopted and signed, the last is being read over."""
    made = actions.draft(assembly=assembly, by=by)
    first = made.text.sections[0]["key"]
    actions.write(minutes=made, texts={first: "La présidence souhaite la bienvenue et rappelle le but de la rencontre."},
                  note="Mot d’accueil", by=by)  # fmt: skip
    actions.send_to_review(minutes=made, by=by)
    later = Assembly.objects.filter(body=assembly.body, state=AssemblyState.CLOSED, starts_at__gt=assembly.starts_at)
    after = later.order_by("starts_at").first()
    if after is None and assembly.day and assembly.day > localdate() - timedelta(days=90):
        return
    on = after.day if after and after.day else (assembly.day or localdate()) + timedelta(days=30)
    actions.adopt(minutes=made, on=min(on, localdate()), at=after, decision="Adopté sans changement.", by=by)
    for office, person in (("chair", assembly.chair), ("secretary", assembly.secretary)):
        if person is not None and (office == "chair" or assembly.chair_id != person.pk):
            actions.sign(minutes=made, office=office, person=person, by=by)
    actions.open_to_all(minutes=made, public=bool(assembly.public), by=by)
