"""From a chain to its approved values, and all that is refused on the way."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate

from maillage.results import actions, lasting
from maillage.results.models import Actual, Measurement, Period
from tests.cast import user
from tests.factories import organisations, projects
from tests.factories import results as make

pytestmark = pytest.mark.django_db
D = Decimal


@contextmanager
def refused(code: str) -> Iterator[None]:
    with pytest.raises(ValidationError) as caught:
        yield
    assert [one.code for one in getattr(caught.value, "error_list", [caught.value])] == [code]


# The chain


def test_a_result_is_shared_by_definition_and_its_values_are_each_project_s() -> None:
    indicator = make.indicator()
    other = projects.project()
    actions.use_result(result=indicator.result, project=other, by=None)
    for project, value in ((indicator.result.project, 10), (other, 30)):
        make.approved(make.period(indicator, project=project), value)
    assert list(Actual.objects.values_list("period__project", "value")) == [
        (indicator.result.project_id, D(10)),
        (other.pk, D(30)),
    ]
    with refused("measured"):
        actions.stop_using(result=indicator.result, project=other, by=None)
    with refused("used_elsewhere"):
        actions.remove_result(result=indicator.result, by=None)
    with refused("owner"):
        actions.stop_using(result=indicator.result, project=indicator.result.project, by=None)


def test_a_chain_goes_up_and_never_round() -> None:
    project = projects.project()
    impact, outcome = make.result(project, type="3", title="Impact"), make.result(project, type="2", title="Effet")
    actions.change_result(result=outcome, values={"parent": impact}, by=None)
    with refused("downward"):
        actions.change_result(result=make.fresh(impact), values={"parent": outcome}, by=None)
    second = make.result(project, type="2", title="Autre", parent=make.fresh(outcome))
    with refused("circular"):
        actions.change_result(result=outcome, values={"parent": second}, by=None)
    with refused("circular"):
        actions.change_result(result=outcome, values={"parent": make.fresh(outcome)}, by=None)
    assert make.fresh(outcome).parent == impact


def test_periods_do_not_overlap_and_a_stretch_is_cut() -> None:
    indicator = make.indicator()
    project = indicator.result.project
    cut = {"indicators": [indicator], "project": project, "by": None}
    rows = actions.add_periods(start=date(2024, 3, 1), end=date(2025, 12, 31), every="half", **cut)
    assert (rows[0].start, rows[0].end) == (date(2024, 3, 1), date(2024, 6, 30))
    assert len(rows) == 4
    with refused("overlap"):
        actions.add_periods(start=date(2025, 12, 31), end=date(2026, 2, 1), every="once", **cut)
    with refused("dates"):
        actions.add_periods(start=date(2027, 1, 2), end=date(2027, 1, 1), every="once", **cut)
    with refused("not_used"):
        actions.add_periods(indicators=[indicator], project=projects.project(), start=date(2027, 1, 1),
                            end=date(2027, 2, 1), every="once", by=None)  # fmt: skip


# A measurement from hand to hand


def test_a_measurement_goes_from_draft_to_locked_and_its_breakdown_with_it() -> None:
    partner, staff = user("Partner"), user("Staff", "project_officer")
    period = make.period()
    cells = [make.cell(4, sex="F", age="18-35"), make.cell(3, sex="M", age=""), make.cell(2, place="Sikasso")]
    row = make.measurement(period, 10, by=partner, cells=cells)
    row = actions.submit_measurement(measurement=row, by=partner)
    row = actions.return_measurement(measurement=row, note="Comptez aussi Ségou.", by=staff)
    with refused("state"):
        actions.approve_measurement(measurement=row, by=staff)  # it is not sent
    row = actions.change_measurement(
        measurement=row, values={"value": D(12), "measured_on": period.end}, cells=cells, by=partner
    )
    row = actions.submit_measurement(measurement=row, by=partner)
    row = actions.approve_measurement(measurement=row, by=staff)
    told = {tuple(map(tuple, one.dimensions)): one.value for one in period.actuals.all()}
    assert told == {
        (): D(12), (("sex", "female"),): D(4), (("sex", "male"),): D(3), (("age", "18-35"),): D(4),
        (("place", "Sikasso"),): D(2), (("sex", "female"), ("age", "18-35")): D(4),
        (("sex", "male"), ("age", "unknown")): D(3),
    }  # fmt: skip
    actions.lock_period(period=period, by=staff)
    row = make.fresh(row)
    assert row.state == "locked"
    with refused("locked"):
        actions.return_measurement(measurement=row, note="Trop tard.", by=staff)
    with refused("locked"):
        make.measurement(period, 1)
    with refused("locked"):
        actions.change_period(period=period, start=period.start, end=period.end, targets=[], actuals=None, by=staff)
    with refused("reason_needed"):
        actions.unlock_period(period=period, reason=" ", by=staff)
    actions.unlock_period(period=period, reason="Erreur de saisie", by=staff)
    actions.return_measurement(measurement=make.fresh(row), note="À revoir.", by=staff)
    assert not period.actuals.exists()


def test_nobody_approves_what_they_wrote_or_sent() -> None:
    writer, sender, staff = user("W", "project_officer"), user("S", "project_officer"), user("A", "director")
    row = make.measurement(by=writer)
    row = actions.submit_measurement(measurement=row, by=sender)
    for person in (writer, sender):
        with refused("author"):
            actions.approve_measurement(measurement=row, by=person)
    assert actions.approve_measurement(measurement=row, by=staff).approved_by == staff
    with pytest.raises(IntegrityError), transaction.atomic():
        Measurement.objects.filter(pk=row.pk).update(approved_by=writer)


@pytest.mark.parametrize(
    ("code", "values", "cells"),
    [("below_zero", {"value": D(-1)}, []), ("value_needed", {}, []), ("future", {"value": D(1), "measured_on": date(2999, 1, 1)}, []),
     ("before", {"value": D(1), "measured_on": date(2024, 12, 31)}, []),
     ("above", {"value": D(5)}, [("F", 4), ("M", 2)])],
)  # fmt: skip
def test_a_number_that_cannot_be_is_refused(code: str, values: dict[str, Any], cells: list[Any]) -> None:
    period = make.period(year=2025)
    values = {"measured_on": period.end, **values}
    with refused(code):
        actions.write_measurement(
            period=period, values=values, by=None, cells=[make.cell(n, sex=sex) for sex, n in cells]
        )


def test_below_zero_where_it_can_be_is_taken() -> None:
    period = make.period(make.indicator(may_be_negative=True))
    assert make.measurement(period, -3).value == -3


def test_a_percentage_is_its_fraction_and_pools_with_others() -> None:
    period = make.period(make.indicator(measure="2", unit=""))
    a = make.approved(period, None, numerator=D(30), denominator=D(40), cells=[make.cell(20, 25, sex="F")])
    make.approved(period, None, numerator=D(10), denominator=D(60))
    assert a.value == 75
    whole = period.actuals.get(dimensions=[])
    assert (whole.value, whole.numerator, whole.denominator) == (D(40), D(40), D(100))
    assert period.actuals.get(dimensions=[["sex", "female"]]).value == D(80)
    for values in ({"numerator": D(1)}, {"numerator": D(1), "denominator": D(0)}):
        with refused("fraction"):
            make.measurement(period, None, **values)


def test_a_degree_is_of_the_scale_and_words_are_needed_where_words_are_asked() -> None:
    scaled = make.period(make.indicator(measure="4", scale=[["1", "faible"], ["2", "forte"]]))
    with refused("level"):
        make.measurement(scaled, None, level="5")
    with refused("not_split"):
        make.measurement(scaled, None, level="2", cells=[make.cell(1, sex="F")])
    make.approved(scaled, None, level="2")
    assert scaled.actuals.get().text == "2"
    told = make.period(make.indicator(measure="5"))
    with refused("words_needed"):
        make.measurement(told, None)
    make.approved(told, None, words=[["es", "Las mujeres hablan primero."]])
    assert told.actuals.get().comments == [["es", "Las mujeres hablan primero."]]


def test_a_state_keeps_the_last_value_of_each_partner_and_new_things_add_up() -> None:
    partners = [organisations.organisation(), organisations.organisation()]
    for over, expected in (("last", 25), ("sum", 35)):
        period = make.period(make.indicator(over=over))
        for org, value, day in ((partners[0], 10, 1), (partners[0], 15, 2), (partners[1], 10, 1)):
            make.approved(period, value, organisation=org, measured_on=date(2025, 6, day))
        assert period.actuals.get().value == expected


def test_sent_again_without_doubling() -> None:
    period = make.period()
    values = {"value": D(3), "measured_on": period.end}
    first = actions.write_measurement(period=period, values=values, cells=[], by=None, source_key="k1")
    assert actions.write_measurement(period=period, values=values, cells=[], by=None, source_key="k1") == first
    actions.submit_measurement(measurement=first, by=None)
    assert actions.submit_measurement(measurement=first, by=None).state == "submitted"


def test_a_value_noted_by_hand_and_measurements_never_mix() -> None:
    period = make.period()
    dates = {"start": period.start, "end": period.end}
    actions.change_period(period=period, **dates, targets=[], actuals=[{"value": D(7)}], by=None)
    row = actions.submit_measurement(measurement=make.measurement(period, 9), by=None)
    with refused("noted_value"):
        actions.approve_measurement(measurement=row, by=user("A", "director"))
    actions.change_period(period=period, **dates, targets=[], actuals=[], by=None)
    actions.approve_measurement(measurement=row, by=user("B", "director"))
    with refused("derived_value"):
        actions.change_period(period=period, **dates, targets=[], actuals=[{"value": D(7)}], by=None)
    with refused("measured"):
        actions.remove_period(period=period, by=None)


def test_a_period_locks_once_everything_is_settled() -> None:
    period = make.period()
    row = make.measurement(period)
    with refused("unsettled"):
        actions.lock_period(period=period, by=None)
    actions.remove_measurement(measurement=row, by=None)
    assert actions.lock_period(period=period, by=None).is_locked
    assert Period.objects.get(pk=period.pk).locked_at is not None


# Changes, lessons, notes


def test_a_change_is_the_partner_s_to_recognise_and_lasting_is_earned() -> None:
    author, partner = user("Author", "project_officer"), user("Partner")
    row = make.transformation(by=author, direction="backward", since=localdate() - timedelta(days=900))
    row = actions.propose_transformation(transformation=row, by=author)
    with refused("author_change"):
        actions.answer_transformation(transformation=row, agrees=True, words="Oui", on=None, by=author)
    with refused("answer_needed"):
        actions.answer_transformation(transformation=row, agrees=False, words=" ", on=None, by=partner)
    row = actions.answer_transformation(transformation=row, agrees=True, words="Hélas, oui.", on=None, by=partner)
    see = {"transformation": row, "words": [], "seen_by": "", "by": author}
    with refused("too_early"):
        actions.observe(on=row.since, verdict="holds", **see)
    with refused("future"):
        actions.observe(on=localdate() + timedelta(1), verdict="holds", **see)
    for days in (300, 800):
        actions.observe(on=row.since + timedelta(days), verdict="holds", **see)
    with refused("seen_that_day"):
        actions.observe(on=row.since + timedelta(800), verdict="fades", **see)
    seen = [lasting.Seen(one.on, one.verdict) for one in row.observations.all()]
    assert lasting.endurance(row.since, seen) == "lasting"
    row = actions.change_transformation(transformation=row, values={"for_whom": "tout le quartier"}, by=author)
    assert (row.state, row.answered_on) == ("draft", None)  # what changed is asked again


def test_a_score_comes_with_its_lesson_once_a_year() -> None:
    outcome = make.result(type="2")
    give = {"project": outcome.project, "result": outcome, "by": None}
    with refused("lesson_needed"):
        actions.set_score(year=2024, values={"grade": 2, "why": "Bien.", "lesson": " "}, **give)
    with refused("year_to_come"):
        actions.set_score(
            year=localdate().year + 1, values={"grade": 2, "why": "Bien.", "lesson": "Aller à pied."}, **give
        )
    first = actions.set_score(year=2024, values={"grade": 2, "why": "Bien.", "lesson": "Aller à pied."}, **give)
    again = actions.set_score(year=2024, values={"grade": 3, "why": "Moins bien.", "lesson": "Aller à pied."}, **give)
    assert first.pk == again.pk
    with refused("only_outcomes"):
        output = make.result()
        actions.set_score(project=output.project, result=output, year=2024, by=None,
                          values={"grade": 1, "why": "Bien.", "lesson": "Rien."})  # fmt: skip


def test_a_note_is_read_by_another_before_everyone() -> None:
    writer, reader = user("W", "project_officer"), user("R", "project_officer")
    row = actions.create_note(values={"title": "Apprendre ensemble", "text": ""}, by=writer)
    with refused("state"):
        actions.publish_note(note=row, by=writer)
    with refused("empty_note"):
        actions.review_note(note=row, by=reader)
    row = actions.change_note(note=row, values={"text": "Ce que cinq projets ont appris."}, by=writer)
    with refused("author_note"):
        actions.review_note(note=row, by=writer)
    row = actions.review_note(note=row, by=reader)
    row = actions.change_note(note=row, values={"text": "Autre chose."}, by=writer)
    assert row.state == "draft"
    row = actions.publish_note(note=actions.review_note(note=row, by=reader), by=writer)
    assert row.published_at
    assert actions.withdraw_note(note=row, by=writer).state == "draft"
