"""The verbs of elections: `from maillage.elections import actions`, then `actions.candidacies.stand(…)`."""

from maillage.elections.actions import candidacies, elections, installing, rounds, slates, voting

__all__ = ["candidacies", "elections", "installing", "rounds", "slates", "voting"]
