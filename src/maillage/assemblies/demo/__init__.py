"""The demonstration's assemblies: one that was held, one that is called, a meeting of the board in preparation."""

from maillage.assemblies.demo.chapter import write

__all__ = ["write"]
