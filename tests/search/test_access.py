"""Nobody finds what they may not see: not as a hit, not in a count, not in a suggestion."""

import pytest
from django.db import transaction

from maillage.core.registry import house
from maillage.search import index, outbox, queries
from maillage.search.models import SearchDocument, SearchTrigram, SearchWord
from maillage.search.sources import NOBODY, Doc
from tests import cast
from tests.search import corpus
from tests.search.corpus import HIDDEN, HOME, KIND, VIEW, Shelf

pytestmark = pytest.mark.django_db

TEXTS = ("Zinderaba solidaire", "zinderaba", "zindreaba", "zindera")  # the word, and two slips


@pytest.fixture
def shelf(monkeypatch):
    shelf = Shelf(docs=[
        Doc(1, "Association publique", HOME, "public", body="eau"),
        Doc(2, "Association de l’équipe", HOME, VIEW, body="eau"),
        Doc(3, "Zinderaba solidaire", HOME, HIDDEN, body="eau"),
        Doc(4, "Brouillon à soi", HOME, NOBODY, body="eau", owners=("delegate:4",)),
    ])  # fmt: skip
    corpus.alone(monkeypatch, shelf)
    index.rebuild()
    return shelf


def ids(text, user, **options):
    return {hit.object_id for hit in queries.find(text, user=user, **options).hits}


def nothing(results) -> bool:
    return (results.hits, results.total, results.more, results.kinds, results.did_you_mean) == ([], 0, False, {}, "")


@pytest.mark.usefixtures("shelf")
def test_each_finds_what_they_may_see():
    assert ids("eau", None) == {1}
    assert ids("eau", cast.user("Membre")) == {1}
    assert ids("eau", cast.user("Activités", "activities_officer")) == {1, 2}
    assert ids("eau", cast.user("Adhésions", "membership_officer")) == {1, 2, 3}
    assert ids("eau", cast.user("Technique", "administrator")) == {1}
    gone = cast.user("Partie", "director")
    gone.is_active = False
    assert ids("eau", gone) == {1}


@pytest.mark.usefixtures("shelf")
def test_a_member_finds_what_is_theirs():
    person = cast.user("Bruno")
    person.facts = {"delegate": frozenset({4})}
    assert ids("eau", person) == {1, 4}
    person.facts = {"delegate": frozenset({44}), "volunteer": frozenset({4})}
    assert ids("eau", person) == {1}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("roles", [None, (), ("activities_officer",), ("administrator",)])
def test_what_is_withheld_shows_nowhere(text, roles):
    user = None if roles is None else cast.user("Quelqu’un", *roles)
    for options in ({}, {"prefix": True}, {"kinds": [KIND]}, {"per_kind": 3}, {"limit": 1, "offset": 0}):
        assert nothing(queries.find(text, user=user, **options))


@pytest.mark.usefixtures("shelf")
def test_what_is_withheld_is_corrected_for_those_who_see_it():
    assert queries.find("zindreaba", user=cast.user("Adhésions", "membership_officer")).did_you_mean == "zinderaba"


@pytest.mark.usefixtures("shelf")
def test_marks_of_the_index_cannot_be_typed():
    for text in (
        "@public",
        "@organisations.view",
        '"@organisations.view+withheld.view"',
        "public",
        "#tests.thing",
        "tests.thing",
    ):
        assert ids(text, None) <= {1}


def test_it_is_withheld_from_the_commit_on_even_if_the_worker_never_comes(shelf):
    assert ids("publique", None) == {1}
    with transaction.atomic():
        shelf.put(Doc(1, "Association publique", HOME, HIDDEN))
        assert outbox.forget(KIND, [1]) == 1
    for user in (None, cast.user("Activités", "activities_officer"), cast.user("Adhésions", "membership_officer")):
        assert nothing(queries.find("publique", user=user))
        assert nothing(queries.find("pubilque", user=user))
    assert index.drain_batch() == 1
    assert nothing(queries.find("publique", user=None))
    assert nothing(queries.find("pubilque", user=None))
    assert ids("publique", cast.user("Toujours", "membership_officer")) == {1}


def test_nothing_remains_of_what_is_erased(shelf):
    del shelf.docs[3]
    outbox.forget(KIND, [3])
    index.drain_batch()
    assert not SearchDocument.objects.filter(object_id=3).exists()
    assert not SearchWord.objects.filter(word="zinderaba").exists()
    assert not SearchTrigram.objects.filter(trigram="zin").exists()


def test_a_word_stays_while_another_title_has_it(shelf):
    shelf.put(Doc(5, "Zinderaba encore", HOME, HIDDEN))
    outbox.queue(KIND, [5])
    index.drain_batch()
    del shelf.docs[3]
    outbox.forget(KIND, [3])
    index.drain_batch()
    assert SearchWord.objects.filter(word="zinderaba", access=HIDDEN).exists()


def test_an_access_that_was_not_declared_is_refused(shelf):
    shelf.put(Doc(6, "Sans accès déclaré", HOME, "everyone"))
    outbox.queue(KIND, [6])
    with pytest.raises(ValueError, match="not declared"):
        index.drain_batch()


def test_a_thing_with_a_public_and_a_team_document_counts_once(shelf):
    shelf.docs[1] = [Doc(1, "Association publique", HOME), Doc(1, "Association publique", HOME, VIEW, body="secret@exemple.org"),
                     Doc(1, "Public association", HOME, "public", "en")]  # fmt: skip
    shelf.docs[1] = [doc if doc.access else Doc(1, doc.title, HOME, "public") for doc in shelf.docs[1]]
    outbox.queue(KIND, [1])
    index.drain_batch()
    staff = cast.user("Activités", "activities_officer")
    assert queries.find("association publique", user=staff).total == 1
    assert ids("secret exemple", staff) == {1}
    assert nothing(queries.find("secret exemple", user=None))
    assert queries.find("association", user=None, language="en").hits[0].title == "Public association"


def test_the_table_alone_would_have_refused_too(shelf):
    assert {row.object_id for row in SearchDocument.objects.visible_to(None)} == {1}
    assert {row.object_id for row in SearchDocument.objects.visible_to(cast.user("A", "activities_officer"))} == {1, 2}
    assert set(house.search_sources.get(KIND).declared) == {"public", VIEW, HIDDEN, NOBODY}


def test_a_common_word_keeps_the_same_door(monkeypatch):
    """More than a window of hits, most of them hidden: nothing but the visible ones is counted."""
    docs = [Doc(n, f"Solidarité {n}", HOME, HIDDEN if n % 3 else "public") for n in range(1500)]
    team = [Doc(n, f"Personne solidarité {n}", HOME, VIEW) for n in range(500)]
    corpus.alone(monkeypatch, Shelf(docs=docs), Shelf("tests.person", docs=team))
    index.rebuild()
    results = queries.find("solidarité", user=None, limit=1000, per_kind=500)
    assert results.more
    assert set(results.kinds) == {KIND}
    assert all(hit.object_id % 3 == 0 for hit in results.hits)
    assert queries.find("solidarité 1", user=None, limit=1000).total == 0  # 1 is withheld
    both = queries.find("solidarité", user=cast.user("Adhésions", "membership_officer"), per_kind=6)
    assert both.more
    assert set(both.kinds) == {KIND, "tests.person"}
    assert len(both.hits) == 12
