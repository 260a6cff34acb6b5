"""The assembly of today, in session as one looks at it: people are there, a point is debated, a vote is open."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate, now

from maillage.accounts.models import DEMO_DOMAIN, User
from maillage.assemblies.actions import call, presence, quick, session, speech, ticking
from maillage.assemblies.actions.presence import Who
from maillage.assemblies.agenda import tree
from maillage.assemblies.demo.held import told_to
from maillage.assemblies.demo.texts import Item, Told
from maillage.assemblies.enums import AssemblyKind, AssemblyState
from maillage.assemblies.models import AgendaItem, Assembly, Stay
from maillage.ballots.actions import count, questions, tellers, votes
from maillage.ballots.enums_votes import Secrecy
from maillage.ballots.models import Question, Right
from maillage.bodies.models import Body
from maillage.organisations.models import Person

THERE = 18  # people besides the cast
SINCE = timedelta(minutes=40)

ITEMS: tuple[Item, ...] = (
    ("Ouverture et vérification du quorum", "information", 5, "la présidence", {}),
    ("Adoption de l’ordre du jour", "decision", 5, "la présidence", {}),
    ("Une maison commune pour nos membres", "decision", 30, "la direction",
     {"text": "Louer ensemble, pour cinq ans, un lieu où tenir nos rencontres et loger les personnes de passage."}),
    ("La sécurité de nos partenaires : une charte", "decision", 20, "un groupe de travail",
     {"text": "Ce que nous publions d’eux, ce que nous taisons, qui décide. Vote confidentiel proposé."}),
    ("Questions diverses", "information", 10, "", {}),
)  # fmt: skip


def write(told: Told, common: dict[str, Any], put: Any, by: Any) -> Assembly:
    """Convened weeks ago, opened forty minutes ago; the first decision taken by a show of hands, the second voted now."""
    starts = now().replace(second=0, microsecond=0) - SINCE
    values = common | {"title": "Assemblée générale extraordinaire", "starts_at": starts,
                       "ends_at": starts + timedelta(hours=3)}  # fmt: skip
    assembly = call.make(body=Body.objects.general_assembly(), kind=AssemblyKind.EXTRAORDINARY, values=values, by=by)
    for item in ITEMS:
        put(assembly, item, None, by)
    call.make_roll(
        assembly=assembly,
        rights_on=localdate(starts) - timedelta(days=20),
        source="Usage du réseau : vingt jours avant.",
        by=by,
    )
    call.freeze_roll(assembly=assembly, by=by)
    convened = starts - timedelta(days=25)
    Assembly.objects.filter(pk=assembly.pk).update(state=AssemblyState.CALLED, called_at=convened, created_at=convened)
    assembly.refresh_from_db()
    told_to(assembly, convened)
    live(assembly, starts, by)
    return assembly


def live(assembly: Assembly, starts: datetime, by: Any) -> None:
    there = coming(assembly)
    for rank, person in enumerate(there):
        stay = presence.arrive(assembly=assembly, who=Who(person=person), by=by)
        Stay.objects.filter(pk=stay.pk).update(came_at=starts - timedelta(minutes=rank % 15))
    session.open(assembly=assembly, by=by, chair=assembly.chair or there[0], secretary=assembly.secretary or there[-1])
    Assembly.objects.filter(pk=assembly.pk).update(opened_at=starts)
    first, order, house, *_rest = [line.item for line in tree(assembly)]
    ticking.begin(item=first, by=by)
    ticking.begin(item=order, by=by)
    hands(assembly, len(there), by)
    ticking.begin(item=house, by=by)
    for rank, (item, minutes) in enumerate(((first, 4), (order, 3))):
        begun = starts + timedelta(minutes=5 * rank)
        AgendaItem.objects.filter(pk=item.pk).update(started_at=begun, done_at=begun + timedelta(minutes=minutes))
    AgendaItem.objects.filter(pk=house.pk).update(started_at=starts + timedelta(minutes=9))
    assembly.refresh_from_db()
    for person, kind in zip(there[3:6], ("speech", "question", "speech"), strict=False):
        asked = speech.ask(assembly=assembly, person=person, kind=kind, by=by, by_chair=True)
        if person is there[3]:
            speech.give(speech=asked, by=by)
    opened = quick.put(assembly=assembly, title="", secrecy=Secrecy.NOMINAL, by=by)
    for rank, person in enumerate(there[-len(there) // 2 :]):
        votes.cast(question=opened, person=person, choices=("yes", "yes", "no", "yes", "abstain")[rank % 5], by=by)


def coming(assembly: Assembly) -> list[Person]:
    """Who carries a right and came: those of the cast first, who have not voted yet."""
    rights = Right.objects.active().filter(roll=assembly.roll).exclude(delegate=None).select_related("delegate__user")
    people = list({right.delegate_id: right.delegate for right in rights.order_by("pk")}.values())
    cast = [one for one in people if one and one.user and one.user.email.endswith(DEMO_DOMAIN)]
    others = [one for one in people if one and one not in cast]
    step = max(1, len(others) // THERE)
    return cast + others[::step][:THERE]


def hands(assembly: Assembly, raised: int, by: Any) -> Question:
    """Two people counted the hands, and found the same."""
    question = quick.put(assembly=assembly, title="", secrecy=Secrecy.HANDS, by=by)
    who = User.objects.filter(email__endswith=DEMO_DOMAIN).order_by("pk")[:2]
    for sheet, teller in enumerate(who, 1):
        tellers.enter(question=question, teller=teller, sheet=sheet, content={"yes": raised}, by=teller)
    questions.close_vote(question=question, by=by)
    question.refresh_from_db()
    return count.declare(question=question, by=by)
