"""The form of a question's ballot, as pure `choices` understands it, and its words."""

from typing import Any

from django.utils.translation import gettext as _

from maillage.ballots.choices import BLANK, Form
from maillage.ballots.models import Question

GRADES = ("excellent", "very_good", "good", "fair", "passable", "reject")
# Methods that tell two options at one rank apart from neither.
TIES = ("schulze",)
SEVERAL_LIMITED = ("plurality", "two-round")


def grades_of(question: Question) -> tuple[str, ...]:
    return tuple(question.grades or GRADES)


def form_of(question: Question, *, standing_only: bool = False) -> Form:
    """What a ballot may hold; `standing_only` leaves out what has withdrawn (to cast, not to read what was cast)."""
    options = [] if question.shape == "yesno" else list(question.options.all())
    numbers = frozenset(one.number for one in options if not (standing_only and one.withdrawn_at))
    return Form(
        question.shape, numbers, question.seats if question.method in SEVERAL_LIMITED else 0,
        grades_of(question) if question.shape == "graded" else (), question.method in TIES,
    )  # fmt: skip


def size_of(question: Question) -> int:
    """The length of every ballot of a question: withdrawn or not, an option keeps its room."""
    return form_of(question).size


def grade_words() -> dict[str, str]:
    return {
        "excellent": _("Excellent"), "very_good": _("Très bien"), "good": _("Bien"), "fair": _("Assez bien"),
        "passable": _("Passable"), "reject": _("À rejeter"),
    }  # fmt: skip


def yesno_words() -> dict[str, str]:
    return {"yes": _("Pour"), "no": _("Contre"), "abstain": _("Abstention"), BLANK: _("Blanc")}


def said(question: Question, choice: Any) -> str:
    """A choice in words: « Pour », « 1. Amina, 2. Bruno », « Amina : Bien »."""
    if isinstance(choice, str):
        return yesno_words().get(choice, choice)
    labels = {one.number: one.label for one in question.options.all()}
    if isinstance(choice, dict):
        words = grade_words()
        return ", ".join(
            _("%(name)s : %(grade)s") % {"name": labels.get(int(number), number), "grade": words.get(grade, grade)}
            for number, grade in choice.items()
        )
    if choice and isinstance(choice[0], list):
        return ", ".join(
            f"{rank}. " + " = ".join(str(labels.get(number, number)) for number in group)
            for rank, group in enumerate(choice, 1)
        )
    return ", ".join(str(labels.get(number, number)) for number in choice)
