"""A network for the tests of the room, and its files in a folder of their own."""

import pytest

from tests import networks


@pytest.fixture
def network(db, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return networks.install("wsm")
