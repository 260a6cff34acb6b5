"""The field of a question of enrolment, and the words of its condition."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from maillage.enrolments.enums import QuestionKind
from maillage.enrolments.models import Question


def answer_words(value: Any) -> str:
    """An answer as people read it."""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return {"yes": _("oui"), "no": _("non")}.get(str(value), str(value))


def hint(parent: Question, wanted: str) -> str:
    if not wanted:
        return _("Si vous avez répondu à « %(question)s ».") % {"question": parent.label}
    return _("Si « %(answer)s » à « %(question)s ».") % {"answer": answer_words(wanted), "question": parent.label}


def answer_field(question: Question, *, required: bool) -> forms.Field:
    """Required where it is asked: the form forgives it where a condition leaves it out."""
    given: dict[str, Any] = {"label": question.label, "help_text": question.help, "required": required,
                             "error_messages": {"required": _("Répondez à cette question.")}}  # fmt: skip
    options = [(one, one) for one in question.options]
    field: forms.Field
    match question.kind:
        case QuestionKind.TEXT:
            field = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **given)
        case QuestionKind.NUMBER:
            field = forms.IntegerField(min_value=-1_000_000_000, max_value=1_000_000_000, **given)
        case QuestionKind.YES_NO:
            field = forms.ChoiceField(choices=[("yes", _("oui")), ("no", _("non"))], widget=forms.RadioSelect, **given)
        case QuestionKind.ONE if len(options) > 6:
            field = forms.ChoiceField(choices=[("", "–"), *options], **given)
        case QuestionKind.ONE:
            field = forms.ChoiceField(choices=options, widget=forms.RadioSelect, **given)
        case QuestionKind.SEVERAL:
            field = forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **given)
        case _other:
            field = forms.CharField(max_length=300, **given)
    return field
