"""The components' tags. Built in: no template has to load them. Their gallery is at /ui/."""

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def tag(text: Any, tone: str = "nu") -> SafeString:
    """A state as a word: tone is "", "ok", "al", "er" or "nu"."""
    return format_html('<span class="tag {}">{}</span>', tone, text)


@register.filter
def field_kind(bound: Any) -> str:
    """The kind of a form's field, for its markup: "checkbox", "choices", "file", "date" or "text"."""
    widget = type(bound.field.widget).__name__.lower()
    if widget.startswith("checkboxselect") or widget.startswith("radioselect"):
        return "choices"
    if widget.startswith("checkbox"):
        return "checkbox"
    if "file" in widget:
        return "file"
    return "date" if widget.startswith("date") else "text"
