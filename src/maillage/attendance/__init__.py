"""What was done: who was there, counted or estimated, crossed; the year's figures and their frozen snapshots."""
