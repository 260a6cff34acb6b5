"""The invented organisations, people and partners of the demonstration. Places are real, nobody else is."""
