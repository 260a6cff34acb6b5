"""The page says of a count what the command line says, in the visitor's language."""

import pytest
from django.utils.translation import override

from maillage.ballots.count_words import WORDS
from maillage.ballots.counting import count
from maillage.ballots.counting.words import FRENCH
from tests.ballots.counting.strategies import people

pytestmark = pytest.mark.one_database


def test_the_words_are_the_same():
    with override("fr"):
        assert {key: str(word) for key, word in WORDS.items()} == dict(FRENCH)


def test_a_result_is_told_with_them():
    level = [(1, ((1,),)), (1, ((2,),)), (1, ())]
    outcome = count("meek", candidates=people(2), ballots=level, seats=1, lot=(2, 1), options={"seed": "x"})
    with override("fr"):
        assert outcome.as_table(WORDS) == outcome.as_table()
        assert outcome.as_text(WORDS) == outcome.as_text()
        assert outcome.as_csv(WORDS) == outcome.as_csv()
        assert outcome.sentences(WORDS) == [
            "Graine du tirage au sort : x",
            "Étape 1 : égalité entre C1, C2 (qui est exclu), tranchée par le tirage au sort fait avant le compte : C1.",
        ]
