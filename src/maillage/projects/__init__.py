"""Programmes and projects: who carries them, where, for what, in which state; links between here and there."""
