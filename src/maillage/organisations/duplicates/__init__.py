"""Records that may be one organisation, found in sets and never by comparing each with each.

Every record has a few keys; those that share a key are looked at together, and large groups
only through their neighbours once sorted. Nothing is ever merged here: a group has a score,
reasons in words, and a person who decides.
"""

from maillage.organisations.duplicates.comparing import REASONS, explain, similarity, within
from maillage.organisations.duplicates.features import Record, keys_for
from maillage.organisations.duplicates.grouping import STRONG, WEAK, DuplicateGroup, group

__all__ = [
    "REASONS",
    "STRONG",
    "WEAK",
    "DuplicateGroup",
    "Record",
    "explain",
    "group",
    "keys_for",
    "similarity",
    "within",
]
