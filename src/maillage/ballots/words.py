"""How rolls, rights and proxies read; the names that this reader may not read."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maillage.accounts.roles import Permission
from maillage.ballots.enums import ChallengeState, ProxyState, RollState
from maillage.ballots.models import Roll
from maillage.desk.columns import tag
from maillage.members.words import person_name

ROLL_TONES = {RollState.DRAFT: "al", RollState.FROZEN: "ok", RollState.CLOSED: "nu"}
PROXY_TONES = {ProxyState.PENDING: "al", ProxyState.ACCEPTED: "ok", ProxyState.REVOKED: "nu", ProxyState.REFUSED: "nu"}
CHALLENGE_TONES = {ChallengeState.OPEN: "al", ChallengeState.UPHELD: "ok", ChallengeState.DISMISSED: "nu"}
BESIDE = ("member__organisation", "member__person", "person", "delegate")


def roll_state(roll: Any) -> SafeString:
    return tag(roll.get_state_display(), ROLL_TONES[roll.state])


def proxy_state(proxy: Any) -> SafeString:
    return tag(proxy.get_state_display(), PROXY_TONES[proxy.state])


def challenge_state(challenge: Any) -> SafeString:
    return tag(challenge.get_state_display(), CHALLENGE_TONES[challenge.state])


def hidden(row: Any, reader: Any) -> bool:
    """Is the holder of this right (or absence) withheld from this reader? Their own is not."""
    if reader is None or reader.can(Permission.WITHHELD_VIEW):
        return False
    member, person = row.member, getattr(row, "person", None)
    organisation = member.organisation if member else None
    person = person or (member.person if member else None)
    if person is not None and person.withheld:
        return bool(person.user_id != reader.pk)
    own = reader.facts.get("delegate", frozenset())
    return organisation is not None and organisation.withheld and organisation.pk not in own


def holder(row: Any, reader: Any) -> str:
    """The name of who has the right, as this reader may read it; ask for `BESIDE` with the rows."""
    return _("Membre dont le nom est retenu") if hidden(row, reader) else str(row.name)


def carrier(right: Any, reader: Any) -> str:
    return person_name(right.delegate, reader) if right.delegate else ""


def votes(count: int) -> str:
    return ngettext("%(n)s voix", "%(n)s voix", count) % {"n": count}


def proxy_rule(roll: Roll) -> list[str]:
    """The rule of proxies of a roll, a sentence each, its source last."""
    if not roll.proxies_allowed:
        said = [_("Les procurations ne sont pas permises.")]
    elif roll.proxies_max is None:
        said = [_("Les procurations sont permises, sans limite de nombre.")]
    else:
        said = [ngettext("Une personne porte au plus %(n)s procuration.", "Une personne porte au plus %(n)s procurations.",
                         roll.proxies_max) % {"n": roll.proxies_max}]  # fmt: skip
    if roll.proxies_same_category:
        said.append(_("Elle est de la même catégorie de membres."))
    if roll.proxies_items:
        said.append(_("Une procuration peut se limiter à certains points."))
    if roll.proxies_source:
        said.append(_("Source : %(source)s") % {"source": roll.proxies_source})
    return said
