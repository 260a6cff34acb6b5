"""What the law and the by-laws ask of an assembly, from the network's legal profile, each with its source."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.assemblies import delays
from maillage.assemblies.models import Assembly
from maillage.members.queries import voting_rights
from maillage.network import current
from maillage.network.legal import LegalProfile, Rule


@dataclass(frozen=True, slots=True)
class Asked:
    """Something that is asked, and by what."""

    days: int
    source: str
    by_law: bool = False


def legal() -> LegalProfile:
    return current.profile().legal


def sourced(rule: Rule | None) -> str:
    return str(rule.source) if rule is not None else ""


def notice_delay(assembly: Assembly) -> Asked:
    """The delay of its notice. No law says one for the board, a table or a committee."""
    if not assembly.is_general:
        return Asked(0, _("Aucun délai légal pour une réunion d’instance : suivez vos règlements."))
    rule = legal().notice_days
    return Asked(rule.value, sourced(rule), legal().notice_by_law.value)


def notice_due(assembly: Assembly) -> date | None:
    """The last day to send its notice."""
    asked = notice_delay(assembly)
    return delays.last_day_to_send(assembly.day, asked.days) if assembly.day else None


def standing(assembly: Assembly, sent: date) -> delays.Given | None:
    """How a notice that leaves that day would stand."""
    asked = notice_delay(assembly)
    return delays.given(sent, assembly.day, asked.days, by_law=asked.by_law) if assembly.day else None


def delay_refusal(assembly: Assembly) -> str:
    """Why a notice may not leave today for that day, or nothing."""
    found = standing(assembly, localdate())
    if found is None or found.state != delays.Delay.FORBIDDEN:
        return ""
    return _("Le délai est trop court : %(given)s jours francs sur %(asked)s. Il fallait convoquer au plus tard le "
             "%(last)s : repoussez la date.") % {
        "given": found.given, "asked": found.asked, "last": date_format(found.last_day)}  # fmt: skip


def annual_due(on: date) -> tuple[date, str] | None:
    """By when the accounts of the year that closed last go before the assembly; None when nothing is asked."""
    rule = legal().annual_within_months
    if rule is None:
        return None
    closed = current.profile().fiscal_year_of(on).start - timedelta(days=1)
    return delays.annual_by(closed, rule.value), sourced(rule)


def rights_day(assembly: Assembly) -> tuple[date | None, str]:
    """The day on which rights are read when the by-laws say nothing, and where this comes from."""
    if not assembly.is_general:
        return assembly.day, _("Siègent les personnes dont le mandat court le jour de la réunion.")
    day = localdate()
    return min(day, assembly.day) if assembly.day else None, _(
        "Usage : les droits se constatent le jour de la convocation, pour qu’ils puissent être contestés avant "
        "l’assemblée ; vos statuts peuvent fixer un autre jour. À confirmer par un juriste."
    )


def challenges_until(assembly: Assembly) -> date | None:
    """By when a roll may be challenged when nobody says it: two days before the assembly, when rights are read before."""
    if not assembly.is_general or not assembly.day:
        return None
    last = assembly.day - timedelta(days=2)
    return last if assembly.rights_on and assembly.rights_on <= last else None


def item_rule() -> tuple[int, str]:
    """How many members put an item on the agenda (0: the board decides), and the source."""
    rule = legal().agenda.item_share
    if rule is None:
        return 0, _("Votre profil légal ne fixe pas de seuil : le conseil décide de chaque demande.")
    return delays.needed(rule.value, entitled()), sourced(rule)


def requisition_rule() -> tuple[int, int | None, str]:
    """How many members obtain an assembly (0: the profile says nothing), the board's days, and the source."""
    rule = legal().requisition
    if rule is None:
        return 0, None, ""
    days = rule.board_has_days
    source = " – ".join(filter(None, (sourced(rule.share), sourced(days))))
    return delays.needed(rule.share.value, entitled()), days.value if days else None, source


def entitled(on: date | None = None) -> int:
    """Members who may propose on a day."""
    return sum(one.propose for one in voting_rights(on))


def item_deadline(assembly: Assembly) -> date | None:
    """The last day on which a member may ask for an item."""
    if not assembly.day:
        return None
    asked = notice_delay(assembly)
    return delays.item_deadline(assembly.day, asked.days, with_notice=legal().agenda.sent_with_notice.value)


def remote_refusal(mode: str) -> str:
    """Why one may not meet so, or nothing."""
    rule = legal().remote_assemblies
    if mode == "on_site" or rule.value:
        return ""
    return _("Votre profil légal ne permet pas de se réunir à distance : %(source)s") % {"source": rule.source}


def second_rule(first: Assembly, sent: date) -> tuple[date, bool, str]:
    """The first day of a second meeting, whether it needs the quorum again, and the source."""
    rule = legal().second_meeting
    assert first.day is not None
    day = delays.second_meeting_from(
        first.day, sent, min_days=rule.value.min_days, notice_days=notice_delay(first).days
    )
    return day, rule.value.needs_quorum, sourced(rule)
