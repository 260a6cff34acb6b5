"""What several forms share: cells that are read, lists of languages, people of the team."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from maillage.accounts.models import RoleGrant, User
from maillage.accounts.roles import ROLES, Permission
from maillage.core import text as texts
from maillage.core.narratives import Narratives
from maillage.organisations.models import Organisation

EMPTY = [("", "–")]


def share(text: str) -> Decimal | None:
    """« 33,3 », « 33.3 % » or nothing."""
    text = text.replace("%", "").replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    if not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        raise ValidationError(_("« %(text)s » n’est pas un pourcentage.") % {"text": text[:20]}) from None
    if not found.is_finite() or not 0 <= found <= 100:
        raise ValidationError(_("Un pourcentage va de 0 à 100."))
    return found.quantize(Decimal("0.000000001"))


def shown_share(value: Any) -> str:
    """99,5 rather than 99.500000000."""
    if value is None:
        return ""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def cells(row: list[str]) -> list[str]:
    return [texts.clean(cell) for cell in row]


def team(user: Any, kept: Any = None) -> list[tuple[str, str]]:
    """(number, name) of those who may follow a project; who follows it already stays."""
    roles = [code for code, role in ROLES.items() if Permission.PROJECTS_VIEW in role.permissions]
    grants = RoleGrant.objects.filter(role__in=roles, ended_at=None).values("user")
    people = {one.pk: one for one in User.objects.filter(is_active=True, pk__in=grants).order_by("name")}
    if kept is not None:
        people.setdefault(kept.pk, kept)
    return [("", "–"), *((str(pk), one.name or str(one)) for pk, one in people.items())]


class TeamField(forms.TypedChoiceField):
    """Someone of the team, or nobody."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, coerce=lambda pk: User.objects.get(pk=int(pk)), empty_value=None, **kwargs)

    def for_user(self, user: Any, kept: Any = None) -> None:
        self.choices = team(user, kept)


class OrganisationField(forms.CharField):
    """The name of an organisation of the directory, among those that the person who writes may see."""

    user: Any = None

    def to_python(self, value: Any) -> Any:
        return texts.clean(str(value)) if value not in self.empty_values else ""

    def clean(self, value: Any) -> Any:
        name = super().clean(value)
        if not name:
            return None
        found = organisation(name, self.user)
        if found is None:
            raise ValidationError(
                _("« %(name)s » n’est pas dans l’annuaire : écrivez son nom exact.") % {"name": name[:80]}
            )
        return found


def organisation(name: str, user: Any) -> Organisation | None:
    """The one that bears this name."""
    return Organisation.objects.visible_to(user).named(name)


def in_language(told: Narratives, code: str, default: str) -> str:
    """The words written in this language itself; those without a language are in the project's."""
    return next((words for language, words in told if (language or default)[:2] == code[:2]), "")


def rewritten(told: Narratives, new: dict[str, str], default: str) -> Narratives:
    """The same narratives with these languages written again: the others stay as they were, in their order."""
    left, found = dict(new), []
    for language, words in told:
        code = next((one for one in left if one[:2] == (language or default)[:2]), None)
        if code is None and any(one[:2] == (language or default)[:2] for one in new):
            found.append([language, words])  # a second text in the same language
            continue
        text = words if code is None else left.pop(code)
        if text:
            found.append([language, text])
    return found + [[code, text] for code, text in left.items() if text]
