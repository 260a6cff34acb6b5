"""Texts by paragraphs: what amendments do, when they contradict each other, in which order they are voted."""

from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.motions import texts
from maillage.motions.differences import difference, new_of, old_of
from maillage.motions.texts import Change, Clash, Kind

SAID = ["le", "réseau,", "l’eau", "!", "décide", "vote", "2027", "«", "paix", "»"]
WORDS = st.lists(st.sampled_from(SAID), min_size=1, max_size=8).map(" ".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(texts.first_text)


@st.composite
def changes(draw: st.DrawFn, most: int = 4) -> tuple[texts.Text, list[Change]]:
    text = draw(TEXTS)
    made = []
    for n in range(1, draw(st.integers(0, most)) + 1):
        kind = draw(st.sampled_from(list(Kind)))
        a, b = sorted((draw(st.integers(0, len(text) - 1)), draw(st.integers(0, len(text) - 1))))
        new = () if kind == Kind.STRIKE else tuple(draw(st.lists(WORDS, min_size=1, max_size=3)))
        first, last = text[a].key, text[b].key
        if kind == Kind.ADD:
            first = last = draw(st.sampled_from([texts.TOP, last]))
        made.append(Change(n, kind, first, last, new, n, draw(st.integers(1, 3))))
    return text, made


@given(st.text(max_size=200), st.text(max_size=200))
def test_a_difference_gives_back_both_texts(old: str, new: str) -> None:
    pieces = difference(old, new)
    assert old_of(pieces) == old
    assert new_of(pieces) == new


@given(changes())
def test_amendments_without_conflict_commute(drawn: tuple[texts.Text, list[Change]]) -> None:
    text, made = drawn
    kept: list[Change] = []
    for change in made:
        if not any(texts.clash(text, change, other) for other in kept):
            kept.append(change)
    results = {texts.apply_all(text, order) for order in permutations(kept)}
    assert len(results) == 1
    if not kept:
        assert results == {text}
    keys = [paragraph.key for paragraph in results.pop()]
    assert len(set(keys)) == len(keys)


@given(changes())
def test_the_order_of_votes_names_each_once_with_strikes_first(drawn: tuple[texts.Text, list[Change]]) -> None:
    text, made = drawn
    order = texts.voting_order(text, made)
    assert sorted(change.id for group in order for change in group) == [change.id for change in made]
    for group in order:
        ranks = [texts.RANK[change.kind] for change in group]
        assert ranks == sorted(ranks)
    together = {frozenset((a.id, b.id)) for group in order for a, b in combinations(group, 2)}
    assert {frozenset((c.one, c.other)) for c in texts.conflicts(text, made)} <= together


@given(changes())
def test_what_is_not_overtaken_still_finds_its_place(drawn: tuple[texts.Text, list[Change]]) -> None:
    text, made = drawn
    if not made:
        return
    carried, *others = made
    after = texts.apply(text, carried)
    left = texts.overtaken(text, carried, others)
    for other in others:
        if other.id not in left:
            assert texts.concerns(after, other)


@given(TEXTS, st.lists(WORDS, max_size=6), st.lists(WORDS, max_size=6))
def test_a_text_written_again_says_what_was_written(text: texts.Text, once: list[str], twice: list[str]) -> None:
    second = texts.rewritten(text, once, 1)
    assert [p.text for p in texts.shown(second)] == once
    third = texts.rewritten(second, twice, 2)
    assert [p.text for p in texts.shown(third)] == twice
    assert len({p.key for p in third}) == len(third)
    assert texts.rewritten(third, twice, 3) == third


@given(changes())
def test_a_comparison_gives_back_the_new_text(drawn: tuple[texts.Text, list[Change]]) -> None:
    text, made = drawn
    new = texts.apply_all(text, made)
    rows = texts.compared(text, new)
    assert [new_of(r.pieces) for r in rows if r.change != "del"] == [p.text for p in texts.shown(new)]


FOUR = texts.first_text(["un", "deux", "trois", "quatre"])


def change(n: int, kind: Kind, first: int, last: int | None = None, *new: str) -> Change:
    name = f"p{first}" if first else texts.TOP
    return Change(n, kind, name, f"p{last}" if last else name, new, n)


def test_conflicts_are_those_that_a_person_sees() -> None:
    strike = change(1, Kind.STRIKE, 2)
    replace = change(2, Kind.REPLACE, 1, 3, "autre")
    inside = change(3, Kind.ADD, 2, None, "dedans")
    after = change(4, Kind.ADD, 3, None, "après")
    same = change(5, Kind.ADD, 3, None, "après aussi")
    found = {(c.one, c.other): c.clash for c in texts.conflicts(FOUR, [strike, replace, inside, after, same])}
    assert found == {(1, 2): Clash.OVERLAP, (2, 3): Clash.OVERLAP, (4, 5): Clash.PLACE}
    assert texts.overtaken(FOUR, replace, [strike, inside, after, same]) == [1, 3]
    assert [[c.id for c in group] for group in texts.voting_order(FOUR, [strike, replace, inside, after, same])] == [
        [1, 2, 3], [5, 4],
    ]  # fmt: skip


def test_what_was_written_on_a_later_version_stands_beside_what_it_saw() -> None:
    second = texts.apply(FOUR, change(1, Kind.REPLACE, 2, None, "deux a", "deux b"))
    third = texts.apply(second, Change(2, Kind.ADD, "p2", "p2", ("entre",), 2, base=2))
    assert [p.text for p in third] == ["un", "deux a", "entre", "deux b", "trois", "quatre"]


def test_a_paragraph_struck_keeps_its_place_and_is_not_read() -> None:
    text = texts.apply_all(FOUR, [change(1, Kind.STRIKE, 2), change(2, Kind.ADD, 2, None, "deux bis")])
    assert texts.plain(text) == "un\n\ndeux bis\n\ntrois\n\nquatre"
    assert not texts.concerns(text, change(3, Kind.REPLACE, 2, None, "x"))
    with pytest.raises(texts.NotThere):
        texts.apply(text, change(4, Kind.STRIKE, 9))


def test_paragraphs_are_parted_by_empty_lines() -> None:
    assert texts.split("  Un  mot\r\nsuite\r\n\r\n\r\n  deux \n") == ("Un mot\nsuite", "deux")


def test_texts_that_read_the_same_are_the_same() -> None:
    typed = "L’e\u0301tat\u00a0:\u00a0vote\u200b\u202e.\r\n\u2003\r\n\u200b\r\n\u00a0Deux\x01\tmots"
    assert texts.split(typed) == texts.split("L’état : vote.\n\nDeux mots") == ("L’état\u00a0: vote.", "Deux mots")
    assert texts.split("\u200b\n\n \u2003 \n\ufeff") == ()


def said(old: str, new: str) -> str:
    marks = {"same": "%s", "del": "[%s]", "ins": "{%s}"}
    return "".join(marks[piece.op] % piece.text for piece in difference(old, new))


def test_a_phrase_written_anew_is_read_as_one_change() -> None:
    assert said("Dans un délai de deux ans.", "Dans un délai d’un an.") == "Dans un délai [de deux ans]{d’un an}."
    assert said("Il verse une somme.", "Il verse une juste somme.") == "Il verse une {juste }somme."
    assert said("قرار الشبكة", "قرارُ الشبكة") == "[قرار]{قرارُ} الشبكة"  # a vowel sign is of its word


def test_a_hostile_text_is_compared_in_time() -> None:
    old, new = "a b " * 1000, "b a c " * 700
    assert new_of(difference(old, new)) == new
