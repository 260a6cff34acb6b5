"""The demonstration's activities."""

from maillage.activities.demo.chapter import write

__all__ = ["write"]
