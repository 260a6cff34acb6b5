"""In what capacity someone comes to a meeting: what the roll gives them, or why it gives nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.assemblies.models import Assembly
from maillage.assemblies.session_enums import Capacity
from maillage.ballots.enums import ProxyState
from maillage.ballots.models import Proxy, Right, RightAbsence
from maillage.ballots.models.roll import Substitute
from maillage.members.models import Delegation, Member
from maillage.members.rights import Reason
from maillage.organisations.models import Link, Person


@dataclass(frozen=True)
class Found:
    """What the roll says of a person: `capacities` in order, the first is theirs; `reason` when it gives no right."""

    capacities: tuple[str, ...] = (Capacity.GUEST,)
    organisation: str = ""
    member: Member | None = None
    reason: str = ""
    votes: int = 0
    called: bool = False  # a member without a vote, called all the same

    @property
    def capacity(self) -> str:
        return self.capacities[0]


def of(assembly: Assembly, person: Person | None) -> Found:
    if person is None:
        return Found()
    if assembly.roll_id is None:
        return Found(reason=_("La liste électorale n’est pas arrêtée."))
    rights = Right.objects.filter(roll=assembly.roll_id, active=True).select_related("member")
    own = list(rights.filter(Q(delegate=person) | Q(delegate=None, person=person)))
    stands_in = rights.filter(pk__in=Substitute.objects.filter(person=person).values("right"))
    substituted = list(stands_in.exclude(pk__in=[one.pk for one in own]))
    held = Proxy.objects.filter(roll=assembly.roll_id, holder=person, state=ProxyState.ACCEPTED)
    proxies = list(held.select_related("right__member"))
    found: list[str] = []
    found += [Capacity.VOTER] if own else []
    found += [Capacity.SUBSTITUTE] if substituted else []
    found += [Capacity.PROXY_HOLDER] if proxies else []
    first = next(iter([*own, *substituted, *(one.right for one in proxies)]), None)
    if first is None:
        return without_right(assembly, person)
    holder = next(iter([*own, *substituted]), None)  # a proxy is another's: its holder comes for their own
    names = [one.name for one in own or substituted if one.member_id and one.name != str(person)]
    name = " ; ".join(dict.fromkeys(names))  # one person may come for two organisations
    return Found(tuple(found), name, holder.member if holder else None, votes=len(own) + len(proxies))


def members_of(person: Person) -> Iterable[int]:
    """The members that this person is, speaks for or belongs to."""
    organisations = Link.objects.current().filter(to_person=person, is_reverse=False).values("from_organisation")
    spoken_for = Delegation.objects.on(localdate()).filter(person=person).values("member")
    rows = Member.objects.filter(Q(person=person) | Q(pk__in=spoken_for) | Q(organisation__in=organisations))
    return rows.order_by("pk").values_list("pk", flat=True)


def without_right(assembly: Assembly, person: Person) -> Found:
    """A member whose right is closed, and why; or nobody of the roll."""
    rows = RightAbsence.objects.filter(roll=assembly.roll_id, member__in=list(members_of(person)))
    absence = rows.select_related("member").first()
    if absence is None:
        return Found(reason=_("Cette personne ne porte aucun droit de la liste électorale."))
    reason = absence.explanation or str(Reason(absence.reason).label)
    supporter = absence.reason == Reason.CATEGORY
    capacities = (
        (Capacity.SUPPORTER, Capacity.GUEST) if supporter and assembly.supporters_invited else (Capacity.GUEST,)
    )
    called = absence.reason not in (Reason.CATEGORY, Reason.NOT_MEMBER)
    return Found(capacities, absence.name, absence.member, reason, called=called)
