"""The verbs of the profile: first start, and each later change, dated and journalled."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate

from maillage.audit import journal
from maillage.core import generation
from maillage.network import current
from maillage.network.loader import dump_profile
from maillage.network.models import ProfileVersion
from maillage.network.profile import Profile


@transaction.atomic
def adopt(*, profile: Profile, by: Any, note: str = "", decided_on: date | None = None) -> ProfileVersion:
    """Put a profile in force, as a new version; what changed is journalled part by part."""
    number = ProfileVersion.last_number()
    before = current.profile().plain() if number else {}
    after = profile.plain()
    version = ProfileVersion.objects.create(
        number=number + 1, toml=dump_profile(profile), note=note[:300], decided_on=decided_on or localdate()
    )
    changes = journal.difference(journal.plain(before), journal.plain(after)) if number else {}
    journal.record("network.profile_adopted", version, by=by, changes=changes)
    transaction.on_commit(current.forget)
    generation.forget()
    current.forget()
    return version
