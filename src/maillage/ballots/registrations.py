"""What the room gives the house: rolls and proxies, questions and votes."""

from maillage.ballots import registered_rolls, registered_votes  # noqa: F401 (they register)
