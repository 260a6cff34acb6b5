"""Elections and candidacies."""

from maillage.elections.models.candidacy import Candidacy
from maillage.elections.models.election import Election

__all__ = ["Candidacy", "Election"]
