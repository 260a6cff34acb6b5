"""The demonstration's elections: one that is past, with its result; one whose candidatures are open."""

from maillage.elections.demo.chapter import write

__all__ = ["write"]
