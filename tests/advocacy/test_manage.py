"""The team's pages: all open on the demonstration, the verbs from beginning to end, queries that do not grow."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate

from maillage.advocacy import actions, jobs, levels, panels
from maillage.advocacy.models import Ask, Commitment, Exchange, Mandate
from maillage.core.registry import house
from maillage.messages.models import Message
from maillage.organisations.actions import merging
from tests import cast, networks
from tests.factories import advocacy as make
from tests.factories import organisations as directory

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina():
    networks.install("csi")
    return cast.browser(cast.user("Amina", "director"))


def post(browser, name, pk, **data):
    return browser.post(reverse(f"advocacy:{name}", args=[pk] if pk else []), data)


def test_from_the_ask_to_the_renewal_in_the_browser(amina):
    towns = [directory.organisation(f"Ville {n}", region="05", kind="11") for n in range(3)]
    directory.organisation("Une école", kind="80")
    asked = {"title": "Communes hospitalières", "language": "fr", "kinds": ["11"], "shown_stages": ["adopted", "renewed"],
             "renewal_months": "12"}  # fmt: skip
    assert post(amina, "ask_new", None, **asked).status_code == 302
    ask = Ask.objects.get()
    assert post(amina, "clause_new", ask.pk, text="Informer", essential="on").status_code == 302
    assert post(amina, "institutions", ask.pk).status_code == 422  # the whole directory would be too much
    seen = amina.get(reverse("advocacy:institutions", args=[ask.pk]), {"kinds": "11"})
    assert [one.name for one in seen.context["extra"]["found"]] == [one.name for one in towns]
    assert post(amina, "institutions", ask.pk, kinds="11").status_code == 302
    assert post(amina, "institutions", ask.pk, kinds="11").status_code == 302  # twice: nothing more
    assert Commitment.objects.count() == 3
    assert post(amina, "ask_state", ask.pk, state="open").status_code == 302
    row = Commitment.objects.first()
    day = localdate() - timedelta(days=400)
    assert post(amina, "step_new", row.pk, stage="adopted", on=day).status_code == 302
    assert post(amina, "step_new", row.pk, stage="promised", on=localdate()).status_code == 422
    assert post(amina, "text_new", row.pk, title="Motion", adopted_on=day, language="fr", text="Attendu",
                is_public="on").status_code == 302  # fmt: skip
    text, clause = row.texts.get(), ask.clauses.get()
    assert (
        post(amina, "text_read", text.pk, **{f"met_{clause.pk}": "met", f"passage_{clause.pk}": "informe"}).status_code
        == 302
    )
    page = amina.get(row.get_absolute_url()).content.decode()
    assert "1 clause remplie sur 1." in page
    assert "Note : 100 %" in page
    assert "à renouveler" in page
    ids = [str(row.pk)]
    listing = reverse("advocacy:list")
    assert amina.post(listing, {"verb": "renewed", "ids": ids, "confirmed": "1"}).status_code == 302
    row.refresh_from_db()
    assert (row.stage, row.due_on > localdate()) == ("renewed", True)
    step = row.steps.get(stage="adopted")
    assert post(amina, "step_correct", step.pk, stage="adopted", on=day, reason="").status_code == 422
    assert post(amina, "step_verify", step.pk).status_code == 302
    assert post(amina, "clause_remove", clause.pk).status_code == 422
    assert post(amina, "drop", row.pk).status_code == 422


def test_an_exchange_leads_to_a_step(amina):
    row = make.commitment()
    data = {"on": localdate(), "kind": "meeting", "subject": "Au cabinet", "level": "local", "outcome": "promise",
            "answer": "Oui", "commitment": row.pk}  # fmt: skip
    assert post(amina, "exchange_new", None, **data).status_code == 302
    talk = Exchange.objects.get()
    assert post(amina, "exchange_step", talk.pk, stage="promised").status_code == 302
    row.refresh_from_db()
    assert row.stage == "promised"
    assert post(amina, "exchange_step", make.exchange().pk, stage="promised").status_code == 409


def test_many_are_given_to_someone_in_one_go(amina):
    nour = cast.user("Nour", "activities_officer")
    rows = [make.commitment() for _n in range(3)]
    data = {"verb": f"owner-{nour.pk}", "ids": [str(row.pk) for row in rows], "confirmed": "1"}
    assert amina.post(reverse("advocacy:list"), data).status_code == 302
    assert Commitment.objects.filter(owner=nour).count() == 3


def test_lists_ask_no_more_when_there_are_more(amina, django_assert_max_num_queries):
    ask = make.ask()
    for total in (10, 30):
        while Commitment.objects.count() < total:
            make.commitment(ask, directory.organisation(kind="11", region="05"))
            make.exchange(decision_makers=[make.decision_maker()])
        for name in ("list", "board", "exchanges", "decision_makers"):
            amina.get(reverse(f"advocacy:{name}"))
            with django_assert_max_num_queries(26):
                assert amina.get(reverse(f"advocacy:{name}")).status_code == 200


def test_two_follow_ups_of_one_ask_are_settled_before_a_merge(amina):
    ask = make.ask()
    one, two = make.commitment(ask), make.commitment(ask)
    with pytest.raises(ValidationError, match="réunissez"):
        merging.merge(kept=one.organisation, absorbed=two.organisation, choices={}, by=None)
    actions.join(kept=one, absorbed=two, by=None)
    other = make.commitment()
    merging.merge(kept=one.organisation, absorbed=other.organisation, choices={}, by=None)
    other.refresh_from_db()
    assert other.organisation == one.organisation


def test_a_reminder_leaves_once_for_each_day_to_renew(amina):
    nour = cast.user("Nour", "activities_officer")
    row = make.commitment(make.ask(renewal_months=12), owner=nour)
    make.step(row, "adopted", localdate() - timedelta(days=366))
    make.step(make.commitment(row.ask), "adopted", localdate() - timedelta(days=366))  # followed by nobody
    assert jobs.remind_renewals() == 1
    assert jobs.remind_renewals() == 0
    letter = Message.objects.get(purpose="advocacy.renewal")
    assert letter.to == nour.email
    assert row.get_absolute_url() in letter.text
    row.refresh_from_db()
    assert row.stage == "adopted"  # no text lapses by itself


def test_gestures_are_open_letters_that_reach_someone(amina):
    letter = make.letter(levels=["state"])
    assert not list(panels.gestures(None))
    assert tuple(level for level, _word in panels.check()) == ("warning",)
    make.decision_maker(mandate={"level": "state"})
    assert [one.title for one in panels.gestures(None)] == [letter.title]
    actions.change_letter(letter=letter, values={"until": localdate() - timedelta(days=1)}, by=None)
    assert not list(panels.gestures(None))


def test_what_waits_is_told(amina):
    row = make.commitment(make.ask(renewal_months=12), next_step="Rappeler", next_on=localdate() - timedelta(days=2))
    make.step(row, "adopted", date(2024, 2, 29))
    director = cast.user("Dora", "director")
    told = [item.title for item in panels.waiting(director)]
    assert any("pas est en retard" in title for title in told)
    assert any("à renouveler" in title for title in told)


@pytest.mark.parametrize("bad", ["\x00", "é" * 10_000, "<script>alert(1)</script>"])
def test_bad_input_is_cleaned_or_refused(amina, bad):
    answer = post(amina, "ask_new", None, title=f"Titre {bad}", language="fr", kinds=[bad], renewal_months=bad)
    assert answer.status_code == 422
    row = make.commitment()
    answer = post(amina, "step_new", row.pk, stage="met", on="2025-01-05", note=f"Dit {bad}")
    assert answer.status_code in (302, 422)
    assert "<script>alert" not in amina.get(row.get_absolute_url()).content.decode()
    for query in (f"?q={bad[:50]}", "?etape=zz", "?retard=zz", "?region=zz", "?suivi=²"):
        assert amina.get(reverse("advocacy:list") + query).status_code == 200


def test_verbs_and_chapters_are_known():
    assert house.verbs.get("commitment.step_added")
    assert house.demo.get("advocacy").order == 66


@pytest.mark.parametrize(("code", "district", "europe"), [
    ("ciso", "MRC ou canton", False), ("wsm", "Province", True), ("occitanie", "Département", True)])  # fmt: skip
def test_levels_are_said_as_in_the_country(code, district, europe):
    networks.install(code)
    said = dict(levels.choices())
    assert said["district"] == levels.label("district") == district
    assert ("europe" in said) is europe
    assert levels.label("union-des-communes") == "union-des-communes"


def test_a_place_is_said_once():
    assert Mandate(institution="Mairie de Pont-Clair", territory="Pont-Clair").where == "Mairie de Pont-Clair"
    assert Mandate(institution="Conseil régional", territory="Hérault").where == "Conseil régional – Hérault"
    assert Mandate(territory="Gers").where == "Gers"
