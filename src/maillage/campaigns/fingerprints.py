"""Keyed fingerprints: enough to recognise an address, a name or a corner of the internet; not enough to find it again.

Pure but for the key of the install.
"""

import hashlib
import hmac
import ipaddress

from django.conf import settings

from maillage.core import text as texts

DOTLESS = {"gmail.com", "googlemail.com"}  # these mailboxes ignore dots


def normalised(address: str) -> str:
    """The mailbox behind an address: case, a `+word` and the dots that some servers ignore do not make another."""
    local, _at, domain = address.strip().casefold().rpartition("@")
    try:
        domain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        domain = domain.rstrip(".")
    local = local.partition("+")[0] or local
    if domain in DOTLESS:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def keyed(use: str, petition: int, value: str) -> str:
    """The fingerprint of a value for one use of one petition: two petitions cannot be compared by it."""
    message = f"campaigns:{use}:{petition}:{value}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def of_address(petition: int, address: str) -> str:
    return keyed("address", petition, normalised(address))


def of_name(petition: int, name: str, area: str) -> str:
    """Of a name at a postal code, whatever the order and the accents; nothing where one of the two is missing."""
    words, place = sorted(texts.words_of(name)), "".join(texts.fold(area).split())
    return keyed("name", petition, f"{' '.join(words)}|{place}") if words and place else ""


def block_of(origin: str) -> str:
    """The /24 or the /64 of an address of the internet, as it is counted; the text itself when it is not one."""
    try:
        if "/" in origin:
            return str(ipaddress.ip_network(origin, strict=False))
        address = ipaddress.ip_address(origin)
    except ValueError:
        return origin
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 64), strict=False))


def of_block(petition: int, origin: str) -> str:
    return keyed("block", petition, block_of(origin))
