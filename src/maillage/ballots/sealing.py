"""Boxes that only the holder of a vote's private key opens (ECIES: P-256, HKDF-SHA256, AES-256-GCM), and the wrapping of
that key under a secret. Pure; the browser does the same with WebCrypto (`static/ballots/sceller.js`).

A box: the sender's point (65 bytes), a nonce (12), then the padded ballot and its tag. All boxes of a question have one
length.
"""

import base64
import hashlib
import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CURVE = ec.SECP256R1()
POINT, NONCE, TAG, LENGTH = 65, 12, 16, 2
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without what is misread
GROUPS, GROUP = 5, 5


class SealError(ValueError):
    """A box or a wrapped key that this key does not open."""


def make_keys() -> tuple[str, bytes]:
    """(public point in base64, private key)."""
    private = ec.generate_private_key(CURVE)
    return base64.b64encode(_point(private.public_key())).decode(), private.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)


def box_length(size: int) -> int:
    return POINT + NONCE + LENGTH + size + TAG


def _shared(secret: bytes, sender: bytes, receiver: bytes, info: str) -> AESGCM:
    kdf = HKDF(algorithm=hashes.SHA256(), length=32, salt=sender + receiver, info=info.encode())
    return AESGCM(kdf.derive(secret))


def seal(public: str, plain: bytes, *, size: int, info: str) -> bytes:
    """A box of `box_length(size)` bytes. Raises SealError when the ballot is longer than `size`."""
    if len(plain) > size:
        raise SealError("too long")
    receiver = base64.b64decode(public)
    sender = ec.generate_private_key(CURVE)
    point = _point(sender.public_key())
    secret = sender.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, receiver))
    nonce = secrets.token_bytes(NONCE)
    padded = len(plain).to_bytes(LENGTH, "big") + plain.ljust(size, b"\0")
    return point + nonce + _shared(secret, point, receiver, info).encrypt(nonce, padded, None)


class Opener:
    """Opens the boxes of one vote."""

    def __init__(self, private: bytes, info: str) -> None:
        key = serialization.load_der_private_key(private, None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        self.key, self.info = key, info
        self.receiver = _point(key.public_key())

    def open(self, box: bytes) -> bytes:
        """The ballot. Raises SealError."""
        try:
            point, nonce, sealed = box[:POINT], box[POINT : POINT + NONCE], box[POINT + NONCE :]
            sender = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point)
            secret = self.key.exchange(ec.ECDH(), sender)
            padded = _shared(secret, point, self.receiver, self.info).decrypt(nonce, sealed, None)
        except (ValueError, InvalidTag) as error:
            raise SealError("sealed by another key, or damaged") from error
        length = int.from_bytes(padded[:LENGTH], "big")
        if length > len(padded) - LENGTH:
            raise SealError("damaged")
        return padded[LENGTH : LENGTH + length]


def recovery_code() -> str:
    """125 bits in five groups: « 7K2MQ-… »."""
    return "-".join("".join(secrets.choice(ALPHABET) for _one in range(GROUP)) for _group in range(GROUPS))


def plain_secret(said: str) -> str:
    """A recovery code as typed (spaces, lower case), or a passphrase as it is."""
    tight = "".join(c for c in said.upper() if c.isalnum())
    if len(tight) == GROUPS * GROUP and set(tight) <= set(ALPHABET):
        return tight
    return said.strip()


def _stretched(secret: str, salt: bytes) -> AESGCM:
    return AESGCM(hashlib.scrypt(plain_secret(secret).encode(), salt=salt, n=2**14, r=8, p=1, dklen=32))


def wrap(private: bytes, secret: str) -> dict[str, str]:
    """The private key under a secret, as JSON values."""
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(NONCE)
    kept = _stretched(secret, salt).encrypt(nonce, private, None)
    return {name: base64.b64encode(value).decode() for name, value in (("salt", salt), ("nonce", nonce), ("key", kept))}


def unwrap(wraps: list[dict[str, Any]], secret: str) -> bytes:
    """The private key, by any of its wraps. Raises SealError when the secret fits none."""
    for one in wraps:
        salt, nonce, kept = (base64.b64decode(one[name]) for name in ("salt", "nonce", "key"))
        try:
            return _stretched(secret, salt).decrypt(nonce, kept, None)
        except InvalidTag:
            continue
    raise SealError("no wrap fits")
