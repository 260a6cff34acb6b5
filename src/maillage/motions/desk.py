"""The secretary's check-list, what waits in Gestion, what the search finds."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.assemblies.models import Assembly
from maillage.core.registry import Step, WaitingItem
from maillage.motions import texts
from maillage.motions.calls import deadlines
from maillage.motions.enums import LIVE, BackerRole, MotionState, Origin
from maillage.motions.models import Motion
from maillage.search.sources import Doc

P = Permission


def of(assembly: Assembly) -> str:
    return f"{reverse('motions:motions')}?assemblee={assembly.pk}"


def steps(assembly: Assembly) -> Iterator[Step]:
    """Call for motions, examine them, give each its place."""
    limit = deadlines(assembly)
    counts = dict(Motion.objects.filter(assembly=assembly).order_by().values_list("state").annotate(Count("pk")))
    if assembly.is_general:
        yield Step("motions.call", _("Appeler les propositions"), limit.said or bool(counts), None,
                   reverse("motions:call", args=[assembly.pk]), limit.note, order=25, before=True)  # fmt: skip
    waiting = counts.get(MotionState.SUBMITTED, 0)
    due = limit.until.date() if limit.until else None
    if counts:
        yield Step("motions.examine", _("Examiner la recevabilité des propositions"), not waiting, due, of(assembly),
                   tone="al" if waiting else "", order=35)  # fmt: skip
        lost = Motion.objects.filter(assembly=assembly, state=MotionState.ADMISSIBLE, item=None).count()
        yield Step("motions.place", _("Mettre les propositions recevables à l’ordre du jour"), not lost and not waiting,
                   None, of(assembly), order=36)  # fmt: skip
    if assembly.is_over and any(counts.get(state) for state in LIVE):
        yield Step("motions.settle", _("Reporter à la prochaine réunion les propositions restées sans vote"), False, None,
                   reverse("motions:carry_over", args=[assembly.pk]), tone="al", order=125)  # fmt: skip


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Motions that wait to be said admissible or not, by assembly."""
    rows = (
        Motion.objects.filter(state=MotionState.SUBMITTED).order_by("assembly__starts_at")
        .values_list("assembly", "assembly__title").annotate(n=Count("pk"))
    )  # fmt: skip
    for pk, title, n in rows:
        said = ngettext("%(n)s proposition à examiner", "%(n)s propositions à examiner", n) % {"n": n}
        url = f"{reverse('motions:motions')}?assemblee={pk}&etat={MotionState.SUBMITTED}"
        yield WaitingItem(said, title, url, _("Examiner"), "al")


def documents(ids: list[int]) -> Iterable[Doc]:
    """By the team, once sent; by those who propose or support, always. The text in force is what is searched."""
    rows = Motion.objects.filter(pk__in=ids).select_related("assembly")
    for row in rows.prefetch_related("versions", "backers__member", "backers__person"):
        owners: set[str] = set()
        for backer in row.backers.all():
            if row.state == MotionState.DRAFT and backer.role != BackerRole.MOVER:
                continue
            if backer.member and backer.member.organisation_id:
                owners.add(f"delegate:{backer.member.organisation_id}")
            elif backer.member is None and backer.person and backer.person.user_id:
                owners.add(f"user:{backer.person.user_id}")
        private = row.submitted_at is None and row.origin != Origin.BOARD
        yield Doc(
            row.pk, str(row), {"manage": ("motions:motion", {"pk": row.pk}), "member": ("motions:own", {"pk": row.pk})},
            access="" if private else str(P.ASSEMBLIES_VIEW), subtitle=row.assembly.title,
            body=texts.plain(row.text), owners=tuple(sorted(owners)),
        )  # fmt: skip
