"""The public home of the network."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maillage.accounts.access import PUBLIC, access
from maillage.core.public import cacheable
from maillage.core.registry import house


@access(PUBLIC)
@cacheable
def home(request: HttpRequest) -> HttpResponse:
    blocks = [block.render(request) for block in house.public_blocks]
    return render(request, "web/home.html", {"blocks": [block for block in blocks if block]})
