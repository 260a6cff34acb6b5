"""What campaigns show on lower pages: the home of the site, what waits in Gestion, the health of the counts."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.campaigns import figures, gestures
from maillage.campaigns.enums import BatchState, BlockState, PetitionState
from maillage.campaigns.models import AddressBlock, Call, CallAnswer, PaperBatch, Petition
from maillage.core.registry import WaitingItem
from maillage.network import current

Block = tuple[str, dict[str, Any]]
CARDS = 3  # on the home, beside the way to all of them
SOON_DAYS = 7


def home_gestures(request: Any) -> Block | None:
    """On the home: the way to every gesture, then the first of each kind; nothing where nothing is open."""
    if not current.exists():
        return None
    groups = [group for group in gestures.open_now() if group.kind != "join"]
    if not groups:
        return None
    count = sum(len(group.gestures) for group in groups)
    told = ngettext("%(n)s geste est ouvert aujourd’hui.", "%(n)s gestes sont ouverts aujourd’hui.", count) % {
        "n": count
    }
    cards = [{"title": _("Agir maintenant"), "text": told, "url": reverse("site:gestures"), "foot": ""}]
    for group in groups[:CARDS]:
        one = group.gestures[0]
        cards.append({"title": f"{group.label} : {one.title}", "text": one.detail, "url": one.url, "foot": ""})
    return "campaigns/home.html", {"slot": "gestures", "cards": cards}


def waiting(user: Any) -> Iterator[WaitingItem]:
    """Sheets to check, groups to look at, petitions that end, answers to call back."""
    sheets = PaperBatch.objects.visible_to(user).filter(state=BatchState.ENTERED).count()
    if sheets:
        yield WaitingItem(
            ngettext("%(n)s feuille de signatures à vérifier", "%(n)s feuilles de signatures à vérifier", sheets)
            % {"n": sheets},
            _("Comparez-les au papier : elles ne comptent pas encore."),
            f"{reverse('campaigns:batches')}?etat=entered", _("Voir"),
        )  # fmt: skip
    groups = AddressBlock.objects.filter(state=BlockState.FLAGGED).count()
    if groups:
        yield WaitingItem(
            ngettext("%(n)s origine de signatures à examiner", "%(n)s origines de signatures à examiner", groups)
            % {"n": groups},
            _("Beaucoup de signatures d’un même coin d’internet."), f"{reverse('campaigns:blocks')}?etat=flagged",
            _("Examiner"), "al",
        )  # fmt: skip
    yield from ending()


def ending() -> Iterator[WaitingItem]:
    """Petitions whose last day is near, then those to deliver before the day promised."""
    today = localdate()
    for row in Petition.objects.filter(
        state=PetitionState.OPEN, closes_on__range=(today, today + timedelta(SOON_DAYS))
    ):
        yield WaitingItem(_("La pétition « %(title)s » se termine bientôt") % {"title": row},
                          _("Préparez la remise, ou prolongez-la."), row.get_absolute_url(), _("Voir"))  # fmt: skip
    late = Petition.objects.filter(state=PetitionState.CLOSED, purged_at=None, purge_on__lte=today + timedelta(30))
    for row in late:
        yield WaitingItem(_("Remettez « %(title)s » avant que les noms ne s’effacent") % {"title": row},
                          _("C’est promis à qui a signé."), row.get_absolute_url(), _("Voir"), "er")  # fmt: skip


def answers_waiting(user: Any) -> Iterator[WaitingItem]:
    late = CallAnswer.objects.visible_to(user).filter(handled_at=None).values("call")
    for call in Call.objects.filter(pk__in=late).annotate(n=Count("answers", filter=Q(answers__handled_at=None)))[:5]:
        yield WaitingItem(
            ngettext("%(n)s réponse à « %(title)s »", "%(n)s réponses à « %(title)s »", call.n)
            % {"n": call.n, "title": call},
            _("Rappelez, puis marquez comme traité."), call.get_absolute_url(), _("Voir"),
        )  # fmt: skip


def check() -> Iterable[tuple[str, str]]:
    """The counts of open petitions, against their rows."""
    yield from recounted(Petition.objects.filter(state=PetitionState.OPEN))


def check_all() -> Iterable[tuple[str, str]]:
    yield from recounted(Petition.objects.all())


def recounted(rows: Any) -> Iterator[tuple[str, str]]:
    number = 0
    for row in rows.select_related("tally"):
        number += 1
        online, paper = figures.recount(row)
        if (online, paper) != (row.tally.online, row.tally.paper):
            yield "error", _("« %(title)s » affiche %(shown)s signatures, ses lignes en donnent %(found)s.") % {
                "title": row, "shown": row.tally.total, "found": online + paper}  # fmt: skip
    yield "ok", _("%(n)s pétitions recomptées.") % {"n": number}
    overdue = Petition.objects.filter(purged_at=None, purge_on__lt=localdate()).count()
    if overdue:
        yield "error", _("%(n)s pétitions gardent des noms au-delà du jour promis : le travail de nuit passe-t-il ?") % {
            "n": overdue}  # fmt: skip
