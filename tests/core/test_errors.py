"""Every refusal raised in the pure rooms has its French wording, and the wording its parameters."""

import ast
import importlib
import inspect
import re
from datetime import date
from typing import ClassVar

import pytest

from maillage.core import errors
from maillage.core.errors import Refusal
from maillage.core.money import Money

MODULES = [
    "maillage.core.money.amounts",
    "maillage.core.money.currencies",
    "maillage.core.money.reading",
    "maillage.core.periods",
    "maillage.members.fees",
    "maillage.members.periods",
    "maillage.billing.allocation",
    "maillage.billing.epc",
    "maillage.billing.numbering",
    "maillage.billing.references",
    "maillage.billing.statements.camt",
    "maillage.billing.statements.lines",
    "maillage.billing.statements.tables",
]


def refusals(module):
    """(class, code, keywords) of each refusal built with a written code."""
    for node in ast.walk(ast.parse(inspect.getsource(module))):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        known = getattr(module, getattr(node.func, "id", ""), None)
        code = getattr(node.args[0], "value", None)
        if inspect.isclass(known) and issubclass(known, Refusal) and isinstance(code, str):
            yield known, code, {keyword.arg for keyword in node.keywords}


@pytest.mark.parametrize("name", MODULES)
def test_every_refusal_has_its_words(name):
    found = list(refusals(importlib.import_module(name)))
    assert found
    for known, code, given in found:
        wording = str(known.MESSAGES[code]._args[0])
        assert set(re.findall(r"%\((\w+)\)s", wording)) <= given, (name, code)


def test_a_refusal_tells_its_code_and_parameters():
    assert str(Refusal("too_long", size=3)) == "too_long (size=3)"
    assert str(Refusal("empty")) == "empty"
    assert Refusal("empty").message() == "empty"


def test_dates_amounts_and_inner_refusals_are_worded_for_people(monkeypatch):
    monkeypatch.setattr(errors, "get_language", lambda: "fr-ca")

    class Late(Refusal):
        MESSAGES: ClassVar = {"late": "Reste %(left)s depuis le %(on)s : %(why)s"}

    refusal = Late("late", left=Money(123456, "CAD"), on=date(2025, 3, 4), why=Refusal("empty"))
    assert refusal.message() == "Reste 1\u00a0234,56\u00a0$ depuis le 4 mars 2025 : empty"
