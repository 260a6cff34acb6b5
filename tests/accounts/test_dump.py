"""Whoever steals a copy of the database opens no door with it."""

import json
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils.timezone import now

from maillage.accounts import jobs, links
from maillage.accounts.models import LoginLink
from maillage.desk.jobs import forget_kept
from maillage.desk.models import KeptForm
from tests import cast

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code() -> str:
    return format_hotp_value(hotp_value(SECRET, next(yield_hotp_counters_from_time())))


def test_second_factors_are_sealed_and_still_open():
    user = cast.user("Bruno")
    factor = TOTP.activate(user, SECRET)
    codes = RecoveryCodes.activate(user)
    kept = json.dumps(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in kept
    assert codes.get_unused_codes()[0] not in kept
    assert TOTP(Authenticator.objects.get(pk=factor.instance.pk)).validate_code(code())
    first = codes.get_unused_codes()[0]
    assert RecoveryCodes(Authenticator.objects.get(type="recovery_codes")).validate_code(first)


def test_a_factor_kept_before_seals_still_opens():
    row = Authenticator.objects.create(user=cast.user("Bruno"), type="totp", data={"secret": SECRET})
    assert TOTP(row).validate_code(code())


def test_under_another_key_no_code_fits(settings):
    factor = TOTP.activate(cast.user("Bruno"), SECRET)
    settings.SECRET_KEY = "une autre clé, d’une autre installation"
    assert not TOTP(factor.instance).validate_code(code())


def test_a_sign_in_link_is_not_in_the_database():
    token = links.make(cast.user("Bruno")).rstrip("/").rsplit("/", 1)[1]
    assert token not in json.dumps(list(LoginLink.objects.values()), default=str)


def test_what_was_kept_for_a_day_does_not_stay():
    old = KeptForm.objects.create(path="/x/", data={"a": ["b"]}, kept_at=now() - timedelta(hours=25))
    fresh = KeptForm.objects.create(path="/x/", data={"a": ["b"]})
    assert forget_kept() == 1
    assert list(KeptForm.objects.values_list("pk", flat=True)) == [fresh.pk] != [old.pk]


def test_sessions_that_ended_leave_nothing():
    user = cast.user("Bruno")
    for key, days in (("a" * 32, -1), ("b" * 32, 1)):
        Session.objects.create(session_key=key, session_data="x", expire_date=now() + timedelta(days=days))
        UserSession.objects.create(user=user, ip="10.0.0.1", user_agent="x", session_key=key)
    assert jobs.forget_sessions() == 1
    assert list(UserSession.objects.values_list("session_key", flat=True)) == ["b" * 32]
