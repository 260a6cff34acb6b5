"""What rolls and proxies show elsewhere: the member's home, their page of an assembly, what waits for the secretary."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from maillage.ballots import listing, mine, words
from maillage.ballots.enums import ProxyState, RollState
from maillage.ballots.models import Proxy, Roll, RollChallenge
from maillage.core import sheets
from maillage.core.registry import Step, WaitingItem
from maillage.organisations.facts import person_of

Block = tuple[str, dict[str, Any]]


def of_assembly(request: Any, assembly: Any) -> Block | None:
    """« Vos droits à cette assemblée », when its roll is frozen."""
    roll = getattr(assembly, "roll", None)
    if roll is None or roll.state == RollState.DRAFT:
        return None
    return "ballots/rights_panel.html", {"mine": mine.told(roll, request.user)}


def member_home(request: Any, user: Any) -> Block | None:
    """Proxies that wait for this person's answer."""
    if person_of(user) is None:
        return None
    rows = Proxy.objects.filter(holder__user=user, state=ProxyState.PENDING, roll__state=RollState.FROZEN)
    found = [(one, words.holder(one.right, user))
             for one in rows.select_related("roll", *(f"right__{name}" for name in words.BESIDE))]  # fmt: skip
    return ("ballots/home_panel.html", {"waiting": found}) if found else None


def waiting(user: Any) -> Iterable[WaitingItem]:
    """Challenges to decide, the oldest first."""
    rows = RollChallenge.objects.visible_to(user).open().exclude(roll__state=RollState.CLOSED)
    for row in rows.select_related("roll", "member__organisation", "member__person")[:20]:
        yield WaitingItem(_("Contestation de la liste électorale"), f"{words.holder(row, user)} – {row.roll}",
                          reverse("ballots:challenge_decide", args=[row.pk]), _("Trancher"), "al")  # fmt: skip


def steps(assembly: Any) -> Iterator[Step]:
    """The secretary's check-list: challenges, once the roll stands."""
    roll = getattr(assembly, "roll", None)
    if roll is None or roll.state == RollState.DRAFT:
        return
    left = roll.challenges.open().count()
    label = ngettext("Trancher %(n)s contestation de la liste", "Trancher %(n)s contestations de la liste", left)
    yield Step("ballots.challenges", label % {"n": left} if left else _("Trancher les contestations de la liste"),
               done=not left, due=roll.challenges_until, url=roll.get_absolute_url(), tone="al" if left else "",
               order=40)  # fmt: skip


def record(assembly: Any) -> Iterator[tuple[str, bytes]]:
    """The roll in the record of an assembly: rights, absences, corrections, proxies, a table each."""
    roll: Roll | None = getattr(assembly, "roll", None)
    if roll is None or roll.state == RollState.DRAFT:
        return
    yield "liste-electorale/droits.csv", _table(listing.right_columns(None), listing.rights(roll))
    yield "liste-electorale/absences.csv", _table(listing.absence_columns(None), listing.absences(roll))
    yield "liste-electorale/procurations.csv", _table(listing.proxy_columns(None), listing.proxies(roll))
    corrections = ([row.at.isoformat(), row.right.name, row.right.seat, row.kind, row.decision]
                   for row in roll.corrections.select_related("right"))  # fmt: skip
    heads = [_("Le"), _("Titulaire"), _("Voix nº"), _("Correction"), _("Décision")]
    yield "liste-electorale/corrections.csv", _csv(heads, corrections)


def _table(columns: Iterable[Any], rows: Any) -> bytes:
    kept = list(columns)
    return _csv([str(one.label) for one in kept], ([one.exported(row) for one in kept] for row in rows))


def _csv(heads: list[str], rows: Iterable[list[Any]]) -> bytes:
    file = io.BytesIO()
    sheets.write_csv(rows, heads, file, lang=get_language() or "fr")
    return file.getvalue()
