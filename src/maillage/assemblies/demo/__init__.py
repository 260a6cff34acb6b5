"""The demonstration's assemblies: one that was held, one that is called, one in session, a meeting of the board in preparation."""

from maillage.assemblies.demo.chapter import write

__all__ = ["write"]
