"""What minutes and the register show on the pages of lower rooms, what waits, and the last steps of the check-list."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.accounts.roles import Permission
from maillage.assemblies.enums import AssemblyState
from maillage.assemblies.models import Assembly
from maillage.ballots.models import Question
from maillage.core.registry import Step, WaitingItem
from maillage.minutes.enums import MinutesState
from maillage.minutes.forms import to_enter
from maillage.minutes.models import Minutes, Resolution
from maillage.search.sources import PUBLIC, Doc

P = Permission
Block = tuple[str, dict[str, Any]]
SHOWN = 8
ASKED_WITHIN = timedelta(days=60)  # a vote that the secretary left aside so long was no decision
DRAFT_WITHIN = timedelta(days=30)  # after the meeting: no law says it, memory does
DONE = (MinutesState.ADOPTED, MinutesState.SIGNED)


def of(assembly: Assembly) -> Minutes | None:
    return Minutes.objects.filter(assembly=assembly).first()


def assembly_manage(request: Any, assembly: Assembly) -> Block | None:
    """On the meeting in Gestion: its minutes, its decisions."""
    rows = Resolution.objects.visible_to(request.user).filter(assembly=assembly).order_by("number")
    found, minutes = list(rows[:50]), of(assembly)
    if not found and not minutes and assembly.state != AssemblyState.CLOSED:
        return None
    return "minutes/assembly_panel.html", {
        "minutes": minutes, "rows": found, "assembly": assembly, "edit": request.user.can(P.ASSEMBLIES_EDIT),
        "may_draft": assembly.state == AssemblyState.CLOSED and not minutes,
    }  # fmt: skip


def assembly_member(request: Any, assembly: Assembly) -> Block | None:
    """On the member's page of a meeting: what was decided there, and the minutes to read."""
    rows = list(Resolution.objects.visible_to(request.user).filter(assembly=assembly).order_by("number")[:50])
    minutes = (
        Minutes.objects.visible_to(request.user).filter(assembly=assembly).exclude(state=MinutesState.DRAFT).first()
    )
    return ("minutes/member_panel.html", {"rows": rows, "minutes": minutes}) if rows or minutes else None


def assembly_public(request: Any, assembly: Assembly) -> Block | None:
    """On the public page of a meeting: what it decided, as far as everyone may read it."""
    rows = list(Resolution.objects.public().filter(assembly=assembly).select_related("body").order_by("number")[:50])
    return ("minutes/public_panel.html", {"rows": rows}) if rows else None


def body_manage(request: Any, body: Any) -> Block | None:
    """On a body: its last decisions."""
    rows = list(Resolution.objects.visible_to(request.user).filter(body=body)[:SHOWN])
    return ("minutes/body_panel.html", {"rows": rows, "body": body}) if rows else None


def member_home(request: Any, user: Any) -> Block | None:
    """On the member's home: minutes to read over."""
    rows = list(Minutes.objects.visible_to(user).filter(state=MinutesState.REVIEW).select_related("assembly")[:SHOWN])
    return ("minutes/home_panel.html", {"rows": rows}) if rows else None


def steps(assembly: Assembly) -> Iterator[Step]:
    """From the draft to the record: the last lines of the secretary's check-list."""
    minutes, closed = of(assembly), assembly.state == AssemblyState.CLOSED
    state = minutes.state if minutes else ""
    page = minutes.get_absolute_url() if minutes else ""
    due = assembly.day + DRAFT_WITHIN if assembly.day else None
    yield Step(
        "minutes.draft",
        _("Dresser le procès-verbal"),
        bool(minutes),
        due,
        page or (reverse("minutes:draft", args=[assembly.pk]) if closed else ""),
        order=900,
    )
    yield Step("minutes.review", _("Le faire relire"), state in (MinutesState.REVIEW, *DONE), due, page, order=910)
    yield Step("minutes.adopt", _("Le faire adopter à la séance suivante"), state in DONE, None, page, order=920)
    yield Step("minutes.sign", _("Le faire signer"), state == MinutesState.SIGNED, None, page, order=930)
    yield Step("minutes.file", _("Classer le procès-verbal et son dossier"), state == MinutesState.SIGNED, None,
               reverse("minutes:record", args=[assembly.pk]) if closed else "", order=940)  # fmt: skip


def votes_apart(user: Any) -> Iterator[WaitingItem]:
    """Declared votes on no item, motion or election: nothing says whether they are decisions; the secretary does."""
    since = localdate() - ASKED_WITHIN
    for row in Question.objects.filter(pk__in=to_enter(), declared_at__date__gte=since).order_by("pk")[:5]:
        yield WaitingItem(
            row.title, _("Ce vote proclamé n’est sur aucun point : est-ce une décision à inscrire au registre ?"),
            f"{reverse('minutes:enter')}?vote={row.pk}", _("Inscrire"),
        )  # fmt: skip


def waiting(user: Any) -> Iterator[WaitingItem]:
    for row in Minutes.objects.filter(
        remarks__settled_at=None, remarks__isnull=False, state=MinutesState.REVIEW
    ).distinct()[:5]:
        yield WaitingItem(
            str(row), _("Une remarque sur le procès-verbal attend une réponse."), row.get_absolute_url(), _("Répondre")
        )
    drafted = Minutes.objects.values("assembly")
    since = localdate() - timedelta(days=365)
    for assembly in Assembly.objects.filter(state=AssemblyState.CLOSED, closed_at__date__gte=since).exclude(
        pk__in=drafted
    )[:5]:
        yield WaitingItem(
            str(assembly),
            _("La séance est levée : dressez son procès-verbal."),
            reverse("minutes:draft", args=[assembly.pk]),
            _("Dresser"),
            "al",
        )
    yield from votes_apart(user)
    late = Resolution.objects.late().count()
    if late:
        yield WaitingItem(_("Résolutions à exécuter"), _("Dont le terme est passé : %(n)s.") % {"n": late},
                          reverse("minutes:resolutions") + "?suite=retard", _("Voir"), "er")  # fmt: skip


def documents(ids: list[int]) -> Iterable[Doc]:
    """Resolutions, found by everyone when they are public, by the team otherwise."""
    for row in Resolution.objects.filter(pk__in=ids).select_related("body"):
        access = PUBLIC if row.public else str(P.ASSEMBLIES_VIEW)
        page = ("site:decision", {"year": row.year, "number": row.number}) if row.public else \
            ("minutes:resolution", {"pk": row.pk})  # fmt: skip
        yield Doc(row.pk, row.title, page, access=access, subtitle=f"{row.code} – {row.body}", also=row.code,
                  body=(row.text[:5000], row.vote))  # fmt: skip
