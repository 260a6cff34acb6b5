"""How codes, stages and people of this room are read and chosen."""

from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from maillage.accounts.models import User
from maillage.accounts.roles import ROLES, Permission
from maillage.advocacy.enums import Stage
from maillage.core.generation import remembered
from maillage.core.text import slug
from maillage.desk.columns import tag
from maillage.network import current
from maillage.organisations import words
from maillage.organisations.models import Organisation

LANGUAGES = {"fr": _("français"), "en": _("anglais"), "es": _("espagnol")}
Choices = list[tuple[str, Any]]


def theme_choices() -> Choices:
    return list(words.names("themes").items()) if current.exists() else []


def language_choices() -> Choices:
    """The languages of the network; a text may be in one of them."""
    codes = [one.code for one in current.profile().languages] if current.exists() else list(LANGUAGES)
    return [(code, LANGUAGES.get(code, code)) for code in codes]


def language_name(code: str) -> str:
    return str(LANGUAGES.get(code, code))


def region_choices() -> Choices:
    return words.region_choices() if current.exists() else []


def stage_tag(stage: str) -> SafeString:
    found = Stage(stage)
    return tag(found.label, found.tone)


def editors() -> Any:
    """Those who may be given an institution to follow."""
    roles = [code for code, role in ROLES.items() if Permission.ADVOCACY_EDIT in role.permissions]
    rows = User.objects.filter(is_active=True, grants__role__in=roles, grants__ended_at=None)
    return rows.distinct().order_by("name", "pk")


def slug_of(title: str) -> str:
    return slug(title)[:80].strip("-") or "page"


def absolute(path: str) -> str:
    return f"{settings.PUBLIC_URL}{path}"


def signatory(said: int | str) -> str:
    """Who signed, as the journal kept it: a name, or an organisation that is named while anyone may see it."""
    if not isinstance(said, int):
        return said
    name = remembered(("signatory", said), lambda: Organisation.objects.public().filter(pk=said).first())
    return str(name or gettext("une organisation"))
