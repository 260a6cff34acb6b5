"""The verbs of the profile: first start, and each later change, dated and journalled."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pydantic
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from maillage.audit import journal
from maillage.core import generation
from maillage.core.registry import house
from maillage.network import current
from maillage.network.loader import MAX_BYTES, dump_profile, parse_profile
from maillage.network.models import ProfileVersion
from maillage.network.problems import explain
from maillage.network.profile import Profile


@transaction.atomic
def adopt(*, profile: Profile, by: Any, note: str = "", decided_on: date | None = None,
          expected: int | None = None, toml: str = "") -> ProfileVersion:  # fmt: skip
    """Put a profile in force, as a new version; what changed is journalled part by part.

    `expected` is the version that the change was made from; `toml` keeps the text as someone wrote it. Raises
    ValidationError when another version came in between, or when a room says that the change breaks what exists.
    """
    ProfileVersion.objects.select_for_update().order_by("-number").first()
    number = ProfileVersion.last_number()
    if expected is not None and expected != number:
        raise ValidationError(
            _("Le profil a changé entre-temps (version %(number)s) : relisez, puis enregistrez de nouveau.")
            % {"number": number}, code="stale",
        )  # fmt: skip
    old = parse_profile(ProfileVersion.read(number)) if number else None
    if old:
        refuse_what_breaks(old, profile)
    try:
        with transaction.atomic():
            version = ProfileVersion.objects.create(
                number=number + 1, toml=toml or dump_profile(profile), note=note[:300],
                decided_on=decided_on or localdate(),
            )  # fmt: skip
    except IntegrityError as error:
        raise ValidationError(
            _("Une autre personne vient d’enregistrer le profil : relisez-le."), code="stale"
        ) from error
    before = old.plain() if old else {}
    changes = journal.difference(journal.plain(before), journal.plain(profile.plain())) if old else {}
    journal.record("network.profile_adopted", version, by=by, changes=changes)
    for follower in house.profile_followers:
        follower.follow(old, profile)
    transaction.on_commit(current.forget)
    generation.forget()
    current.forget()
    return version


def refuse_what_breaks(old: Profile, new: Profile) -> None:
    """Ask every room whether it lives with the new profile. Raises ValidationError with all the reasons."""
    reasons = [reason for guard in house.profile_guards for reason in guard.refuse(old, new)]
    if reasons:
        raise ValidationError([ValidationError(str(reason), code="in_use") for reason in reasons])


@transaction.atomic
def change(*, edit: Callable[[dict[str, Any]], None], by: Any, note: str = "", decided_on: date | None = None,
           expected: int | None = None) -> ProfileVersion:  # fmt: skip
    """Change a part of the profile in force: `edit` receives its plain data. Raises ValidationError in words."""
    data = current.profile().plain()
    edit(data)
    return adopt(profile=parsed(data), by=by, note=note, decided_on=decided_on, expected=expected)


def parsed(data: dict[str, Any]) -> Profile:
    """A profile from plain data; what is wrong is a ValidationError, a sentence for each place."""
    try:
        profile = Profile.parse(data)
    except pydantic.ValidationError as error:
        raise ValidationError([ValidationError(str(problem), code="profile")
                               for problem in explain(error, data, {})]) from error  # fmt: skip
    if len(dump_profile(profile)) > MAX_BYTES:
        raise ValidationError(_("Le profil dépasse 1 Mo."), code="profile")
    return profile
