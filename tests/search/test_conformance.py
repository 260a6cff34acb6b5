"""The same hits on every database: this file runs on whichever the suite runs on."""

import json
from pathlib import Path

import pytest

from maillage.search import index, queries
from tests.search import corpus
from tests.search.corpus import BEGINNINGS, CASES, ERRORS, KEYS, Shelf

EXPECTED = Path(__file__).with_name("expected_hits.json")
pytestmark = pytest.mark.django_db


@pytest.fixture
def _indexed(db, monkeypatch):
    corpus.alone(monkeypatch, Shelf(docs=[corpus.doc(number) for number in range(len(KEYS))]))
    index.rebuild()


def found(text: str, **options) -> list[str]:
    return [KEYS[hit.object_id] for hit in queries.find(text, user=None, limit=100, **options).hits]


def exact(text: str, **options) -> set[str]:
    hits = queries.find(text, user=None, limit=100, **options).hits
    return {KEYS[hit.object_id] for hit in hits if not hit.fuzzy}


@pytest.mark.usefixtures("_indexed")
def test_every_question_finds_what_it_should_and_nothing_else():
    wrong = {text: (exact(text), set(said.split())) for text, said in CASES.items() if exact(text) != set(said.split())}
    assert len(CASES) >= 60
    assert not wrong


@pytest.mark.usefixtures("_indexed")
def test_a_word_being_typed_is_found_by_its_beginning():
    said = {text: set(keys.split()) for text, keys in BEGINNINGS.items() if keys is not None}
    assert {text: exact(text, prefix=True) for text in said} == said


@pytest.mark.usefixtures("_indexed")
def test_typing_errors_are_found_and_what_was_meant_is_said():
    for text, (keys, meant) in ERRORS.items():
        results = queries.find(text, user=None)
        assert ({KEYS[hit.object_id] for hit in results.hits}, results.did_you_mean) == (set(keys.split()), meant), text


@pytest.mark.usefixtures("_indexed")
def test_ten_thousand_characters_are_a_question_like_another():
    results = queries.find("ritimo " * 1500, user=None)
    assert [KEYS[hit.object_id] for hit in results.hits] == ["ritimo"]
    assert queries.find("é" * 10_000, user=None).total == 0
    assert queries.find("mot" + " autre1" * 2000, user=None).took < 200


@pytest.mark.usefixtures("_indexed")
def test_the_hits_and_their_order_are_those_of_the_file():
    """Written once (delete the file to write it anew), then compared on both databases."""
    asked = [*CASES, *ERRORS, *KEYS, "solidarité", "des", "réseau femmes", "developpement"]
    now_found = {repr(text): found(text) for text in asked}
    now_found |= {repr(text) + " …": found(text, prefix=True) for text in BEGINNINGS}
    if not EXPECTED.exists():
        EXPECTED.write_text(json.dumps(now_found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert now_found == json.loads(EXPECTED.read_text(encoding="utf-8"))
