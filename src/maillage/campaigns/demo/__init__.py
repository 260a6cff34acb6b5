"""The demonstration's campaigns."""

from maillage.campaigns.demo.chapter import write

__all__ = ["write"]
