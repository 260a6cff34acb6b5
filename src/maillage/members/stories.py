"""The story of a membership, a sentence for each event."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from maillage.members import words
from maillage.members.enums import EndReason
from maillage.members.periods import Change, Event, MembershipPeriod, history


def sentence(event: Event) -> str:
    category = words.category(event.category)
    match event.change:
        case Change.JOINED:
            return _("Devient membre : %(category)s") % {"category": category}
        case Change.RETURNED:
            return _("Revient : %(category)s") % {"category": category}
        case Change.CATEGORY:
            return _("Passe de « %(before)s » à « %(after)s »") % {
                "before": words.category(event.previous), "after": category,
            }  # fmt: skip
        case Change.GROUP:
            return _("Passe du groupe « %(before)s » au groupe « %(after)s »") % {
                "before": event.previous or "–", "after": event.group or "–",
            }  # fmt: skip
    why = EndReason(event.reason).label if event.reason in EndReason.values else ""
    return _("N’est plus membre (%(why)s)") % {"why": why} if why else _("N’est plus membre")


def story(periods: Iterable[MembershipPeriod]) -> list[tuple[date, str]]:
    """(day, sentence), the latest first."""
    return [(event.on, sentence(event)) for event in reversed(history(periods))]
