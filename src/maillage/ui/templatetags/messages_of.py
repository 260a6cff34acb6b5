"""Notices of the last action."""

from typing import Any

from django import template
from django.contrib.messages import get_messages

register = template.Library()


@register.filter
def notices(request: Any) -> Any:
    """The notices waiting for this person; read once."""
    return get_messages(request)
