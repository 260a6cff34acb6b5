"""How a view says that its page is the same for everyone, and the whole address of such a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

SHARED_SECONDS = 60


def cacheable(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The page has no cookie, no token, nothing of the visitor: any cache may hold it for a minute."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            seconds = getattr(response, "shared_seconds", SHARED_SECONDS)  # less for what changes each second
            patch_cache_control(response, public=True, s_maxage=seconds, max_age=0, stale_while_revalidate=5 * seconds)
        return response

    return wrapped


def absolute(path: str) -> str:
    """The whole address of a page, for feeds, letters and machines."""
    return f"{settings.PUBLIC_URL}{path}"


def link(name: str, *args: Any) -> str:
    """The whole address of a route, for a letter."""
    return absolute(reverse(name, args=args))
