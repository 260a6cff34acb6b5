"""The invented programmes and projects of the demonstration."""

from maillage.projects.demo.chapter import write

__all__ = ["write"]
