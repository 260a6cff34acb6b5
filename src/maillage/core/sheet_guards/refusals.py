"""How much of a stranger's table is accepted, and the sentences that refuse it."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from maillage.core.errors import Refusal

MAX_FILE = 50_000_000
MAX_CELL = 100_000  # characters; spreadsheets stop at 32,767
MAX_COLUMNS = 1_000
MAX_ENTRIES = 2_000
MAX_INFLATED = 500_000_000
# Only what is large can harm: a small file of blanks compresses a thousand times.
MAX_RATIO = 200
RATIO_MATTERS_FROM = 20_000_000
# The reader lays cells out in a full rectangle, about 30 bytes each, then owns their texts.
MAX_CELLS = 5_000_000
MAX_TEXT = 300_000_000


class SheetError(Refusal):
    """The file cannot be read as a table; `message()` says why and what to do."""

    MESSAGES: ClassVar[dict[str, Any]] = {
        "too-big": _(
            "Ce fichier pèse %(size)s Mo ; la limite est de %(limit)s Mo. Découpez-le en "
            "plusieurs fichiers, ou retirez les images et les feuilles inutiles."
        ),
        "empty": _("Ce fichier ne contient aucune ligne."),
        "wrong-file": _(
            "Ce fichier n’est pas un tableau : c’est un fichier %(found)s. Enregistrez votre "
            "tableau au format CSV, XLSX ou ODS."
        ),
        "old-excel": _(
            "Ce fichier est au format ancien d’Excel (.xls) ou protégé par un mot de passe. "
            "Enregistrez-le au format XLSX, sans mot de passe."
        ),
        "protected": _("Ce fichier est protégé par un mot de passe. Retirez-le puis recommencez."),
        "damaged": _("Ce fichier est abîmé et ne peut pas être lu. Enregistrez-le à nouveau."),
        "bomb": _("Ce fichier prendrait une place démesurée une fois décompressé : il est refusé."),
        "too-many-cells": _(
            "Ce tableau annonce %(cells)s cellules ; la limite est de %(limit)s. Supprimez les "
            "lignes et les colonnes vides qui suivent vos données."
        ),
        "too-many-rows": _("Ce tableau a plus de %(limit)s lignes."),
        "too-many-columns": _("La ligne %(row)s a plus de %(limit)s colonnes."),
        "cell-too-long": _("Une cellule de la ligne %(row)s dépasse %(limit)s caractères."),
        "unclosed-quote": _("Un guillemet ouvert à la ligne %(row)s n’est jamais refermé."),
        "no-such-sheet": _("Ce classeur n’a pas de feuille « %(name)s »."),
        # Notes of open_sheet, which prevent nothing.
        "nul-removed": _("Des caractères invisibles ont été retirés (%(count)s)."),
        "mixed-encoding": _("Ce fichier mélange deux façons d’écrire les accents : vérifiez quelques noms."),
        "several-sheets": _("Ce classeur a %(count)s feuilles : « %(name)s » est lue."),
        "title-skipped": _("Les titres des colonnes ont été trouvés à la ligne %(row)s."),
        "duplicate-header": _("La colonne « %(header)s » apparaît %(count)s fois."),
    }


def explain(problem: Any) -> str:
    """The French (or translated) sentence of a SheetError or of a Note."""
    return str(SheetError.MESSAGES[problem.code]) % problem.params
