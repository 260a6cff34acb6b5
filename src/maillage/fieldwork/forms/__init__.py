"""What the team's forms ask."""
