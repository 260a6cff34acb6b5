"""What is proposed to the coming assembly, and what the last one decided; nobody real."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import cycle
from typing import Any

from django.utils.timezone import now

from maillage.accounts.models import DEMO_DOMAIN, User
from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import AgendaItem, Assembly, Attendance, Stay
from maillage.ballots.actions import count, tellers
from maillage.ballots.enums_votes import QuestionState, Secrecy
from maillage.ballots.models import Question, Right
from maillage.messages.models import Message
from maillage.motions import actions
from maillage.motions.demo import texts
from maillage.motions.emails import PURPOSE
from maillage.motions.enums import AmendmentKind as Kind
from maillage.motions.enums import Opinion
from maillage.motions.models import Amendment, Motion
from maillage.motions.models.motion import GENERAL
from maillage.motions.standing import BOARD, Mover, all_movers, movers_of_members, own_members

Movers = Iterator[Mover]


def write(context: Any) -> None:
    if Motion.objects.exists():  # twice, it changes nothing
        return
    general = Assembly.objects.filter(kind__in=GENERAL, starts_at__isnull=False)
    coming = general.filter(state=AssemblyState.CALLED, starts_at__gt=now()).order_by("starts_at").first()
    coming = coming or general.filter(state=AssemblyState.DRAFT, starts_at__gt=now()).order_by("starts_at").first()
    past = general.filter(state=AssemblyState.CLOSED).exclude(roll=None).order_by("-starts_at").first()
    if coming is not None:
        debated(coming)
    if past is not None:
        decided(past)
    Message.objects.filter(purpose=PURPOSE, state="queued").delete()  # these people do not exist
    context.made["motions"] = Motion.objects.count()


def speakers(assembly: Assembly) -> Movers:
    """Members that may propose, round and round, the first of them the one of whom signs in."""
    bruno = User.objects.filter(email=f"bruno.lefebvre{DEMO_DOMAIN}").first()
    own = [one for one in movers_of_members(own_members(bruno), assembly) if not one.refusal] if bruno else []
    found = [one for one in all_movers(assembly) if one.member and not one.member.holder.withheld]
    others = [one for one in found if one.key not in {mine.key for mine in own}]
    return cycle([*own[:1], *others[3:7]] or [BOARD])


def proposed(
    assembly: Assembly, mover: Mover, words: tuple[str, str, tuple[str, ...]], *, upto: str = "admitted"
) -> Motion:
    title, statement, paragraphs = words
    made = actions.draft(
        assembly=assembly, mover=mover, title=title, statement=statement, paragraphs=paragraphs, by=None
    )
    if upto != "draft":
        made = actions.submit(motion=made, late_reason="Préparée en comité avant le délai.", by=None)
    if upto == "admitted":
        made = actions.admit(motion=made, item=place_in(assembly), by=None)
    return made


def place_in(assembly: Assembly) -> AgendaItem | None:
    """The item of members' motions, as the agenda of the demonstration names it; else the last one that decides."""
    rows = assembly.items.order_by("-position")
    return rows.filter(title="Propositions des membres").first() or rows.filter(kind="decision").first()


def amended(motion: Motion, mover: Mover, kind: Kind, first: str, last: str, *new: str, why: str = "") -> Amendment:
    return actions.amend(
        motion=motion, mover=mover, kind=kind, first=first, last=last, paragraphs=new, reason=why, by=None
    )


def backed(motion: Motion, mover: Mover) -> None:
    if mover != BOARD and not motion.backers.filter(member=mover.member).exists():
        actions.second(motion=motion, backer=mover, by=None)


def debated(assembly: Assembly) -> None:
    """Two with amendments (two that conflict, one taken in by those who propose), one to examine, one draft."""
    one = speakers(assembly)
    mine, a, b, c = next(one), next(one), next(one), next(one)
    start: Any = assembly.starts_at
    until: Any = max(now(), min(now() + timedelta(days=10), start - timedelta(days=3)))
    if until < start:
        actions.call(assembly=assembly, until=until, seconders_needed=0, by=None,
                     note="Exemple de la démonstration : vos statuts le remplacent.")  # fmt: skip
    invest = proposed(assembly, a, texts.INVEST)
    backed(invest, b)
    backed(invest, mine)
    amended(
        invest, b, Kind.REPLACE, "p2", "p2", "Le retrait est terminé dans un délai d’un an.", why="Le temps presse."
    )
    amended(invest, c, Kind.STRIKE, "p2", "p3", why="Le conseil sait comment faire ; laissons-lui le choix.")
    friendly = amended(invest, mine, Kind.ADD, "p4", "p4", "Le réseau invite ses membres à faire de même.")
    actions.accept(amendment=friendly, by=None)
    hosting = proposed(assembly, mine, texts.HOSTING)
    backed(hosting, a)
    actions.advise(motion=hosting, opinion=Opinion.FOR, by=None,
                   text="Le conseil appuie la charte ; il demande que le budget soit chiffré avant d’être inscrit.")  # fmt: skip
    amended(
        hosting,
        BOARD,
        Kind.REPLACE,
        "p3",
        "p3",
        "Un budget d’accueil, chiffré par la trésorerie, est inscrit chaque année.",
    )
    amended(hosting, c, Kind.ADD, "p2", "p2", "L’interprétation est offerte quand trois personnes la demandent.")
    proposed(assembly, b, texts.YOUTH, upto="submitted")
    proposed(assembly, mine, texts.DRAFT, upto="draft")


@contextmanager
def in_its_time(assembly: Assembly) -> Iterator[None]:
    """A past assembly receives motions as if it were to come, and those who came are there; then it is over again."""
    last = Stay.objects.filter(attendance__assembly=assembly).order_by("attendance", "-came_at")
    stays = {stay.attendance_id: stay for stay in reversed(last)}
    Assembly.objects.filter(pk=assembly.pk).update(state=AssemblyState.CALLED)
    Stay.objects.filter(pk__in=[stay.pk for stay in stays.values()]).update(left_at=None)
    assembly.refresh_from_db()
    yield
    Stay.objects.bulk_update(stays.values(), ["left_at"])
    Assembly.objects.filter(pk=assembly.pk).update(state=AssemblyState.CLOSED)


def decided(assembly: Assembly) -> None:
    """One carried as amended, one lost: by hands, two people counting."""
    counters = list(User.objects.filter(email__endswith=DEMO_DOMAIN, is_active=True).order_by("pk")[:2])
    if len(counters) < 2:
        return
    with in_its_time(assembly):
        one = speakers(assembly)
        a, b, c = next(one), next(one), next(one)
        past, lost = proposed(assembly, a, texts.PAST), proposed(assembly, b, texts.LOST)
        backed(past, b)
        actions.advise(motion=lost, opinion=Opinion.AGAINST, text="Se voir compte.", by=None)
        strike = amended(past, c, Kind.STRIKE, "p2", "p2", why="Nos moyens ne le permettent pas.")
        sized = amended(
            past, b, Kind.REPLACE, "p2", "p2", "Il lui verse une contribution prise sur le budget des actions."
        )
        step = amended(past, a, Kind.ADD, "p3", "p3", "Il en fait le récit sur son site.")
        at = assembly.opened_at or assembly.starts_at
        came = Attendance.objects.filter(assembly=assembly, person__isnull=False).values("person")
        here: Any = Right.objects.active().filter(roll=assembly.roll, delegate__in=came)
        votes = sum(dict(here.values_list("pk", "weight")).values()) or 10
        for minute, subject, yes in ((150, strike, 3), (155, sized, 7), (160, step, 8), (170, past, 8), (185, lost, 2)):
            voted(subject, counters, votes * yes // 10, votes * (9 - yes) // 10,
                  at + timedelta(minutes=minute))  # type: ignore[operator]  # fmt: skip
        Motion.objects.filter(assembly=assembly).update(submitted_at=assembly.starts_at - timedelta(days=30))  # type: ignore[operator]


def voted(subject: Motion | Amendment, counters: list[User], yes: int, no: int, at: Any) -> None:
    """Prepared, counted twice, declared: then said of the hour of the meeting."""
    subject.refresh_from_db()
    if isinstance(subject, Motion):
        question = actions.prepare(motion=subject, secrecy=Secrecy.HANDS, by=None)
    else:
        question = actions.prepare_amendment(amendment=subject, secrecy=Secrecy.HANDS, by=None)
    rows = Question.objects.filter(pk=question.pk)
    rows.update(state=QuestionState.CLOSED, opened_at=at, closed_at=at + timedelta(minutes=2), lot_seed="00")
    question.refresh_from_db()
    for sheet, teller in enumerate(counters, 1):
        said = {"yes": yes, "no": no, "abstain": 1, "blank": 0}
        tellers.enter(question=question, teller=teller, sheet=sheet, content=said, by=teller)
    count.declare(question=question, by=None)
    rows.update(declared_at=at + timedelta(minutes=3))
    type(subject).objects.filter(pk=subject.pk).update(decided_at=at + timedelta(minutes=3))
