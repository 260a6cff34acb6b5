"""The forms of those who write: a motion, an amendment."""

from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.motions import texts
from maillage.motions.enums import AmendmentKind
from maillage.motions.models import Amendment, Motion, MotionBacker
from maillage.motions.standing import Mover, chosen

lazy = gettext_lazy
PARTED = lazy("Séparez les paragraphes par une ligne vide : chacun pourra être amendé.")


def typed(paragraphs: tuple[str, ...]) -> str:
    return "\n\n".join(paragraphs)


class MoverForm(forms.Form):
    """Whatever is done in someone's name: who, among those that the page found; one alone is not asked."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40, required=False)
    mover = forms.ChoiceField(label=lazy("Au nom de"))

    def __init__(self, *args: Any, movers: list[Mover], initial: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"key": token_urlsafe(24), **(initial or {})}, **kwargs})
        self.movers = [mover for mover in movers if not mover.refusal]
        field: Any = self.fields["mover"]
        field.choices = [(mover.key, mover.label) for mover in self.movers]
        if len(self.movers) == 1:
            field.widget, field.required, field.initial = forms.HiddenInput(), False, self.movers[0].key

    def clean_mover(self) -> Mover:
        key = self.cleaned_data["mover"] or (self.movers[0].key if len(self.movers) == 1 else "")
        mover = chosen(key, self.movers)
        if mover is None:
            raise ValidationError(_("Choisissez au nom de qui."))
        return mover


class BackerForm(forms.Form):
    """Whose name is taken back, among those that this person may; one alone is not asked."""

    backer = forms.ChoiceField(label=lazy("Au nom de"))

    def __init__(self, *args: Any, rows: list[MotionBacker], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = {str(row.pk): row for row in rows}
        field: Any = self.fields["backer"]
        field.choices = [(key, str(row)) for key, row in self.found.items()]
        if len(rows) == 1:
            field.widget, field.initial = forms.HiddenInput(), str(rows[0].pk)

    def clean_backer(self) -> MotionBacker:
        return self.found[self.cleaned_data["backer"]]


class TextForm(forms.Form):
    """The words of a motion."""

    title = forms.CharField(label=lazy("Titre"), max_length=200)
    statement = forms.CharField(label=lazy("Pourquoi cette proposition"), max_length=10_000, required=False,
                                widget=forms.Textarea(attrs={"rows": 5}))  # fmt: skip
    text = forms.CharField(label=lazy("Texte à voter"), max_length=texts.MOST_WHOLE + 1000, help_text=PARTED,
                           widget=forms.Textarea(attrs={"rows": 14}))  # fmt: skip

    def __init__(
        self, *args: Any, motion: Motion | None = None, initial: dict[str, Any] | None = None, **kwargs: Any
    ) -> None:
        known = {}
        if motion is not None:
            known = {"title": motion.title, "statement": motion.statement, "text": texts.plain(motion.text)}
        super().__init__(*args, **{"initial": {**known, **(initial or {})}, **kwargs})

    @property
    def words(self) -> dict[str, Any]:
        """As the verbs take them."""
        data = self.cleaned_data
        return {"title": data["title"], "statement": data["statement"], "paragraphs": texts.split(data["text"])}


class MotionForm(MoverForm, TextForm):
    field_order = ("mover", "title", "statement", "text")


class AmendmentForm(MoverForm):
    """Replace, strike or add, from a paragraph to another. Without script: each choice says itself whole."""

    kind = forms.ChoiceField(label=lazy("Que voulez-vous faire ?"), widget=forms.RadioSelect, choices=[
        ("replace", lazy("Remplacer un passage")), ("add", lazy("Ajouter après un paragraphe")),
        ("strike", lazy("Supprimer un passage")),
    ])  # fmt: skip
    first = forms.ChoiceField(label=lazy("Paragraphe"))
    last = forms.ChoiceField(label=lazy("Jusqu’au paragraphe"), required=False,
                             help_text=lazy("Seulement si le passage en compte plusieurs."))  # fmt: skip
    text = forms.CharField(label=lazy("Nouveau texte"), required=False, max_length=texts.MOST_WHOLE, help_text=PARTED,
                           widget=forms.Textarea(attrs={"rows": 7}))  # fmt: skip
    reason = forms.CharField(label=lazy("Pourquoi cet amendement"), required=False, max_length=4000,
                             widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    field_order = ("mover", "kind", "first", "last", "text", "reason")

    def __init__(
        self, *args: Any, motion: Motion, asked: str = "", like: Amendment | None = None, **kwargs: Any
    ) -> None:
        """From the paragraph `asked`; or `like` another amendment, to say it otherwise."""
        standing = texts.shown(motion.text)
        initial: dict[str, Any] = {"kind": "replace"}
        if like is not None:
            initial = {"kind": like.kind, "first": like.first, "last": "" if like.last == like.first else like.last,
                       "text": typed(tuple(like.texts))}  # fmt: skip
        for paragraph in standing:
            if paragraph.key == asked:
                initial |= {"first": asked, "text": paragraph.text}
        super().__init__(*args, initial=initial, **kwargs)
        named = [(p.key, f"{n}. {Truncator(p.text).words(9)}") for n, p in enumerate(standing, 1)]
        first: Any = self.fields["first"]
        last: Any = self.fields["last"]
        first.choices = [*named, (texts.TOP, _("Au début du texte (pour ajouter)"))]
        last.choices = [("", _("Ce paragraphe seul")), *named]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind, first, last = data.get("kind"), data.get("first"), data.get("last")
        if kind != AmendmentKind.ADD and first == texts.TOP:
            self.add_error("first", _("Dites quel paragraphe ; le début du texte ne sert qu’à ajouter."))
        if kind in (AmendmentKind.ADD, AmendmentKind.REPLACE) and not texts.split(data.get("text") or ""):
            self.add_error("text", _("Écrivez le nouveau texte."))
        data["last"] = first if kind == AmendmentKind.ADD else last or first
        return data

    @property
    def words(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"mover": data["mover"], "kind": AmendmentKind(data["kind"]), "first": data["first"], "last": data["last"],
                "paragraphs": texts.split(data["text"]), "reason": data["reason"], "key": data["key"] or None}  # fmt: skip


def asked_of(request: Any, motion: Motion) -> dict[str, Any]:
    """Where the page was left: at a paragraph (`p`), or at another amendment (`de`, its number)."""
    number = request.GET.get("de", "")
    like = motion.amendments.pending().filter(number=number).first() if number.isdecimal() and len(number) < 5 else None
    return {"asked": request.GET.get("p", ""), "like": like}
