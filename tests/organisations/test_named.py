"""An organisation found by the name that a person types, among those that this person sees."""

import pytest
from django.contrib.auth.models import AnonymousUser

from maillage.organisations.models import Organisation
from tests import cast, networks
from tests.factories import organisations as make

pytestmark = pytest.mark.django_db


def test_found_by_name_among_what_one_sees():
    networks.install("csi")
    open_one = make.organisation("Café Équité")
    make.organisation("Café Équité", is_public=False)
    hidden = make.organisation("Maison discrète", withheld=True)
    seen, director = Organisation.objects.visible_to(AnonymousUser()), cast.user("Amina", "director")
    assert seen.named("  cafe équité ") == open_one
    assert seen.named("Maison discrète") is None
    assert Organisation.objects.visible_to(director).named("Maison discrète") == hidden
    assert (seen.named(""), seen.named("!"), seen.named("\x00")) == (None, None, None)
