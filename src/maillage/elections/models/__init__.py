"""Elections, lists and candidacies."""

from maillage.elections.models.candidacy import Candidacy
from maillage.elections.models.election import Election
from maillage.elections.models.slate import Slate

__all__ = ["Candidacy", "Election", "Slate"]
