"""A network, for every test of money that touches the database."""

import pytest

from tests import networks


@pytest.fixture
def network(db):
    return networks.install("wsm")
