"""One reservation engine for people and objects that can be in one place at a time: facilitators, kits, exhibitions."""
