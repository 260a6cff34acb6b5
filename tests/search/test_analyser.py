"""What a text is found by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.search import analyser, similar

LETTERS = "abcdefghijklmnopqrstuvwxyzéèêëàâîïôöûùüçœæñáíóúɛɔɲŋ"
WORDS = st.text(LETTERS, min_size=1, max_size=14)
TEXTS = st.lists(st.one_of(WORDS, st.from_regex(r"[0-9]{1,6}", fullmatch=True)), min_size=1, max_size=8)
CHANGES = (str.lower, str.upper, str.title, analyser.fold, lambda word: analyser.fold(word).upper(), lambda word: word)


def finds(question: str, text: str, language: str = "fr") -> bool:
    terms = set(analyser.terms(text, language, stop_words=True))
    groups = analyser.ask(question)
    return bool(groups) and all(group.found_in(terms) for group in groups)


@given(TEXTS, st.sampled_from(["fr", "en", "es", "", "nl", "fr-CA"]), st.sampled_from(CHANGES), st.data())
def test_a_text_finds_itself_by_any_of_its_words_however_they_are_written(words, language, change, data):
    word = data.draw(st.sampled_from(words))
    assert finds(change(word), " ".join(words), language)


@given(TEXTS, st.sampled_from(CHANGES))
def test_a_text_finds_itself_whole(words, change):
    text = " ".join(words)
    assert finds(change(text), text)


@given(st.text(max_size=300), st.booleans())
def test_nothing_that_is_typed_breaks_it_or_passes_a_mark(text, prefix):
    for group in analyser.ask(text, prefix=prefix):
        for term in (*group.terms, group.prefix):
            assert len(term) <= analyser.LONGEST_WORD
            assert not set(term) & set("=@#\"'\\&|!():*< >\x00\n\t")


@given(st.text(max_size=300))
def test_terms_have_neither_mark_nor_space(text):
    for term in analyser.terms(text, "fr", stop_words=True):
        assert 0 < len(term) <= analyser.LONGEST_WORD
        assert not set(term) & set("=@#\"'\\&|!():*< >\x00\n\t")


@pytest.mark.parametrize(
    ("typed", "folded"),
    [("Œuvre", ["oeuvre"]), ("l’eau", ["eau"]), ("jusqu’à", ["a"]), ("O.N.G.", ["ong"]), ("M. Dupont", ["m", "dupont"]),
     ("Lot-et-Garonne", ["lot", "et", "garonne"]), ("women's", ["women"]), ("Bɛnkadi", ["benkadi"]), ("1901", ["1901"])],
)  # fmt: skip
def test_words_as_they_are_compared(typed, folded):
    assert analyser.words(typed) == folded


@given(WORDS, st.data())
def test_one_slip_is_one_slip(word, data):
    word = analyser.fold(word)
    at = data.draw(st.integers(0, len(word) - 1))
    slip = data.draw(st.sampled_from(["drop", "add", "replace", "exchange"]))
    changed = {"drop": word[:at] + word[at + 1 :], "add": word[:at] + "z" + word[at:], "replace": word[:at] + "z" + word[at + 1 :],
               "exchange": word[:at] + word[at : at + 2][::-1] + word[at + 2 :]}[slip]  # fmt: skip
    assert similar.distance(word, changed, 2) == (changed != word)
    common = set(similar.trigrams(word)) & set(similar.trigrams(changed))
    if len(word) >= 5 and len(set(word)) == len(word):
        assert len(common) >= similar.fewest_in_common(word, 1)


def test_what_is_not_a_slip():
    assert similar.distance("niger", "congo", 2) == 3
    assert similar.distance("mali", "malines", 2) == 3
    assert not similar.correctable("1901")
    assert not similar.correctable("mai")
