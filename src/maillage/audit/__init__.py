"""The journal: who did what to what, when, from what to what; chained, never a foreign key to live data."""
