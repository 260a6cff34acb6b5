"""The demonstration's motions."""

from maillage.motions.demo.chapter import write

__all__ = ["write"]
