"""The invented results of the demonstration."""

from maillage.results.demo.chapter import write

__all__ = ["write"]
