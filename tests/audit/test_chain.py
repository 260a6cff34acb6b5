"""The journal's chain: whatever is recorded then erased verifies; whatever is tampered with is found."""

import hashlib
import threading
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection, connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.audit import chain, journal
from maillage.audit.models import ChainHead, Entry
from maillage.audit.registrations import check
from maillage.audit.verification import verify
from tests import cast

pytestmark = pytest.mark.django_db

TEXT = st.text(max_size=20)
VALUE = st.one_of(
    st.none(), st.booleans(), st.integers(-(2**60), 2**60), st.floats(allow_nan=False), TEXT, st.lists(TEXT, max_size=3),
    st.dates(), st.decimals(allow_nan=False, allow_infinity=False),
)  # fmt: skip
NAME = st.sampled_from(["name", "email", "phone", "amount", "city"])
NOTE = st.builds(
    journal.Note, verb=st.sampled_from(["thing.made", "thing.changed"]), kind=st.just("core.generation"),
    object_id=st.integers(1, 3), label=TEXT, changes=st.dictionaries(NAME, st.tuples(VALUE, VALUE).map(list), max_size=4),
)  # fmt: skip
RELAXED = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def start_again():
    Entry.objects.all().delete()
    ChainHead.objects.all().delete()


def write(count=5):
    start_again()
    for number in range(count):
        journal.record_many(
            [journal.Note("thing.made", "core.generation", number, f"chose {number}", {"name": [None, f"n{number}"]})],
            by=None,
        )


@RELAXED
@given(
    batches=st.lists(st.lists(NOTE, max_size=4), max_size=5),
    erased=st.lists(st.tuples(st.integers(1, 3), st.sets(NAME, max_size=3)), max_size=3),
)
def test_records_then_erasures_verify(batches, erased):
    start_again()
    for batch in batches:
        journal.record_many(batch, by=None)
    for object_id, names in erased:
        journal.erase_values("core.generation", object_id, names)
    assert verify(None).fault is None
    assert verify(None).checked == sum(map(len, batches))


FIELDS = ["verb", "kind", "object_id", "label", "actor", "at", "actor_id", "digest", "previous", "number"]


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("number", [1, 3, 5])
def test_changing_any_column_is_found(field, number):
    write()
    entry = Entry.objects.get(number=number)
    value = getattr(entry, field)
    new = {"at": lambda: value.replace(year=2001), "actor_id": lambda: 99, "number": lambda: 50}.get(
        field, lambda: "f" * 64 if len(value) == 64 else value + "x"
    )()
    Entry.objects.filter(pk=entry.pk).update(**{field: new})
    assert verify(None).fault is not None


@pytest.mark.parametrize(
    "tamper",
    [
        lambda e: e.changes.update(name=[None, "autre"]),
        lambda e: e.changes.update(name=None),
        lambda e: e.changes.pop("name"),
        lambda e: e.changes.update(ajout=[None, 1]),
        lambda e: e.salts.update(name="0" * 16),
        lambda e: e.salts.pop("name"),
        lambda e: e.digests.update(name="0" * 32),
        lambda e: (e.changes.pop("name"), e.digests.pop("name"), e.salts.pop("name")),
        lambda e: e.salts.pop("@label"),
        lambda e: setattr(e, "label", ""),
    ],
)
@pytest.mark.parametrize("number", [1, 3, 5])
def test_changing_any_value_salt_or_digest_is_found(tamper, number):
    write()
    entry = Entry.objects.get(number=number)
    tamper(entry)
    entry.save()
    assert verify(None).fault is not None


@pytest.mark.parametrize("number", [1, 3, 5])
def test_removing_an_entry_is_found(number):
    write()
    Entry.objects.filter(number=number).delete()
    assert verify(None).fault is not None


@pytest.mark.parametrize(("one", "two"), [(1, 2), (2, 4), (4, 5)])
def test_swapping_two_entries_is_found(one, two):
    write()
    first, second = Entry.objects.get(number=one), Entry.objects.get(number=two)
    Entry.objects.filter(pk=first.pk).update(number=100)
    Entry.objects.filter(pk=second.pk).update(number=one)
    Entry.objects.filter(pk=first.pk).update(number=two)
    assert verify(None).fault is not None


def test_removing_the_end_or_everything_is_found():
    write()
    Entry.objects.filter(number__gt=3).delete()
    assert verify(None).fault.reason == "head"
    Entry.objects.all().delete()
    assert verify(None).fault.reason == "head"


def test_the_last_entries_alone_can_be_verified():
    write(6)
    found = verify(2)
    assert (found.checked, found.first, found.whole, found.holds) == (2, 5, False, True)
    Entry.objects.filter(number=6).update(verb="x")
    assert verify(2).fault.number == 6
    Entry.objects.filter(number=6).update(verb="thing.made")
    Entry.objects.filter(number=2).update(verb="x")
    assert verify(2).holds
    assert not verify(None).holds


def test_erasing_leaves_no_way_back_to_the_value():
    write(2)
    assert journal.erase_values("core.generation", 1, ["name"]) == 1
    entry = Entry.objects.get(object_id="1")
    assert entry.changes == {"name": None}
    assert entry.label == ""
    assert set(entry.salts) == {"@actor"}
    assert verify(None).holds


def test_erasing_an_actor_keeps_their_number():
    start_again()
    amina = cast.user("Amina", "director")
    journal.record_many([journal.Note("thing.made", "core.generation", 1)], by=amina)
    assert journal.erase_actor(amina.pk) == 1
    entry = Entry.objects.get()
    assert (entry.actor, entry.actor_id) == ("", amina.pk)
    assert verify(None).holds


def test_values_are_written_as_plain_json():
    assert journal.plain([date(2026, 11, 22), Decimal("12.50"), 1.5, "a\x00b", "\ud800", {1: (2,)}]) == [
        "2026-11-22", "12.50", "1.5", "ab", "?", {"1": [2]},
    ]  # fmt: skip


def test_the_check_says_what_is_wrong():
    write()
    assert [level for level, _text in check(None)] == ["ok"]
    Entry.objects.filter(number=3).update(verb="x")
    [(level, text)] = check(None)
    assert level == "error"
    assert "3" in text


def test_everyone_reads_what_they_did_and_only_that():
    bruno = cast.user("Bruno")
    journal.record_many([journal.Note("thing.made", "core.generation", 1)], by=bruno)
    journal.record_many([journal.Note("thing.made", "core.generation", 2)], by=None)
    assert Entry.objects.visible_to(bruno).count() == 1
    assert Entry.objects.visible_to(cast.user("Amina", "director")).count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_writers_at_once_never_fork_the_chain():
    if connection.vendor == "sqlite" and connection.is_in_memory_db():
        pytest.skip("needs a database that threads share: see test_writers_sqlite.py")
    start_again()
    faults = []

    def work():
        try:
            for _turn in range(10):
                journal.record_many([journal.Note("thing.made", "core.generation", 1)], by=None)
        except Exception as error:
            faults.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    assert verify(None).checked == 60
    assert verify(None).holds


@given(name=NAME, old=VALUE.map(journal.plain), new=VALUE.map(journal.plain))
def test_a_field_is_digested_by_its_canonical_text(name, old, new):
    said = b"|".join((b"5a17", name.encode(), chain.canonical([old, new])))
    assert chain.field_digest(name, [old, new], "5a17") == hashlib.sha256(said).hexdigest()[:32]
