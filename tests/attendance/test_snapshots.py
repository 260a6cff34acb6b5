"""Frozen years: kept whole, never altered, compared with what is so today; younger publics; what the public reads."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from maillage.attendance import actions, panels
from maillage.attendance.breakdown import Table
from maillage.attendance.figures import discretion, frozen, years
from maillage.attendance.models import Count, CountRow, Snapshot
from maillage.network import current
from tests import cast, networks
from tests.attendance.test_figures import AT, activity, amina, network  # noqa: F401 (fixtures)

pytestmark = pytest.mark.django_db


def freeze(name="Rapport annuel"):
    return actions.freeze(years=years.asked("2026-2027"), name=name, by=None)


def test_a_frozen_year_stays_as_it_was_and_says_what_changed(amina):  # noqa: F811
    one = activity("A", classified=(("theme", "decroissance"),), margins={"sex": {"F": 6}})
    snapshot = freeze()
    assert frozen.differences(snapshot.data, frozen.build(frozen.years_of(snapshot.data))) == []
    actions.record(session=one.sessions.get(), present=14, by=None)
    changed = frozen.differences(Snapshot.objects.get().data, frozen.build(frozen.years_of(snapshot.data)))
    assert ("Ensemble", "", "Présences", 10, 14) in changed
    assert ("Thème", "Décroissance", "Présences", 10, 14) in changed
    assert ("Sexe", "Inconnu", "Présences", 4, 8) in changed
    page = amina.get(snapshot.get_absolute_url(), {"compare": "1"}).content.decode()
    assert "Aujourd’hui" in page
    assert frozen.digest(Snapshot.objects.get().data) == snapshot.digest
    freeze("Un second de la même année")
    with pytest.raises(ValidationError, match="déjà ce nom"):
        freeze()


def test_a_frozen_year_is_never_altered():
    activity("A")
    snapshot = freeze()
    snapshot.name = "Autre"
    with pytest.raises(TypeError):
        snapshot.save()
    with pytest.raises(TypeError):
        Snapshot.objects.filter(pk=snapshot.pk).update(name="Autre")
    with pytest.raises(TypeError):
        Snapshot.objects.all().delete()
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE attendance_snapshot SET name = 'Autre'")
    assert Snapshot.objects.get().name == "Rapport annuel"


def test_its_names_are_those_of_that_day(monkeypatch, amina):  # noqa: F811
    activity("A", classified=(("theme", "decroissance"),))
    snapshot = freeze()
    renamed = networks.changed("cesiq", lambda data: data["themes"][3].update(name={"fr": "Sobriété"}))
    networks.install(profile=renamed)
    assert current.profile().theme("decroissance").name.fr == "Sobriété"
    page = amina.get(snapshot.get_absolute_url()).content.decode()
    assert "Décroissance" in page
    assert "Sobriété" not in page


def test_freezing_and_exporting_from_the_pages(amina):  # noqa: F811
    activity("A", classified=(("audience", "scolaire"),), margins={"audience": {"scolaire": 10}, "age": {"12-17": 9}})
    url = reverse("attendance:freeze")
    assert amina.get(url).status_code == 200
    assert amina.post(url, {"year": "exercice:2026-2027", "name": " \x00 "}).status_code == 422
    assert amina.post(url, {"year": "exercice:1900", "name": "Bilan"}).status_code == 422
    assert amina.post(url, {"year": "civil:2026", "name": "Bilan"}).status_code == 302
    assert amina.post(url, {"year": "civil:2026", "name": "Bilan"}).status_code == 422  # sent twice
    snapshot = Snapshot.objects.get()
    assert snapshot.data["totals"]["presences"] == 10
    for kind in ("csv", "xlsx", "ods", "json"):
        assert amina.get(snapshot.get_absolute_url(), {"format": kind}).status_code == 200
    whole = json.loads(amina.get(snapshot.get_absolute_url(), {"format": "json"}).content)
    assert frozen.digest(whole["data"]) == snapshot.digest
    auditor = cast.browser(cast.user("Vera", "auditor"))
    assert auditor.get(snapshot.get_absolute_url()).status_code == 200
    assert auditor.post(url, {"year": "civil:2026", "name": "Autre"}).status_code in (403, 404)
    assert amina.get(reverse("attendance:snapshots")).status_code == 200


def test_the_check_sees_what_was_tampered_with():
    one = activity("A", margins={"sex": {"F": 6}})
    freeze()
    assert all(level == "ok" for level, _said in panels.check())
    CountRow.objects.update(people=60)
    assert "error" in dict(panels.check())
    one.sessions.get().count.delete()
    Snapshot.objects.all()._raw_delete("default")
    assert any("manquent" in said for _level, said in panels.check())


def test_younger_publics_among_known_ages(amina):  # noqa: F811
    activity("Avant", at=AT - timedelta(days=365), margins={"age": {"36-64": 8, "12-17": 2}})
    activity("Maintenant", margins={"age": {"12-17": 4, "18-35": 2, "65+": 2}})
    page = amina.get(reverse("attendance:younger")).content.decode()
    assert "75" in page  # 6 of 8
    assert "50" in page
    assert amina.get(reverse("attendance:younger"), {"format": "xlsx"}).status_code == 200


@given(st.dictionaries(st.integers(), st.integers(0, 30), max_size=8))
def test_no_small_number_is_said_or_found_by_taking_away(values):
    shown = discretion.discreet(values)
    assert not any(n is not None and 0 < n < 5 for n in shown.values())
    hidden = [key for key, n in shown.items() if n is None]
    assert len(hidden) != 1 or sum(1 for n in values.values() if n) == 1
    assert all(shown[key] == values[key] for key in values if key not in hidden)
    assert all(n is None or not 0 < n < 5 for n in discretion.cells(values).values())


def test_the_public_reads_chosen_figures_where_nobody_is_recognised(django_assert_max_num_queries):
    last = datetime(2025, 6, 20, 18, 0, tzinfo=UTC)
    activity("A", at=last, present=60, classified=(("theme", "decroissance"),), is_public=False,
             margins={"audience": {"scolaire": 40, "adulte": 20}})  # fmt: skip
    grid = Table(("audience", "age"), {("scolaire", "12-17"): 37, ("scolaire", "0-11"): 3, ("adulte", "36-64"): 20})
    activity("B", at=last, present=60, crossings=[grid])
    visitor = cast.browser(None)
    with django_assert_max_num_queries(20):
        page = visitor.get("/fr/nos-activites-en-chiffres/")
    text = page.content.decode()
    assert page.status_code == 200
    assert not page.cookies
    assert "Un tiret cache un nombre inférieur à cinq" in text
    assert "2025-2026" in text
    assert ">3<" not in text
    assert "120" in text
    assert "présences en 2025-2026" in visitor.get("/fr/").content.decode()


def test_nothing_yet(amina):  # noqa: F811
    assert cast.browser(None).get("/fr/nos-activites-en-chiffres/").status_code == 200
    assert amina.get(reverse("attendance:figures")).status_code == 200
    assert amina.get(reverse("attendance:younger")).status_code == 200
    assert not Count.objects.exists()
