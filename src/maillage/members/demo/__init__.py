"""The demonstration's members."""

from maillage.members.demo.chapter import write

__all__ = ["write"]
