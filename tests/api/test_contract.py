"""The API against its own description: bounded, drawn the same each time, on data as odd as it comes."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode

from maillage.api import limits
from maillage.wsgi import application
from tests.api.helpers import ALL, HOME, key, open_network
from tests.factories import organisations as factory

ODD = ("« Ensemble » & Cie <b>", "🌍🌱 Terre", "منظمة التضامن", 'O\'Brien "et" fils \\ %_', "Ñandú – ŒUVRE", "ⵜⴰⵎⴰⵣⵉⵖⵜ")
BOUNDED = settings(max_examples=40, deadline=None, derandomize=True, database=None,
                   phases=(Phase.explicit, Phase.generate), suppress_health_check=list(HealthCheck))  # fmt: skip
PATHS = ("organisations", "organisations/{id}", "figures", "network")


@pytest.fixture
def same_connection():
    """Requests stay in the transaction of the test, as those of Django's own client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def description(db, same_connection, monkeypatch):
    """A network with odd organisations, some withheld, some kept to the network; nobody is told to slow down."""
    monkeypatch.setattr(limits, "ANONYMOUS", 10**9)
    monkeypatch.setattr(limits, "WITH_TOKEN", 10**9)
    open_network()
    for rank, name in enumerate(ODD):
        factory.organisation(name, description=f"{name} fait\nbeaucoup", country="SN", countries=("SN", "ML"),
                             themes=("climat",), hidden_fields=["email"] if rank % 2 else [],
                             email="a@exemple.org", social=["https://exemple.org/é?a=1&b=2"])  # fmt: skip
    factory.organisation("Retenue", withheld=True)
    factory.organisation("Interne", is_public=False)
    return schemathesis.openapi.from_wsgi(f"{HOME}openapi.json", application)


def ask_everything(operation, mode, headers=None):
    """Ask what the description allows, or what it refuses; each answer is checked against it."""

    @BOUNDED
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(headers={"Accept-Encoding": "identity", **(headers or {})})

    ask()


def test_every_address_is_asked(description):
    assert sorted(description.raw_schema["paths"]) == sorted(f"{HOME}{path}" for path in PATHS)
    assert description.raw_schema["openapi"].startswith("3.1")


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
@pytest.mark.parametrize("path", PATHS)
def test_anyone_is_answered_as_described(description, path, mode):
    ask_everything(description[f"{HOME}{path}"]["GET"], mode)


@pytest.mark.parametrize("path", PATHS[:2])
def test_a_key_is_answered_as_described(description, path):
    _token, secret = key(*ALL)
    ask_everything(description[f"{HOME}{path}"]["GET"], GenerationMode.POSITIVE, {"Authorization": f"Bearer {secret}"})
