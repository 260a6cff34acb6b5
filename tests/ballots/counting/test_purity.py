"""Counting is exact and alone: no float, no division that makes one, nothing of Django, of a clock or of chance."""

import ast
from pathlib import Path

import pytest

from maillage.ballots import counting

pytestmark = pytest.mark.one_database
ALLOWED = {
    "collections", "csv", "dataclasses", "fractions", "functools", "hashlib", "io", "itertools", "maillage", "pathlib",
    "re", "typing",
}  # fmt: skip


@pytest.mark.parametrize("path", sorted(Path(counting.__file__).parent.glob("*.py")), ids=lambda path: path.name)
def test_a_module_is_pure(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), node.lineno
        assert not (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div)), node.lineno
        assert not (isinstance(node, ast.Name) and node.id in ("float", "round")), node.lineno
        assert not isinstance(node, ast.Global), node.lineno
        modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        for module in modules:
            assert module.split(".")[0] in ALLOWED, module
            assert not module.startswith("maillage") or module.startswith("maillage.ballots.counting"), module
