"""A meeting from the fixed date to the closing: notice, agenda, papers, presence, quorum, floor, screens."""
