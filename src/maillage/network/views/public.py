"""What everyone asks of the network: its colours."""

from django.http import HttpRequest, HttpResponse

from maillage.accounts.access import PUBLIC, access
from maillage.core.public import cacheable
from maillage.network import current, palette


@access(PUBLIC)
@cacheable
def colours(request: HttpRequest) -> HttpResponse:
    """The style sheet of the network's colours; empty when it keeps the house's."""
    text = palette.style_sheet(current.profile().colours) if current.exists() else ""
    return HttpResponse(text, content_type="text/css; charset=utf-8")
