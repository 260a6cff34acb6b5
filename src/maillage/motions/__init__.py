"""What is proposed: motions by paragraphs, amendments, their conflicts and the order of votes."""
