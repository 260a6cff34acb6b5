"""The words of a count on a page (`count_words`), and those of the notes of a yes/no vote."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maillage.ballots import count_words

WORDS: Mapping[str, Any] = {
    **count_words.WORDS,
    "stage": pgettext_lazy("dépouillement", "Étape %(number)s"),
    "empty": _("Aucun vote valable."),
    "tie_falls": _("Égalité : la proposition n’est pas adoptée."),
    "tie_chair_yes": _("Égalité : la présidence a tranché pour, de sa voix prépondérante."),
    "tie_chair_no": _("Égalité : la présidence a tranché contre, de sa voix prépondérante."),
    "tie_waiting": _("Égalité : la voix prépondérante de la présidence est attendue."),
}
