"""Amounts as people of this network read them."""

from django.utils.translation import get_language

from maillage.core.money import Money
from maillage.network import current


def locale() -> str:
    """The active language in the network's own form: fr-CA, fr-BE…"""
    lang = (get_language() or "fr")[:2]
    return next((found.locale for found in current.profile().languages if found.code == lang), lang)


def show(minor: int | None, currency: str) -> str:
    """An amount in minor units, as text; nothing for nothing known."""
    return "" if minor is None else Money(minor, currency).format(locale())
