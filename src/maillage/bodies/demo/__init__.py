"""The demonstration's bodies: the assembly, a board with the seats of each network, a committee, a table."""

from maillage.bodies.demo.chapter import write

__all__ = ["write"]
