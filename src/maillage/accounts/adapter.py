"""How allauth speaks and behaves in this house: French words, the house's mail, how long one waits after failures."""

import time
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.userkit import filter_users_by_email
from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from maillage.accounts import links, sealing
from maillage.core.registry import house

WORDS = {
    "account_inactive": gettext_lazy("Ce compte est fermé."),
    "cannot_remove_primary_email": gettext_lazy("Cette adresse est celle du compte : changez-la d’abord."),
    "duplicate_email": gettext_lazy("C’est déjà l’adresse de votre compte."),
    "email_password_mismatch": gettext_lazy("L’adresse ou le mot de passe ne convient pas."),
    "email_taken": gettext_lazy("Cette adresse sert déjà à un compte."),
    "enter_current_password": gettext_lazy("Ce n’est pas votre mot de passe actuel."),
    "incorrect_code": gettext_lazy("Ce code ne convient pas. Vérifiez-le, ou demandez-en un autre."),
    "incorrect_password": gettext_lazy("Ce n’est pas votre mot de passe."),
    "invalid_or_expired_key": gettext_lazy("Ce lien ne sert plus. Demandez-en un autre."),
    "invalid_login": gettext_lazy("L’adresse ou le mot de passe ne convient pas."),
    "invalid_password_reset": gettext_lazy("Ce lien ne sert plus. Demandez-en un autre."),
    "too_many_login_attempts": gettext_lazy(
        "Trop d’essais. Par prudence, attendez un quart d’heure avant de réessayer."
    ),
    "unverified_primary_email": gettext_lazy("Confirmez d’abord l’adresse de votre compte."),
    "same_as_current": gettext_lazy("C’est déjà la valeur actuelle."),
    "rate_limited": gettext_lazy("Trop de demandes. Attendez quelques minutes."),
}  # fmt: skip


def house_name() -> str:
    """The network's short name, for subjects and for authenticator applications."""
    network = house.network() if house.network else None
    return network.short_name if network else "Maillage"


def seconds_locked(request: HttpRequest, action: str, key: str) -> int:
    """How many seconds until an attempt is heard again: 0 when it is heard now."""
    waits = [0.0]
    for rate in ratelimit.get_rates(app="allauth.account", action=action):
        history = cache.get(
            ratelimit.get_cache_key(request, app="allauth.account", action=action, rate=rate, key=key), []
        )
        if len(history) >= rate.amount:
            waits.append(history[rate.amount - 1] + rate.duration - time.time())
    return max(0, int(max(waits)))


def locked_sentence(seconds: int) -> str:
    minutes = max(1, -(-seconds // 60))
    return ngettext(
        "Trop d’essais. Par prudence, le mot de passe ne sera plus écouté pendant %(minutes)d minute. "
        "Un lien ou un code par courriel reste possible.",
        "Trop d’essais. Par prudence, le mot de passe ne sera plus écouté pendant %(minutes)d minutes. "
        "Un lien ou un code par courriel reste possible.",
        minutes,
    ) % {"minutes": minutes}


def at_home(url: str) -> str:
    """The same address at the house's own: a mail never leads to the host, nor the port, that a request claimed."""
    parts = urlsplit(url)
    return settings.PUBLIC_URL + urlunsplit(("", "", parts.path, parts.query, ""))


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {**DefaultAccountAdapter.error_messages, **WORDS}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return f"[{house_name()}] {subject}"

    def send_account_already_exists_mail(self, email: str) -> None:
        """Nothing: the one who asked learns nothing, and the one who holds the account is not disturbed."""

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as error:
            wait = seconds_locked(request, "login_failed", self._get_login_attempts_cache_key(request, **credentials))
            raise ValidationError(locked_sentence(wait), code="too_many_login_attempts") from error

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the person's own language; a mail with a code also carries a link that signs in."""
        user = context.get("user") or next(iter(filter_users_by_email(email, is_active=True, for_login=True)), None)
        if template_prefix == "account/email/login_code" and user:
            context = {**context, "link": links.make(user, email=email, next_url=self.next_asked())}
        with translation.override(getattr(user, "language", None) or translation.get_language()):
            super().send_mail(template_prefix, email, {"house": house_name(), "user": user, **context})

    def next_asked(self) -> str:
        """The page that was asked for before signing in, when it is one of ours."""
        request = context.request
        url = request.POST.get("next") or request.GET.get("next") or ""
        return url if url and self.is_safe_url(url) else ""

    def get_reset_password_from_key_url(self, key: str) -> str:
        return at_home(super().get_reset_password_from_key_url(key))

    def get_email_confirmation_url(self, request: HttpRequest, emailconfirmation: Any) -> str:
        return at_home(super().get_email_confirmation_url(request, emailconfirmation))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("accounts:me")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("accounts:me")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": WORDS["rate_limited"],
        "cannot_delete_authenticator": gettext_lazy(
            "Votre rôle demande un second facteur : ajoutez-en un autre d’abord."
        ),
        "cannot_generate_recovery_codes": gettext_lazy("Ajoutez d’abord une application ou une clé."),
        "incorrect_code": WORDS["incorrect_code"],
        "unverified_email": WORDS["unverified_primary_email"],
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def get_totp_issuer(self) -> str:
        return house_name()

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        count = user.authenticator_set.filter(type=type).count()
        return _("Ma clé") if not count else _("Ma clé n° %(number)d") % {"number": count + 1}
