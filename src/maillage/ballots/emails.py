"""What rolls and proxies write to people, in the language of who reads it; nobody without an address is written to."""

from typing import Any

from maillage.ballots import points
from maillage.ballots.models import Proxy
from maillage.core.public import link
from maillage.messages.outbox import send_letter
from maillage.organisations.models import Person

PURPOSE = "ballots.proxy"


def _write(template: str, person: Person | None, proxy: Proxy, key: str, **more: Any) -> None:
    if person is None or not person.email or person.erased_at:
        return
    context = {"proxy": proxy, "roll": proxy.roll, "link": link("ballots:proxies"), **more}
    send_letter(f"ballots/letters/{template}.txt", to=person.email, language=person.language, context=context,
                purpose=PURPOSE, key=f"proxy:{proxy.pk}:{key}", about=proxy)  # fmt: skip


def proxy_given(proxy: Proxy) -> None:
    """Ask the holder whether they will carry it."""
    limits = points.told(proxy.roll, [proxy]).get(proxy.pk, [])
    _write("proxy_given", proxy.holder, proxy, "given", limits=" ; ".join(limits))


def proxy_noted(proxy: Proxy) -> None:
    """Tell whose right it is that another noted a proxy in their name: who gave none hears of it."""
    _write("proxy_noted", proxy.right.delegate, proxy, "noted", holder=proxy.holder)


def proxy_answered(proxy: Proxy) -> None:
    """Tell who gave it what the holder said."""
    _write("proxy_answered", proxy.right.delegate, proxy, f"answered:{proxy.state}", accepted=proxy.state == "accepted")


def proxy_revoked(proxy: Proxy) -> None:
    """Tell the holder that they do not carry it any more."""
    _write("proxy_revoked", proxy.holder, proxy, f"revoked:{proxy.revoked_at:%Y%m%d%H%M%S}")
