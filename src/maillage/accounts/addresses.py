"""Where a request comes from, for what is counted by address: behind as many proxies as the install says."""

import ipaddress
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address that is counted: a household of IPv6 addresses (/64) is one."""
    try:
        address = ipaddress.ip_address(get_adapter().get_client_ip(request))
    except (PermissionDenied, ValueError):
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def fingerprint(request: HttpRequest) -> str:
    """The same household, without its address."""
    return sha256(f"{settings.SECRET_KEY}{address_of(request)}".encode()).hexdigest()[:20]


def heard(request: HttpRequest, use: str, *, seconds: int = 3600, kept: str = "default") -> int:
    """How many times this household was heard for a use within so many seconds, this one included.

    `kept="memory"` counts in this process alone: a line of the database for each sending would make those who send
    together wait for one another.
    """
    counter, key = caches[kept], f"{use}:{seconds}:{fingerprint(request)}"
    counter.add(key, 0, seconds)
    try:
        return int(counter.incr(key))
    except ValueError:  # it ended in between
        return 1
