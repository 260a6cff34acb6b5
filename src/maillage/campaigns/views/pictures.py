"""What social networks show of a campaign and of a petition."""

from django.http import HttpRequest, HttpResponse

from maillage.accounts.access import PUBLIC, access
from maillage.campaigns import words
from maillage.campaigns.views.petitions import shown as shown_petition
from maillage.campaigns.views.public import shown as shown_campaign
from maillage.core.public import cacheable
from maillage.network import current
from maillage.ui import cards


def drawn(title: str) -> HttpResponse:
    profile = current.profile()
    ground = profile.colours.accent_strong or cards.GROUND
    picture = cards.card(title, profile.names.short_name.text(words.lang()), ground)
    return HttpResponse(picture, content_type="image/png")


@access(PUBLIC)
@cacheable
def campaign_card(request: HttpRequest, pk: int) -> HttpResponse:
    return drawn(words.told(shown_campaign(pk))["title"])


@access(PUBLIC)
@cacheable
def petition_card(request: HttpRequest, pk: int) -> HttpResponse:
    return drawn(words.title(shown_petition(pk)))
