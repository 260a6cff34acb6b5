"""The urn of a confidential vote: boxes of one length, in the order of their bytes, under the install's key.

Each ballot writes the whole value anew, so that neither rows, pages, nor successive copies of the value tell which box
came when without the install's key, nor what is in it without the key of the vote. See ADR 21.
"""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from maillage.ballots import quick, sealing
from maillage.ballots.actions.refusals import refuse
from maillage.ballots.ballot_forms import size_of
from maillage.ballots.models import Question, Urn


def info(question: Question) -> str:
    """What ties a box to its vote: one sealed for another does not open."""
    return f"maillage:vote:{question.pk}"


def length(question: Question) -> int:
    return sealing.box_length(size_of(question))


def _lock() -> AESGCM:
    return AESGCM(hashlib.sha256(b"maillage.urn:" + settings.SECRET_KEY.encode()).digest())


def boxes_of(urn: Urn, length: int) -> list[bytes]:
    """The boxes, in the order of their bytes. Raises ValidationError under another install's key."""
    kept = bytes(urn.boxes)
    if not kept:
        return []
    try:
        plain = _lock().decrypt(kept[: sealing.NONCE], kept[sealing.NONCE :], urn.id.bytes)
    except InvalidTag as error:
        raise refuse("install_key") from error
    return [plain[at : at + length] for at in range(0, len(plain), length)]


def put(urn: Urn, boxes: list[bytes], length: int) -> None:
    """Add boxes and write the urn anew. A box that is already there is refused: it is somebody's ballot sent again."""
    held = boxes_of(urn, length)
    known = set(held)
    if len(set(boxes)) != len(boxes) or not known.isdisjoint(boxes) or any(len(box) != length for box in boxes):
        raise refuse("box")
    nonce = secrets.token_bytes(sealing.NONCE)
    urn.boxes = nonce + _lock().encrypt(nonce, b"".join(sorted([*held, *boxes])), urn.id.bytes)
    quick.fill(urn)
