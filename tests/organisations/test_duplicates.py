import random
import time
import tracemalloc
from functools import partial

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.organisations.duplicates import (
    REASONS,
    DuplicateGroup,
    Record,
    explain,
    group,
    grouping,
    keys_for,
    similarity,
    within,
)
from tests.effort import cpu


def groups(*records):
    return group([Record(number, *args) for number, args in enumerate(records, 1)])


def record(number, name, **values):
    return Record(number, name, **values)


def only(*records):
    found = group(records)
    assert len(found) == 1, found
    return found[0]


def test_the_same_identifier():
    assert only(
        record(1, "The Global Alliance for Improved Nutrition", identifiers=("che:1",)),
        record(2, "GAIN", identifiers=("che:1",)),
        record(3, "Autre chose", identifiers=("che:2",)),
    ) == DuplicateGroup((1, 2), ("identifier", "acronym"), 0.95)
    found = only(
        record(1, "DFID", identifiers=("iati:GB-GOV-1",)),
        record(2, "Foreign and Commonwealth Office", identifiers=("iati:GB-GOV-1",)),
    )
    assert found.reasons == ("identifier-names-differ",)
    assert found.score < 0.8


def test_a_shared_identifier_with_other_names_carries_nobody_along():
    found = group(
        [
            record(1, "UNICEF", identifiers=("iati:A",)),
            record(2, "UNICEF", identifiers=("iati:B",)),
            record(3, "Ministère suédois", identifiers=("iati:A",)),
        ]
    )
    assert [g.ids for g in found] == [(1, 2), (1, 3)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Association Les Amis du Niger", "AMIS DU NIGER a.s.b.l."),
        ("Stichting Simavi", "Simavi"),
        ("Children&apos;s Fund of Peru", "Children’s Fund of Peru"),
        ("Coopération Sahel Développement", "Cooperation Sahel Developpment"),
        ("World Food Program Kenya", "World Food Programme Kenya"),
        ("State Governnment of Acre", "State Government of Acre"),
    ],
)
def test_two_writings(one, other):
    assert only(record(1, one, countries=("NE",)), record(2, other, countries=("NE",))).score >= 0.8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (record(1, "Ministry of Health", country="AM"), record(2, "Ministry of Health", country="ZW")),
        (
            record(1, "Ministry of Finance", countries=("PA", "MW")),
            record(2, "MINISTRY OF FINANCE", countries=("SV",)),
        ),
        (record(1, "Ministry of Health"), record(2, "Ministry of Health", countries=("ZW",))),
        (record(1, "Other"), record(2, "OTHER")),
        (record(1, "Private sector"), record(2, "Private Sector")),
        (record(1, "Amis du Niger"), record(2, "Amis du Nigeria")),
        (record(1, "Lycée 12"), record(2, "Lycée 13")),
        (record(1, "Plan (Togo Country Office)"), record(2, "Plan (Sudan Country Office)")),
        (
            record(1, "Comité de jumelage", city="Lyon", country="FR"),
            record(2, "Comité de jumelage", city="Nice", country="BE"),
        ),
        (
            record(1, "Caritas Lyon", emails=("a@gmail.com",), website="https://facebook.com/a"),
            record(2, "Oxfam Nice", emails=("b@gmail.com",), website="https://facebook.com/b"),
        ),
        (
            record(1, "Terre des hommes", country="FR", identifiers=("siren:1",)),
            record(2, "Terre des hommes", country="CH", identifiers=("siren:2",)),
        ),
    ],
)
def test_two_bodies(one, other):
    assert group([one, other]) == []


def test_the_reasons_add_up():
    found = only(
        record(1, "Réseau Éducation", city="Lyon", country="FR", emails=("a@re.org",)),
        record(2, "Reseau Education", city="LYON", country="FR", website="https://www.re.org/x"),
    )
    assert found.reasons == ("name", "domain", "city", "same-country")
    assert found.score > 0.95
    found = only(
        record(1, "Maison du monde solidaire", city="Évry", emails=("contact@mdm.org",)),
        record(2, "Maison du monde", city="Evry", emails=("Contact@mdm.org",)),
    )
    assert set(found.reasons) == {"email", "city"}


def test_acronyms():
    found = only(
        record(1, "DFID", countries=("KE",)),
        record(2, "Department for International Development", countries=("KE",)),
    )
    assert "acronym" in found.reasons
    assert only(
        record(1, "UNHCR", countries=("ZM",)),
        record(2, "High Commissioner for Refugees (UNHCR)", countries=("ZM",)),
    )


def test_keys():
    keys = keys_for(
        record(
            1,
            "Ligue des droits humains (LDH)",
            country="BE",
            identifiers=("bce:0407562029",),
            emails=("Info@ldh.be",),
            website="https://www.ldh.be/fr",
            city="Bruxelles",
        )
    )
    assert keys == [
        ("identifier", "bce:0407562029"),
        ("name", "ligue droits humains"),
        ("spelling", "drts hmns lg"),
        ("acronym", "ldh|BE"),
        ("email", "info@ldh.be"),
        ("domain", "ldh.be"),
        ("place", "bruxelles|humains"),
        ("place", "bruxelles|droits"),
    ]
    assert keys_for(record(1, "")) == []


def test_similarity():
    assert similarity("amis mali", "amis mali") == 1
    assert similarity("", "amis") == 0
    assert within("niger", "nigel", 1)
    assert not within("niger", "nigeria", 1)
    assert within("abcdef", "abdef", 1)
    assert not within("abcd", "dcba", 2)


words = st.sampled_from(["amis", "mali", "niger", "eau", "paix", "solidarité", "réseau", "ministère", "santé"])
names = st.lists(words, min_size=1, max_size=3).map(" ".join) | st.text(max_size=12)
records_drawn = st.builds(
    lambda name, country, city, identifier, mail: (name, "", country, (), identifier, mail, "", city),
    names,
    st.sampled_from(["", "FR", "ML"]),
    st.sampled_from(["", "Lyon", "Nice"]),
    st.sampled_from([(), ("siren:1",), ("siren:2",), ("iati:X",)]),
    st.sampled_from([(), ("a@b.org",), ("c@d.org",), ("e@gmail.com",)]),
)


@given(st.lists(records_drawn, max_size=40), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_records_changes_nothing(drawn, shuffler):
    records = [Record(number, *values) for number, values in enumerate(drawn)]
    expected = group(records)
    shuffled = records[:]
    shuffler.shuffle(shuffled)
    assert group(shuffled) == expected
    for found in expected:
        assert len(found.ids) == len(set(found.ids)) > 1
        assert 0.6 <= found.score <= 0.99
        assert found.reasons
        assert set(found.reasons) <= set(REASONS)


def test_a_few_unpacked_at_a_time_find_the_same(monkeypatch):
    records = [one for number, one in enumerate(crowd(400)) if number % 3 or number % 2]
    expected = group(records)
    assert expected
    for few in (1, 7):
        monkeypatch.setattr(grouping, "_AT_ONCE", few)
        assert group(iter(records)) == expected


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_name_ever_raises(one, other):
    group([Record(1, one, short_name=other), Record(2, other, emails=(one,), website=other)])


def crowd(size, seed=1):
    random.seed(seed)
    first = ["Amis", "Réseau", "Collectif", "Maison", "Union", "Ligue", "Fédération", "Centre", "Action", "Forum"]
    second = ["solidaire", "rural", "paysan", "féminin", "scolaire", "artisan", "citoyen", "urbain", "durable"]
    for number in range(size):
        name = f"{random.choice(first)} {random.choice(second)} {random.getrandbits(40):x}"
        mail = f"contact@{random.getrandbits(40):x}.org" if number % 2 else f"a{number}@gmail.com"
        values = {
            "countries": (random.choice(["FR", "ML", "SN", "BE"]),),
            "emails": (mail,),
            "city": f"Ville {number % 997}",
            "identifiers": (f"siren:{number}",) if number % 3 else (),
        }
        yield Record(2 * number, name, **values)
        if number % 20 == 0:
            yield Record(2 * number + 1, name.upper(), **values)


def test_time_and_memory_grow_with_the_number_of_records():
    spent = {}
    for size in (5_000, 20_000):
        records = list(crowd(size))
        assert len(group(records)) >= size // 20
        spent[size] = cpu(partial(group, records), tries=2)
    assert spent[20_000] < 8 * spent[5_000] + 0.5
    tracemalloc.start()
    group(list(crowd(10_000)))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 25_000_000, peak


def test_thousands_of_one_name_are_no_square():
    records = [Record(n, "Ministry of Health", countries=(f"{n % 200:03d}",), city="Capitale") for n in range(20_000)]
    started = time.process_time()
    group(records)
    assert time.process_time() - started < 6


def test_every_reason_has_its_sentence(monkeypatch):
    monkeypatch.setitem(translation._trans.__dict__, "gettext", str)
    assert all(explain(reason) for reason in REASONS)
