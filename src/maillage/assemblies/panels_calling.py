"""What assemblies show on pages of lower rooms: the member's home, what waits in Gestion, the check of the house."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.assemblies import law, words
from maillage.assemblies.enums import AssemblyState, DeliveryRoute, DeliveryState, RequestState
from maillage.assemblies.models import Assembly, ItemRequest, NoticeDelivery, Requisition
from maillage.core.registry import WaitingItem

Block = tuple[str, dict[str, Any]]
SOON = timedelta(days=21)


def member_home(request: Any, user: Any) -> Block | None:
    """The next assemblies that one is called to."""
    rows = Assembly.objects.visible_to(user).exclude(called_at=None).coming().select_related("body")
    found = [(row, words.when(row), words.where(row)) for row in rows.order_by("starts_at")[:3]]
    return ("assemblies/home_panel.html", {"rows": found}) if found and user.facts else None


def body_panel(request: Any, body: Any) -> Block | None:
    """On a body in Gestion: its meetings."""
    rows = Assembly.objects.visible_to(request.user).filter(body=body)[:8]
    return "assemblies/body_panel.html", {"rows": [(row, words.when(row)) for row in rows]}


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Notices to send soon, letters to post, mails that came back, members' requests."""
    today = localdate()
    for row in Assembly.objects.filter(state=AssemblyState.DRAFT, starts_at__gt=now()).select_related("body"):
        due = law.notice_due(row)
        if due and row.is_general and due - today <= SOON:
            yield WaitingItem(
                _("Convoquer : %(title)s") % {"title": row.title},
                _("Au plus tard le %(day)s (%(left)s).") % {"day": date_format(due), "left": words.days_left((due - today).days)},
                row.get_absolute_url(), _("Préparer"), "er" if due < today else "al" if (due - today).days <= 7 else "",
            )  # fmt: skip
    for request in ItemRequest.objects.filter(state=RequestState.REACHED).select_related("assembly")[:10]:
        yield WaitingItem(_("Des membres demandent un point : %(title)s") % {"title": request.title}, str(request.assembly),
                          request.get_absolute_url(), _("Répondre"), "al")  # fmt: skip
    for one in Requisition.objects.filter(state=RequestState.REACHED)[:10]:
        late = bool(one.board_due and one.board_due < today)
        yield WaitingItem(
            _("Des membres demandent une assemblée : %(title)s") % {"title": one.title},
            _("À convoquer avant le %(day)s.") % {"day": date_format(one.board_due)} if one.board_due else one.law,
            one.get_absolute_url(), _("Répondre"), "er" if late else "al",
        )  # fmt: skip
    yield from _deliveries()


def _deliveries() -> Iterator[WaitingItem]:
    to_post = Q(route=DeliveryRoute.LETTER, state=DeliveryState.QUEUED)
    lost = Q(route=DeliveryRoute.MAIL, state=DeliveryState.BOUNCED)
    live = NoticeDelivery.objects.filter(
        notice__assembly__state__in=[AssemblyState.CALLED, AssemblyState.CANCELLED],
        notice__assembly__starts_at__gt=now(),
    )  # fmt: skip
    rows = live.filter(to_post | lost).order_by().values("notice__assembly", "notice__assembly__title").annotate(
        letters=Count("pk", filter=to_post), lost=Count("pk", filter=lost)
    )  # fmt: skip
    for row in rows:
        url = reverse("assemblies:notice", args=[row["notice__assembly"]])
        if row["letters"]:
            yield WaitingItem(ngettext("%(n)s lettre de convocation à poster", "%(n)s lettres de convocation à poster",
                                       row["letters"]) % {"n": row["letters"]},
                              row["notice__assembly__title"], url, _("Imprimer"), "al")  # fmt: skip
        if row["lost"]:
            yield WaitingItem(ngettext("%(n)s convocation est revenue", "%(n)s convocations sont revenues", row["lost"])
                              % {"n": row["lost"]}, row["notice__assembly__title"], url, _("Voir"), "er")  # fmt: skip


def check() -> Iterator[tuple[str, str]]:
    """A line of `maillage check`: what would make an assembly contestable."""
    late = [row for row in Assembly.objects.filter(state=AssemblyState.DRAFT, starts_at__gt=now()).select_related("body")
            if row.is_general and (due := law.notice_due(row)) and due < localdate()]  # fmt: skip
    for row in late:
        yield "warning", _("« %(title)s » n’est pas convoquée et son délai est passé.") % {"title": row.title}
    overdue = Requisition.objects.filter(state=RequestState.REACHED, board_due__lt=localdate()).count()
    if overdue:
        said = ngettext("%(n)s demande d’assemblée attend au-delà du délai laissé au conseil.",
                        "%(n)s demandes d’assemblée attendent au-delà du délai laissé au conseil.", overdue)  # fmt: skip
        yield "warning", said % {"n": overdue}
    if not late and not overdue:
        coming = Assembly.objects.coming().count()
        yield "ok", ngettext("%(n)s assemblée à venir.", "%(n)s assemblées à venir.", coming) % {"n": coming}
