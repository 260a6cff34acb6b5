"""The way out: an SMTP server named by one address, in MAILLAGE_SMTP_URL or the file of MAILLAGE_SMTP_URL_FILE.

smtp://user:password@host:587      STARTTLS, always (a server without it is refused)
smtps://user:password@host:465     TLS from the first byte
smtp://localhost:1025              no TLS: only on this machine, or with ?starttls=no
"""

from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail.backends.smtp import EmailBackend

from maillage.core import env

TIMEOUT = 20  # seconds
LOCAL = {"localhost", "127.0.0.1", "::1"}
EXPECTED = "smtp://identifiant:motdepasse@serveur:587"


class BadSmtpUrl(ValueError):
    """The address of the SMTP server cannot be read; the message never repeats its password."""


@dataclass(frozen=True)
class Smtp:
    host: str
    port: int
    user: str = ""
    password: str = ""
    tls: str = "starttls"  # "starttls", "tls" or "none"

    def __str__(self) -> str:
        return f"{self.host}:{self.port} ({self.tls})"


def parse(url: str) -> Smtp:
    """Read an address. Raises BadSmtpUrl."""
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise BadSmtpUrl(f"MAILLAGE_SMTP_URL : adresse illisible ; écrivez par exemple {EXPECTED}.") from error
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadSmtpUrl(f"MAILLAGE_SMTP_URL : smtp:// ou smtps:// attendu ; écrivez par exemple {EXPECTED}.")
    asked = parse_qs(parts.query).get("starttls", [""])[0].lower()
    tls = "tls" if parts.scheme == "smtps" else "starttls"
    if tls == "starttls" and (asked in ("no", "non", "0") or (parts.hostname in LOCAL and not asked)):
        tls = "none"
    return Smtp(
        host=parts.hostname, port=port or {"tls": 465, "starttls": 587, "none": 25}[tls],
        user=unquote(parts.username or ""), password=unquote(parts.password or ""), tls=tls,
    )  # fmt: skip


def configured() -> Smtp | None:
    """The server of this install, or None: letters then wait in the outbox. Raises BadSmtpUrl."""
    url = env.text("MAILLAGE_SMTP_URL")
    return parse(url) if url else None


def connection(smtp: Smtp) -> EmailBackend:
    return EmailBackend(
        host=smtp.host, port=smtp.port, username=smtp.user, password=smtp.password, timeout=TIMEOUT,
        use_tls=smtp.tls == "starttls", use_ssl=smtp.tls == "tls", fail_silently=False,
    )  # fmt: skip
