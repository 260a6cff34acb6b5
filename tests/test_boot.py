"""The house stands."""

import pytest

from tests import cast

pytestmark = pytest.mark.django_db


def test_the_bare_address_leads_to_the_home_without_a_cookie(client):
    response = client.get("/", follow=True)
    assert response.status_code == 200
    assert not response.cookies


def test_gestion_asks_to_sign_in_and_refuses_who_may_not():
    assert cast.browser(None).get("/gestion/").status_code == 302
    assert cast.browser(cast.user("Émile")).get("/gestion/").status_code == 403
