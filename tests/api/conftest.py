"""Nobody has asked anything yet."""

import pytest

from maillage.api import limits


@pytest.fixture(autouse=True)
def _nobody_has_asked():
    limits.counter.clear()
    yield
    limits.counter.clear()
