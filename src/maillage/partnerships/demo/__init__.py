"""The invented partnerships of the demonstration."""

from maillage.partnerships.demo.chapter import write

__all__ = ["write"]
