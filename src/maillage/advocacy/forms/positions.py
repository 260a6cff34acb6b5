"""Positions, signatories, studies."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from maillage.advocacy.forms.asks import StateForm
from maillage.advocacy.forms.common import FILE, RowForm, https
from maillage.advocacy.models import Ask, FollowUp, Position, PositionText, Signatory, Study
from maillage.organisations.models import Organisation
from maillage.ui.fields import RowsField, first_of
from maillage.ui.widgets import NativeDate


class PositionForm(RowForm):
    class Meta:
        model = Position
        formfield_callback = https
        fields = ("title", "summary", "on", "theme", "led_by_us", "addressed_to", "decided_by", "signed_on", "link",
                  "campaign")  # fmt: skip


class PositionStateForm(StateForm):
    until = forms.DateField(label=_("Signatures jusqu’au"), required=False, widget=NativeDate,
                            help_text=_("Si la position s’ouvre aux signatures des membres."))  # fmt: skip


class PositionTextForm(RowForm):
    class Meta:
        model = PositionText
        fields = ("language", "text")


class SignatoryForm(RowForm):
    class Meta:
        model = Signatory
        fields = ("organisation", "name", "signed_on", "decided_by")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = first_of(Organisation.objects.visible_to(user).alive(), 5000)  # type: ignore[attr-defined]
        self.fields["signed_on"].initial = localdate


class SignForm(forms.Form):
    """A delegate signs for one of their organisations."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Au nom de"), empty_label=None)
    decided_by = forms.CharField(label=_("Qui l’a décidé"), required=False, max_length=200,
                                 help_text=_("Par exemple : notre conseil d’administration, le 3 mars."))  # fmt: skip
    agreed = forms.BooleanField(label=_("J’ai lu le texte, et mon organisation m’autorise à le signer."))

    def __init__(self, *args: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class FollowUpForm(RowForm):
    class Meta:
        model = FollowUp
        formfield_callback = https
        fields = ("on", "text", "link", "is_public")


class StudyForm(RowForm):
    upload = forms.FileField(label=_("Document"), required=False, help_text=FILE)

    class Meta:
        model = Study
        formfield_callback = https
        fields = ("title", "authors", "year", "theme", "summary", "languages", "link", "is_public", "asks", "positions")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("asks", Ask.objects.all()), ("positions", Position.objects.all())):
            label = self.fields[name].label
            self.fields[name] = RowsField(rows, label=label, required=False, widget=forms.CheckboxSelectMultiple)
        self.fields["year"].initial = localdate().year
