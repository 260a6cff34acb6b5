"""Sessions and second factors: ended at once, here and on every other machine."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from maillage.accounts.actions.roles import locked, must_be_allowed
from maillage.accounts.models import User
from maillage.audit import journal


def close(sessions: Iterable[UserSession]) -> int:
    """End these sessions; returns how many."""
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)


@transaction.atomic
def end_session(*, session: UserSession, by: User) -> None:
    """End one session: the next page it asks for leads to the sign-in page."""
    user: User = session.user
    if by.pk != user.pk:
        must_be_allowed(user, by)
    close([session])
    journal.record("account.sessions_ended", user, by=by, changes={"sessions": [1, 0]})


@transaction.atomic
def end_sessions(*, user: User, by: User | None) -> int:
    """End every session of a person; returns how many."""
    user = locked(user)
    must_be_allowed(user, by)
    count = close(UserSession.objects.filter(user=user))
    journal.record("account.sessions_ended", user, by=by, changes={"sessions": [count, 0]})
    return count


@transaction.atomic
def forget_second_factors(*, user: User, by: User | None) -> User:
    """A telephone was lost: application, keys and recovery codes are forgotten, sessions end, all is set up again."""
    user = locked(user)
    must_be_allowed(user, by)
    kinds = sorted(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    if not kinds:
        raise ValidationError(_("%(name)s n’a pas de second facteur.") % {"name": user}, code="none")
    Authenticator.objects.filter(user=user).delete()
    close(UserSession.objects.filter(user=user))
    journal.record("account.second_factors_forgotten", user, by=by, changes={"second_factors": [kinds, []]})
    return user
