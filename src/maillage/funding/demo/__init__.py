from maillage.funding.demo.chapter import write

__all__ = ["write"]
