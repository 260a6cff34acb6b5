"""The chapter of the room: institutions at every stage, positions, studies, a register of exchanges, a letter to send."""

from maillage.advocacy.demo.chapter import write

__all__ = ["write"]
