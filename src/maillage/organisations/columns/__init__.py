"""Which column of somebody's spreadsheet holds what: from its header, then from its content.

A guess is shown to the person with its reason and can be changed; a column that nothing
explains is ignored rather than guessed.
"""

from maillage.organisations.columns.fields import IDENTIFIER_FIELDS, LABELS, Field
from maillage.organisations.columns.guessing import REASONS, Guess, explain, guess_mapping

__all__ = ["IDENTIFIER_FIELDS", "LABELS", "REASONS", "Field", "Guess", "explain", "guess_mapping"]
