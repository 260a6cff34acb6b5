"""The pages of projects: of the team, and of everyone."""
