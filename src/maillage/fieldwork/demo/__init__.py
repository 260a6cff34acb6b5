"""The invented reports of the demonstration."""

from maillage.fieldwork.demo.chapter import write

__all__ = ["write"]
