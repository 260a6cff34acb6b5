"""Every refusal raised in the pure rooms has its French wording, and the wording its parameters."""

import ast
import importlib
import inspect
import re

import pytest

from maillage.core.errors import Refusal

MODULES = [
    "maillage.core.money",
    "maillage.core.periods",
    "maillage.members.fees",
    "maillage.members.periods",
    "maillage.billing.allocation",
    "maillage.billing.epc",
    "maillage.billing.numbering",
    "maillage.billing.references",
    "maillage.billing.statements",
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
        wording = str(known.MESSAGES[code]._proxy____args[0])
        assert set(re.findall(r"%\((\w+)\)s", wording)) <= given, (name, code)


def test_a_refusal_tells_its_code_and_parameters():
    assert str(Refusal("too_long", size=3)) == "too_long (size=3)"
    assert str(Refusal("empty")) == "empty"
    assert Refusal("empty").message() == "empty"
