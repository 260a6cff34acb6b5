"""The chapter of schools in the demonstration."""

from maillage.schools.demo.chapter import write

__all__ = ["write"]
