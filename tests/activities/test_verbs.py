"""The verbs of activities: states, dates, what is refused, what the rooms above hear."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import now

from maillage.activities import actions, signals
from maillage.activities.enums import ActivityState as A
from maillage.activities.models import Activity, CoOrganiser, Session
from maillage.audit.models import Entry
from tests import networks
from tests.factories import activities as make
from tests.factories import organisations as directory

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 3, 17, 18, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _csi():
    return networks.install("csi")


@pytest.fixture
def heard():
    """What the rooms above are told, in order."""
    found, kept = [], []
    for name in ("announced", "changed", "cancelled", "held", "copied"):

        def hear(sender, name=name, **given):
            found.append((f"activity_{name}", given))

        kept.append((getattr(signals, f"activity_{name}"), hear))
    for name in ("changed", "cancelled"):

        def hear_date(sender, name=name, **given):
            found.append((f"session_{name}", given))

        kept.append((getattr(signals, f"session_{name}"), hear_date))
    for signal, hear in kept:
        signal.connect(hear, weak=False)
    yield found
    for signal, hear in kept:
        signal.disconnect(hear)


def refusal(verb, **given):
    with pytest.raises(ValidationError) as told:
        verb(by=None, **given)
    return getattr(told.value, "code", None) or told.value.error_list[0].code


def draft(**values):
    venue = values.pop("venue", None) or make.venue()
    row = make.activity(state="draft", starts_at=None, **values)
    make.session(row, now() + timedelta(days=30), venue=venue)
    return row


def test_announcing_needs_a_form_a_date_and_a_place(heard):
    bare = make.activity(state="draft", starts_at=None)
    assert refusal(actions.announce, activity=bare) == "no_date"
    make.session(bare, LATER)
    assert refusal(actions.announce, activity=bare) == "no_place"
    strange = draft(form="inconnue")
    assert refusal(actions.announce, activity=strange) == "no_form"
    assert heard == []
    row = actions.announce(activity=draft(), by=None)
    assert row.state == A.ANNOUNCED
    assert row.announced_at
    assert [name for name, _given in heard] == ["activity_announced"]


@pytest.mark.parametrize("where", [{"mode": "online"}, {"room": "Salle 2"}])
def test_on_line_or_a_room_is_a_place(where):
    row = make.activity(state="draft", starts_at=None)
    make.session(row, LATER, **where)
    assert actions.announce(activity=row, by=None).state == A.ANNOUNCED


def test_what_was_told_is_never_a_draft_again():
    row = make.activity()
    for state in (A.DRAFT, A.PROPOSED):
        assert not A(row.state).can_become(state)
    assert refusal(actions.account, activity=row) == "state"


def test_held_once_it_began_then_accounted_and_back(heard):
    early = make.activity(starts_at=now() + timedelta(days=2))
    assert refusal(actions.hold, activity=early) == "not_yet"
    row = actions.hold(activity=make.activity(starts_at=now() - timedelta(days=2)), by=None)
    row = actions.account(activity=row, by=None)
    assert refusal(actions.cancel, activity=row, reason="x") == "state"
    row = actions.reopen(activity=row, by=None)
    row = actions.unhold(activity=row, by=None)
    assert row.state == A.ANNOUNCED
    assert [name for name, _given in heard] == ["activity_held"]


def test_cancelling_says_why_and_taking_up_again(heard):
    row = actions.announce(activity=draft(), by=None)
    assert refusal(actions.cancel, activity=row, reason="  ") == "no_reason"
    row = actions.cancel(activity=row, reason="Tempête", by=None)
    assert (row.state, row.cancel_reason) == (A.CANCELLED, "Tempête")
    assert heard[-1][0] == "activity_cancelled"
    assert heard[-1][1]["reason"] == "Tempête"
    assert row in Activity.objects.public()
    row = actions.take_up(activity=row, by=None)
    assert (row.state, row.cancel_reason, row.cancelled_at) == (A.ANNOUNCED, "", None)
    quiet = actions.cancel(activity=draft(), reason="Trop tôt", by=None)
    assert quiet not in Activity.objects.public()
    assert actions.take_up(activity=quiet, by=None).state == A.DRAFT


def test_the_database_holds_the_states():
    for wrong in (
        {"state": "announced", "announced_at": None},
        {"state": "cancelled", "cancelled_at": None},
        {"title": ""},
    ):
        row = draft()
        with pytest.raises(IntegrityError), transaction.atomic():
            Activity.objects.filter(pk=row.pk).update(**wrong)


def test_an_edit_changes_raises_the_version_and_tells_what_matters(heard):
    row = actions.announce(activity=draft(title="Avant"), by=None)
    seen = actions.edit(activity=row, values={"summary": "Rien que pour nous"}, by=None)
    assert heard[-1][0] == "activity_announced"
    after = actions.edit(activity=seen, values={"title": "Après"}, by=None)
    assert after.version == seen.version + 1
    assert heard[-1][0] == "activity_changed"
    assert Entry.objects.filter(verb="activity.updated").order_by("-number").first().changes == {
        "title": ["Avant", "Après"]
    }
    before = Entry.objects.count()
    assert actions.edit(activity=after, values={"title": "Après"}, by=None).version == after.version
    assert Entry.objects.count() == before


def test_the_contact_stays_out_of_the_journal():
    row = actions.edit(
        activity=draft(), values={"contact_name": "Maude Pelletier", "contact_phone": "819 555-0100"}, by=None
    )
    assert row.contact_name == "Maude Pelletier"
    assert "Maude" not in str(list(Entry.objects.values_list("changes", flat=True)))


def test_codes_and_co_organisers():
    friend = directory.organisation("Amies du livre")
    row = actions.create(values={"title": "Un soir", "form": "conference"}, codes={"theme": ["egalite"], "audience": []},
                         co_organisers=[friend, "Ciné-club", "Ciné-club"], by=None)  # fmt: skip
    assert {str(one) for one in row.co_organisers.all()} == {"Amies du livre", "Ciné-club"}
    actions.edit(
        activity=row,
        values={},
        codes={"theme": ["egalite", "commerce-equitable"]},
        co_organisers=["Ciné-club"],
        by=None,
    )
    assert set(row.classifications.values_list("code", flat=True)) == {"egalite", "commerce-equitable"}
    assert [str(one) for one in CoOrganiser.objects.all()] == ["Ciné-club"]
    assert refusal(actions.edit, activity=row, values={"movement_year": 2027}) == "edition"


def test_the_form_gives_the_structure():
    assert actions.create(values={"title": "Route", "form": "tournee"}, by=None).structure == "tour"


# Dates


def times(row):
    row.refresh_from_db()
    return row.starts_at, row.ends_at


def test_its_times_follow_its_dates(heard):
    row = make.activity(starts_at=LATER)
    first = row.sessions.get()
    (second,) = actions.add_sessions(activity=row, by=None, rows=[
        {"starts_at": LATER + timedelta(days=7), "ends_at": LATER + timedelta(days=7, hours=2), "room": "B"}])  # fmt: skip
    assert times(row) == (LATER, second.ends_at)
    actions.cancel_sessions(activity=row, ids=[first.pk], reason="Grève", by=None)
    assert times(row) == (second.starts_at, second.ends_at)
    assert heard[-1][0] == "session_cancelled"
    actions.restore_session(session=first, by=None)
    assert times(row)[0] == LATER


def test_a_date_changed_tells_what_it_was_and_the_link_stays_out_of_the_journal(heard):
    row = make.activity(starts_at=LATER)
    date = row.sessions.get()
    actions.edit_session(
        session=date, by=None, values={"mode": "online", "online_link": "https://visio.example/secret"}
    )
    assert set(heard[-1][1]["before"]) == {"mode", "online_link"}
    assert "secret" not in str(list(Entry.objects.values_list("changes", flat=True)))
    date.refresh_from_db()
    assert date.sequence == 1
    actions.edit_session(session=date, by=None, values={"label": "Soirée"})
    date.refresh_from_db()
    assert date.sequence == 1
    assert len([name for name, _given in heard if name == "session_changed"]) == 1


def test_five_hundred_dates_at_once_and_not_one_more(django_assert_max_num_queries):
    row = draft()
    at = [LATER + timedelta(days=n) for n in range(499)]
    rows = [{"starts_at": one, "ends_at": one + timedelta(hours=2), "room": "A"} for one in at]
    with django_assert_max_num_queries(20):
        actions.add_sessions(activity=row, rows=rows, by=None)
    assert row.sessions.count() == 500
    assert refusal(actions.add_sessions, activity=row, rows=rows[:1]) == "too_many"


def test_moving_keeps_the_hour_of_the_wall_across_the_change_of_clock():
    networks.install("wsm")
    brussels = ZoneInfo("Europe/Brussels")
    row = make.activity(state="draft", form="conference", starts_at=datetime(2027, 3, 26, 18, tzinfo=brussels))
    actions.move_sessions(activity=row, ids=[row.sessions.get().pk], days=7, by=None)
    assert row.sessions.get().starts_at.astimezone(brussels).hour == 18
    actions.move_sessions(activity=row, ids=[row.sessions.get().pk], starts=time(22), ends=time(1), by=None)
    date = row.sessions.get()
    assert date.ends_at - date.starts_at == timedelta(hours=3)


def test_what_was_announced_is_cancelled_not_deleted():
    row = actions.announce(activity=draft(), by=None)
    date = row.sessions.get()
    assert refusal(actions.delete_sessions, activity=row, ids=[date.pk]) == "told_date"
    assert refusal(actions.delete_sessions, activity=row, ids=[]) == "no_dates"
    kept = draft()
    assert actions.delete_sessions(activity=kept, ids=[kept.sessions.get().pk], by=None) == 1
    assert times(kept) == (None, None)


def test_dates_of_another_activity_are_not_touched():
    row, other = draft(), draft()
    assert refusal(actions.cancel_sessions, activity=row, ids=[other.sessions.get().pk], reason="x") == "no_dates"


def test_an_end_comes_after_its_beginning():
    row = draft()
    assert refusal(actions.add_sessions, activity=row, rows=[{"starts_at": LATER, "ends_at": LATER}]) == "ends_first"
    assert Session.objects.count() == 1


def test_cancelling_one_with_many_dates_is_one_signal_and_few_queries(heard, django_assert_max_num_queries):
    row = make.activity(starts_at=LATER)
    for n in range(20):
        make.session(row, LATER + timedelta(days=n + 1))
    with django_assert_max_num_queries(16):
        actions.cancel(activity=row, reason="Incendie", by=None)
    assert [name for name, _given in heard] == ["activity_cancelled"]
