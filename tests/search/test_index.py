"""The outbox, the worker, the rebuilding, the check."""

import os
import signal
import subprocess
import sys
import textwrap

import pytest
from django.db import connection, transaction

from maillage.core.registry import house
from maillage.search import checks, engine, index, jobs, outbox, queries
from maillage.search.models import SearchDocument, SearchTask, SearchWord
from maillage.search.sources import Doc
from tests import databases
from tests.search import corpus
from tests.search.corpus import HOME, KIND, Shelf


@pytest.fixture
def shelf(monkeypatch):
    shelf = Shelf(docs=[Doc(n, f"Fiche numérotée {n}", HOME, "public") for n in range(1, 6)])
    corpus.alone(monkeypatch, shelf)
    return shelf


def levels() -> list[str]:
    return [level for level, _message in checks.index_is_true()]


def titles(text: str) -> list[str]:
    return [hit.title for hit in queries.find(text, user=None).hits]


@pytest.mark.django_db
def test_the_outbox_is_filled_with_the_change_and_not_without_it(shelf, django_capture_on_commit_callbacks):
    with transaction.atomic():
        outbox.queue(KIND, [1])
        transaction.set_rollback(True)
    assert not SearchTask.objects.exists()
    with django_capture_on_commit_callbacks() as callbacks, transaction.atomic():
        outbox.queue(KIND, [1, 2])
        outbox.queue(KIND, [2])
    assert SearchTask.objects.count() == 3
    assert callbacks == [outbox.wake]
    assert jobs.drain() == 3
    assert jobs.drain() == 0
    assert titles("fiche") == ["Fiche numérotée 1", "Fiche numérotée 2"]


@pytest.mark.django_db
def test_what_changed_is_written_again_and_only_that(shelf):
    index.rebuild()
    before = dict(SearchDocument.objects.values_list("object_id", "pk"))
    shelf.put(Doc(2, "Autre nom", HOME, "public"))
    del shelf.docs[3]
    outbox.queue(KIND, [1, 2, 3])
    jobs.drain()
    after = dict(SearchDocument.objects.values_list("object_id", "pk"))
    assert after[1] == before[1]
    assert after[2] != before[2]
    assert 3 not in after
    assert titles("autre") == ["Autre nom"]
    assert SearchWord.objects.filter(word="autre").exists()


@pytest.mark.django_db
def test_a_batch_costs_the_same_queries_whatever_it_holds(shelf, django_assert_max_num_queries):
    for n in range(1, 401):
        shelf.put(Doc(n, f"Fiche {n}", HOME, "public"))
    outbox.queue(KIND, range(1, 401))
    with django_assert_max_num_queries(40):
        index.drain_batch()
    assert SearchDocument.objects.count() == 400


@pytest.mark.django_db
def test_a_search_costs_few_queries(shelf, django_assert_max_num_queries):
    index.rebuild()
    with django_assert_max_num_queries(1 if not databases.POSTGRESQL else 5):
        titles("fiche")


@pytest.mark.django_db
def test_the_check_says_what_differs(shelf):
    assert levels() == ["warning"]
    seen = []
    assert index.rebuild(lambda kind, done: seen.append((kind, done))) == 5
    assert seen == [(KIND, 5)]
    assert levels() == ["ok"]
    shelf.put(Doc(1, "Renommée sans le dire", HOME, "public"))
    assert checks.differences(KIND, shelf.source) == {1}
    outbox.queue(KIND, [1])
    assert levels() == ["ok"]  # the worker will come
    jobs.drain()
    shelf.put(Doc(9, "Arrivée", HOME, "public"))
    del shelf.docs[2]
    assert checks.differences(KIND, shelf.source) == {2, 9}
    SearchTask.objects.bulk_create([SearchTask(kind=KIND, object_id=3, queued_at="2020-01-01T00:00:00Z")])
    assert levels() == ["warning", "warning"]
    index.rebuild()
    jobs.drain()
    assert levels() == ["ok"]


@pytest.mark.django_db
def test_documents_without_a_source_are_dropped(shelf, monkeypatch):
    index.rebuild()
    corpus.alone(monkeypatch)
    assert levels() == ["warning"]
    index.rebuild()
    assert not SearchDocument.objects.exists()
    assert not SearchWord.objects.exists()


@pytest.mark.django_db
@databases.only_sqlite
def test_a_lost_trigger_is_told(shelf):
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER search_index_gone")
    assert engine.faults() == ["search_index_gone"]
    assert levels()[0] == "error"


@pytest.mark.django_db
def test_a_title_changed_in_the_table_alone_is_found_by_its_new_terms(shelf):
    """The database keeps its own part up: no writer can forget it."""
    index.rebuild()
    SearchDocument.objects.filter(object_id=1).update(terms=f"#{KIND} @public nouveauté =nouveauté nouveaute")
    assert titles("nouveauté") == ["Fiche numérotée 1"]
    SearchDocument.objects.filter(object_id=1).delete()
    assert titles("nouveauté") == []


KILLED = """
    import os, sys, threading
    import django
    django.setup()
    from django.db import connection
    connection.settings_dict["NAME"] = sys.argv[1]
    from maillage.core.registry import house
    from maillage.search import index, jobs
    from maillage.search.sources import Doc, Source
    def load(ids):
        if max(ids) > 500:
            os.write(1, b"half\\n")
            threading.Event().wait(60)
        return [Doc(n, f"Fiche {n}", ("web:manage_home", {}), "public") for n in ids]
    house.search_sources._items.clear()
    house.search_sources.add("tests.thing", Source("tests.thing", load, list, "Fiches"))
    jobs.drain()
"""


@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_it_goes_on_from_the_batch_it_was_in(shelf, tmp_path):
    """A worker killed by -9 with one batch written and the second under way: nothing lost, nothing twice."""
    for n in range(1, 1001):
        shelf.put(Doc(n, f"Fiche {n}", HOME, "public"))
    with transaction.atomic():
        SearchTask.objects.bulk_create([SearchTask(kind=KIND, object_id=n) for n in range(1, 1001)])
    name = connection.settings_dict["NAME"]
    if not databases.POSTGRESQL:
        name = str(tmp_path / "copie.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [name])
    command = [sys.executable, "-c", textwrap.dedent(KILLED), name]
    worker = subprocess.Popen(command, stdout=subprocess.PIPE, env=dict(os.environ))
    assert worker.stdout.readline() == b"half\n"
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()
    worker.stdout.close()
    if databases.POSTGRESQL:
        assert (SearchTask.objects.count(), SearchDocument.objects.count()) == (500, 500)
        jobs.drain()
        assert (SearchTask.objects.count(), SearchDocument.objects.count()) == (0, 1000)
        assert queries.find("fiche 777", user=None).total == 1
        return
    import sqlite3

    with sqlite3.connect(name) as copy:
        counts = [copy.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
                  for table in ("search_searchtask", "search_searchdocument")]  # fmt: skip
        assert counts == [500, 500]
        assert len(copy.execute("SELECT rowid FROM search_index WHERE search_index MATCH 'fiche'").fetchall()) == 500
    copy.close()


@pytest.mark.django_db
def test_sources_of_the_house_are_declared_in_full():
    for kind, source in house.search_sources.items():
        assert source.kind == kind
        assert str(source.label)
