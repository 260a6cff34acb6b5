"""Results chains, indicators and measurements; what changed and lasts; capitalisation notes."""
