"""Before the first start, every page leads to the one that makes the network; then, times are shown in its zone."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from maillage.network import current


class FirstStart:
    """Costs nothing once there is a network: it is known in memory."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.FIRST_START and not current.exists() and not self.is_open(request):
            return redirect("network:start")
        return self.get_response(request)

    def is_open(self, request: HttpRequest) -> bool:
        here = request.path_info
        return here == reverse("network:start") or here.startswith(settings.STATIC_URL) or request.user.is_authenticated


class NetworkZone:
    """Days and hours are those of the network's own zone; before there is one, of UTC."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(settings.STATIC_URL) or not current.exists():
            return self.get_response(request)
        with timezone.override(current.zone()):
            return self.get_response(request)
