"""Fields that several forms of the room use: an organisation of the directory, words in each language of the network."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from maillage.core.narratives import Narratives, clean
from maillage.organisations.models import Organisation
from maillage.partnerships import words
from maillage.ui.widgets import NativeDate

FILE = lazy("PDF, document ODF ou Office, tableau CSV, image PNG, JPEG ou WebP ; 25 Mo au plus.")


def day_field(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=NativeDate, **more)


def area(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def named(name: str, user: Any) -> Organisation:
    """The organisation of the directory that bears this name, among those that this person sees."""
    found = Organisation.objects.visible_to(user).named(name)
    if found is None:
        raise ValidationError(_("« %(name)s » n’est pas dans l’annuaire.") % {"name": name})
    return found


def add_words(form: Any, name: str, label: Any, told: Narratives, *, rows: int = 3, longest: int = 2_000) -> None:
    """One field for each language of the network; a language left empty is not there."""
    before = {code[:2]: text for code, text in told}
    for code, language in words.languages():
        form.fields[f"{name}_{code}"] = forms.CharField(
            label=_("%(label)s (%(language)s)") % {"label": label, "language": language}, required=False,
            max_length=longest, initial=before.get(code, ""), widget=area(rows),
        )  # fmt: skip


def read_words(data: dict[str, Any], name: str) -> Narratives:
    return clean([code, data.pop(f"{name}_{code}", "")] for code, _name in words.languages())


def in_order(data: dict[str, Any], form: Any, first: str, last: str) -> None:
    """The last day does not come before the first one."""
    if data.get(first) and data.get(last) and data[last] < data[first]:
        form.add_error(last, _("La fin ne peut pas précéder le début."))
