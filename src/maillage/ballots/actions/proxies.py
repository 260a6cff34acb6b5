"""Proxies: given, accepted or declined, revoked; an arrival revokes, a departure brings nothing back.

All the proxies of a roll are changed one after the other (the roll is locked): the rules look at all of them together.
Two at once for one right are stopped by the database too.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _

from maillage.ballots import emails
from maillage.ballots.actions.common import record, refuse, standing
from maillage.ballots.enums import ProxyHow, ProxyState
from maillage.ballots.models import Proxy, Right, Roll
from maillage.ballots.proxy_rules import Gift, Policy, problem
from maillage.files.models import Document
from maillage.organisations.models import Person


def policy_of(roll: Roll) -> Policy:
    return Policy(roll.proxies_allowed, roll.proxies_max, roll.proxies_same_category, roll.proxies_items,
                  roll.proxies_source)  # fmt: skip


def live_of(roll: Roll) -> list[Gift]:
    rows = Proxy.objects.live().filter(roll=roll).values_list("right", "right__delegate", "holder", "right__category")
    return [Gift(right, principal, holder, category) for right, principal, holder, category in rows]


def entitled_on(roll: Roll) -> dict[int, set[str]]:
    """{person: categories of the rights that they carry}."""
    found: dict[int, set[str]] = defaultdict(set)
    rows = roll.rights.active().exclude(delegate=None).order_by().values_list("delegate", "category")
    for person, category in rows:
        found[person].add(category)
    return found


def _checked(roll: Roll, right: Right, holder: Person, items: Iterable[str]) -> None:
    """Raises the first reason to refuse."""
    gift = Gift(right.pk, right.delegate_id, holder.pk, right.category, tuple(items))
    if found := problem(policy_of(roll), gift, live_of(roll), entitled_on(roll)):
        raise refuse(found.code, **found.params)


@transaction.atomic
def give(
    *, right: Right, holder: Person, by: Any, how: str = ProxyHow.ONLINE, items: Iterable[str] = (),
    document: Document | None = None, instructions: str = "",
) -> Proxy:  # fmt: skip
    """Give a right to be carried: online it waits for its holder; on a signed form it stands at once.

    Raises ValidationError with the rule that refuses and, where proxies are forbidden, its source.
    """
    roll = standing(right.roll)
    right = Right.objects.select_for_update(of=("self",)).get(pk=right.pk)
    if not right.active:
        raise refuse("struck")
    asked = list(dict.fromkeys(items))
    _checked(roll, right, holder, asked)
    if right.delegate_id is None:
        raise refuse("not_carried")
    if how == ProxyHow.FORM and document is None:
        raise refuse("form_needed")
    state = ProxyState.ACCEPTED if how == ProxyHow.FORM else ProxyState.PENDING
    proxy = Proxy(roll=roll, right=right, holder=holder, items=asked, how=how, document=document, state=state,
                  instructions=instructions.strip(), signed_by=by,
                  answered_at=now() if how == ProxyHow.FORM else None)  # fmt: skip
    proxy.full_clean(exclude=["roll", "right", "holder", "document", "signed_by"], validate_constraints=False)
    try:
        with transaction.atomic():
            proxy.save()
    except IntegrityError as error:
        raise refuse("already") from error
    _record("proxy.given", proxy, by, state=[None, state], how=[None, how], items=[None, asked])
    if how == ProxyHow.ONLINE:
        transaction.on_commit(lambda: emails.proxy_given(proxy))
    if by is not None and (right.delegate is None or right.delegate.user_id != by.pk):
        transaction.on_commit(lambda: emails.proxy_noted(proxy))
    return proxy


def _record(verb: str, proxy: Proxy, by: Any, **changes: list[Any]) -> None:
    who = {"right": [None, proxy.right_id], "holder": [None, proxy.holder_id], "roll": [None, proxy.roll]}
    record(verb, proxy, by=by, changes={**changes, **who})


def _fresh(proxy: Proxy) -> Proxy:
    standing(proxy.roll)
    rows = Proxy.objects.select_for_update(of=("self",)).select_related("roll", "right__delegate", "holder")
    return rows.get(pk=proxy.pk)


@transaction.atomic
def accept(*, proxy: Proxy, by: Any) -> Proxy:
    """The holder says yes: the right is theirs to carry."""
    return _answered(proxy, ProxyState.ACCEPTED, by)


@transaction.atomic
def decline(*, proxy: Proxy, by: Any) -> Proxy:
    """The holder says no: the right is free again."""
    return _answered(proxy, ProxyState.REFUSED, by)


def _answered(proxy: Proxy, state: ProxyState, by: Any) -> Proxy:
    proxy = _fresh(proxy)
    if proxy.state != ProxyState.PENDING:
        raise refuse("not_pending")
    proxy.state, proxy.answered_at = state, now()
    proxy.save(update_fields=["state", "answered_at"])
    _record(f"proxy.{state.value}", proxy, by, state=["pending", state])
    transaction.on_commit(lambda: emails.proxy_answered(proxy))
    return proxy


@transaction.atomic
def revoke(*, proxy: Proxy, by: Any, why: str = "") -> Proxy:
    """Taken back by its principal, given back by its holder, or fallen: `why` says which."""
    proxy = _fresh(proxy)
    if not ProxyState(proxy.state).is_live:
        raise refuse("not_live")
    _revoke(proxy, by, why)
    transaction.on_commit(lambda: emails.proxy_revoked(proxy))
    return proxy


def _revoke(proxy: Proxy, by: Any, why: str, *, by_arrival: bool = False) -> None:
    before = proxy.state
    proxy.state, proxy.revoked_at, proxy.revoked_why = ProxyState.REVOKED, now(), why[:300]
    proxy.by_arrival = by_arrival
    proxy.save(update_fields=["state", "revoked_at", "revoked_why", "by_arrival"])
    _record("proxy.revoked_by_arrival" if by_arrival else "proxy.revoked", proxy, by, state=[before, proxy.state],
            revoked_why=[None, proxy.revoked_why])  # fmt: skip


@transaction.atomic
def principal_arrived(*, roll: Roll, person: Person | int, by: Any) -> list[Proxy]:
    """Who comes carries their own rights again: their proxies fall, and the journal says why. Gives those that fell."""
    number = person if isinstance(person, int) else person.pk
    rows = Proxy.objects.live().filter(roll=roll, right__delegate=number)
    if not rows.exists():  # most who arrive gave none: no lock for them
        return []
    standing(roll)
    fallen = list(rows.select_related("roll", "right", "holder").select_for_update(of=("self",)))
    for proxy in fallen:
        _revoke(proxy, by, _("La personne est arrivée."), by_arrival=True)
    return fallen


def principal_left(*, roll: Roll, person: Person | int, by: Any) -> list[Proxy]:
    """A departure gives nothing back: the person may give a proxy again before they leave."""
    return []


@transaction.atomic
def restore(*, proxy: Proxy, by: Any) -> Proxy:
    """An arrival was typed in error: the proxy stands again, if the rule still allows it."""
    proxy = _fresh(proxy)
    if proxy.state != ProxyState.REVOKED or not proxy.by_arrival:
        raise refuse("not_by_arrival")
    if not proxy.right.active:
        raise refuse("struck")
    _checked(proxy.roll, proxy.right, proxy.holder, proxy.items)
    proxy.state = ProxyState.ACCEPTED if proxy.answered_at else ProxyState.PENDING
    proxy.revoked_at, proxy.revoked_why, proxy.by_arrival = None, "", False
    proxy.save(update_fields=["state", "revoked_at", "revoked_why", "by_arrival"])
    _record("proxy.restored", proxy, by, state=["revoked", proxy.state])
    return proxy


def drop_of_right(right: Right, *, by: Any) -> None:
    """The proxy of a right that is struck, or that someone else carries now."""
    for proxy in Proxy.objects.live().filter(right=right).select_related("roll", "right", "holder"):
        _revoke(proxy, by, _("Le droit a changé sur la liste."))


def drop_unentitled(roll: Roll, person: int | None, *, by: Any) -> None:
    """The proxies held by someone who carries no right of the roll any more."""
    if person is None or roll.rights.active().filter(delegate=person).exists():
        return
    held = Proxy.objects.live().filter(roll=roll, holder=person)
    for proxy in held.select_related("roll", "right", "holder"):
        _revoke(proxy, by, _("La personne mandataire n’a plus de droit sur cette liste."))
