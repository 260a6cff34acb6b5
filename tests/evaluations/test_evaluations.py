"""Evaluations from the questionnaire to the results, as those who answer and those who read."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate, now

from maillage.core.registry import house
from maillage.enrolments.models import CheckIn, Enrolment, Place
from maillage.evaluations import actions, counting, jobs, starters
from maillage.evaluations.enums import ItemKind, Moment
from maillage.evaluations.models import Answer, Poll, Questionnaire, Sheet, Tally
from maillage.evaluations.signals import sheet_received
from maillage.messages.models import Message
from tests import cast, networks
from tests.cast import menu_counts
from tests.factories import activities as factory

pytestmark = pytest.mark.django_db
LONG_AGO = now() - timedelta(days=2)


@pytest.fixture(autouse=True)
def network():
    return networks.install()


@pytest.fixture
def amina():
    return cast.browser(cast.user("Amina", "activities_officer"))


def taken(code="participant"):
    return actions.take_starter(code=code, language="fr", by=None)


def opened(questionnaire=None, activity=None, **values):
    said = {"moment": Moment.AFTER, "opens_on": localdate(), "closes_on": None, "invite": False} | values
    activity = activity or factory.activity(starts_at=LONG_AGO, state="held")
    return actions.open_poll(activity=activity, questionnaire=questionnaire or taken(), values=said, by=None)


def page(poll, browser=None):
    answer = (browser or cast.browser(None)).get(f"/fr/evaluation/{poll.code}/")
    return answer, BeautifulSoup(answer.content, "html.parser")


def sent(poll, browser=None, **typed):
    """Fill the page as a person does: its own key, some answers."""
    browser = browser or cast.browser(None)
    _answer, soup = page(poll, browser)
    key = soup.find("input", {"name": "key"})["value"]
    data = {"key": key, **{f"q{item.pk}": 4 for item in poll.questionnaire.items.filter(kind="scale")}, **typed}
    return browser.post(f"/fr/evaluation/{poll.code}/", data), data


@pytest.mark.parametrize("starter", [one.code for one in starters.STARTERS])
@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_each_starter_can_be_taken_in_each_language(starter, language):
    made = actions.take_starter(code=starter, language=language, by=None)
    assert made.items.count() == len(starters.starter(starter).items)
    assert made.language == language


def test_someone_answers_without_a_name():
    poll = opened()
    answer, data = sent(poll)
    assert answer.status_code == 302
    sheet = Sheet.objects.get()
    assert sheet.answers.count() == 3
    assert {field.name for field in Sheet._meta.concrete_fields} == {"id", "poll", "key", "source", "received_on"}
    again = cast.browser(None).post(f"/fr/evaluation/{poll.code}/", data)  # a double click, a back button
    assert again.status_code == 302
    assert Sheet.objects.count() == 1


def test_an_empty_sheet_and_a_closed_evaluation_are_refused():
    poll = opened()
    empty = cast.browser(None).post(f"/fr/evaluation/{poll.code}/", {"key": "vide"})
    assert empty.status_code == 422
    assert "Répondez à une question" in empty.content.decode()
    actions.close_poll(poll=poll, by=None)
    answer, soup = page(poll)
    assert "close" in soup.get_text()
    assert soup.find("input", {"name": "key"}) is None
    cast.browser(None).post(f"/fr/evaluation/{poll.code}/", {"key": "tard"})
    assert not Sheet.objects.exists()


@pytest.mark.parametrize("typed", [{"key": "k" * 41}, {"key": ""}, {"key": "a\x00b"}])
def test_a_made_up_key_is_refused(typed):
    poll = opened()
    item = poll.questionnaire.items.first()
    answer = cast.browser(None).post(f"/fr/evaluation/{poll.code}/", {f"q{item.pk}": 3, **typed})
    assert answer.status_code == 422
    assert not Sheet.objects.exists()


def test_an_answer_that_is_no_choice_is_refused():
    poll = opened()
    item = poll.questionnaire.items.first()
    answer = cast.browser(None).post(f"/fr/evaluation/{poll.code}/", {f"q{item.pk}": "99", "key": "x"})
    assert answer.status_code == 422


def test_a_machine_that_fills_the_trap_is_thanked_and_forgotten():
    poll = opened()
    answer, _data = sent(poll, trap="spam")
    assert answer.status_code == 302
    assert not Sheet.objects.exists()


def test_results_wait_for_three_sheets(amina):
    poll = opened()
    for _n in range(2):
        sent(poll)
    shown = amina.get(poll.get_absolute_url()).content.decode()
    assert "à partir de trois feuilles" in shown
    sent(poll)
    shown = amina.get(poll.get_absolute_url()).content.decode()
    assert "Moyenne" in shown
    assert "4,0" in shown


def test_paper_sheets_are_counted_with_those_on_line(amina):
    poll = opened(taken("pupil"))
    faces = poll.questionnaire.items.filter(kind=ItemKind.FACES).first()
    for _n in range(2):
        sent(poll, **{f"q{faces.pk}": 1})
    url = f"/gestion/evaluations/{poll.pk}/papier/"
    assert "facultatif" not in amina.get(url).content.decode()  # said at each of twenty fields, it tells nothing
    assert amina.post(url, {f"c{faces.pk}_3": 20, f"c{faces.pk}_2": 5}).status_code == 302
    assert amina.post(url, {f"c{faces.pk}_3": 21, f"c{faces.pk}_2": 5}).status_code == 302  # typed again: in its place
    assert counting.respondents(Poll.objects.all()) == 28
    assert counting.distributions(Poll.objects.all())[faces.pk].counts == {1: 2, 2: 5, 3: 21}
    assert amina.post(url, {f"c{faces.pk}_3": -1}).status_code == 422
    assert Tally.objects.filter(item=faces, number=3).get().count == 21


def test_before_and_after_are_compared(amina):
    questionnaire, activity = taken("change"), factory.activity(starts_at=LONG_AGO, state="held")
    before = opened(questionnaire, activity, moment=Moment.BEFORE)
    after = opened(questionnaire, activity)
    items = list(questionnaire.items.all())
    for n in range(3):
        actions.receive(poll=before, key=f"b{n}", values=dict.fromkeys(items, 2))
        actions.receive(poll=after, key=f"a{n}", values=dict.fromkeys(items, 4))
    for poll in (before, after):
        assert "+2,0" in amina.get(poll.get_absolute_url()).content.decode()


def test_a_question_that_was_answered_keeps_its_meaning():
    poll = opened()
    item = poll.questionnaire.items.get(kind=ItemKind.ONE)
    sent(poll, **{f"q{item.pk}": 0})
    values = {"rank": 1, "kind": item.kind, "label": "Par qui ?", "options": item.options, "required": False}
    actions.write_item(questionnaire=poll.questionnaire, item=item, values=values, by=None)  # its words may change
    with pytest.raises(ValidationError, match="déjà répondu"):
        actions.write_item(
            questionnaire=poll.questionnaire, item=item, values=values | {"options": ["a", "b"]}, by=None
        )
    actions.withdraw_item(item=item, by=None)
    item.refresh_from_db()
    assert item.withdrawn
    assert page(poll)[1].find("input", {"name": f"q{item.pk}"}) is None
    fresh = poll.questionnaire.items.get(kind=ItemKind.TEXT)
    actions.withdraw_item(item=fresh, by=None)
    assert not poll.questionnaire.items.filter(pk=fresh.pk).exists()


def test_a_text_that_names_someone_is_hidden_for_good(amina):
    poll = opened()
    item = poll.questionnaire.items.get(kind=ItemKind.TEXT)
    for n in range(3):
        actions.receive(poll=poll, key=str(n), values={item: f"Bravo à Ana {n}"})
    answer = Answer.objects.filter(text="Bravo à Ana 1").get()
    asked = f"/gestion/evaluations/textes/{answer.pk}/masquer/"
    assert amina.get(asked).status_code == 200
    assert amina.post(asked).status_code == 302
    shown = amina.get(poll.get_absolute_url()).content.decode()
    assert "Ana 1" not in shown
    assert "1 texte masqué" in shown
    assert not Answer.objects.filter(text__contains="Ana 1").exists()


def test_those_who_came_are_asked_once_and_all_by_the_same_link(django_capture_on_commit_callbacks):
    activity = factory.activity(starts_at=LONG_AGO, state="held")
    kind = factory.opening(activity).kinds.get()
    session = activity.sessions.get()
    for n, came in enumerate((True, True, False)):
        one = Enrolment.objects.create(
            activity=activity, key=str(n), state="confirmed", name="A", email=f"p{n}@exemple.org"
        )
        place = Place.objects.create(enrolment=one, kind=kind, session=session, holds=True)
        if came:
            CheckIn.objects.create(place=place, session=session, nonce=str(n), came_at=LONG_AGO)
    poll = opened(activity=activity, invite=True)
    assert jobs.invite_yesterdays() == 2
    assert jobs.invite_yesterdays() == 0
    letters = list(Message.objects.filter(purpose="activities.evaluation"))
    assert {one.to for one in letters} == {"p0@exemple.org", "p1@exemple.org"}
    assert all(poll.code in one.text for one in letters)
    assert len({one.text for one in letters}) == 1  # nobody is followed


def test_nobody_is_written_to_when_it_is_closed():
    poll = opened(invite=True)
    actions.close_poll(poll=poll, by=None)
    assert jobs.invite_yesterdays() == 0
    with pytest.raises(ValidationError):
        actions.invite(poll=poll, by=None)


def test_what_is_open_twice_or_empty_is_refused():
    poll = opened()
    with pytest.raises(ValidationError, match="déjà ouvert"):
        opened(poll.questionnaire, poll.activity)
    with pytest.raises(ValidationError, match="pas encore de question"):
        opened(Questionnaire.objects.create(name="Vide"))
    with pytest.raises(ValidationError, match="annulée"):
        opened(activity=factory.activity(state="cancelled"))


def test_the_room_above_hears_of_a_sheet():
    heard = []
    sheet_received.connect(lambda sheet, **rest: heard.append(sheet.poll_id), weak=False, dispatch_uid="test")
    try:
        poll = opened()
        sent(poll)
        assert heard == [poll.pk]
    finally:
        sheet_received.disconnect(dispatch_uid="test")


def test_the_activity_shows_its_evaluation_once_it_began(amina, rf):
    begun, to_come = factory.activity(starts_at=LONG_AGO, state="held"), factory.activity()
    poll = opened(activity=begun)
    opened(poll.questionnaire, to_come)
    panel = house.panels.get("evaluations.public")
    assert panel.render(rf.get("/"), begun)[1]["code"] == poll.code
    assert panel.render(rf.get("/"), to_come) is None
    assert panel.render(rf.get("/"), factory.activity(starts_at=LONG_AGO)) is None


def test_pages_of_gestion(amina, django_assert_max_num_queries):
    polls = [opened() for _n in range(3)]
    for poll in polls:
        for _n in range(4):
            sent(poll)
    with django_assert_max_num_queries(7 + menu_counts()):
        assert amina.get("/gestion/evaluations/").status_code == 200
    for path in ("modifier/", "clore/", "inviter/", "affichette/", "papier/", "?format=csv"):
        assert amina.get(f"{polls[0].get_absolute_url()}{path}").status_code == 200, path
    questionnaire = polls[0].questionnaire
    shown = amina.get(f"{questionnaire.get_absolute_url()}?annee={localdate().year}")
    assert "Moyenne" in shown.content.decode()
    made = amina.post("/gestion/questionnaires/modele/", {"code": "teacher", "language": "es"})
    assert made.status_code == 302
    added = amina.post(f"{made.url}question/", {"label": "Autre ?", "kind": "one", "options": "a\nb\na", "rank": 9})
    assert added.status_code == 302
    assert Questionnaire.objects.get(language="es").items.get(rank=9).options == ["a", "b"]
    assert (
        amina.post(f"{made.url}question/", {"label": "X", "kind": "one", "options": "a", "rank": 9}).status_code == 422
    )
    assert amina.post(f"{made.url}copier/").status_code == 302


def test_results_cost_the_same_for_ten_and_a_thousand(amina, django_assert_max_num_queries):
    poll = opened()
    items = list(poll.questionnaire.items.filter(kind="scale"))
    sheets = Sheet.objects.bulk_create(Sheet(poll=poll, key=f"s{n}") for n in range(1000))
    Answer.objects.bulk_create(
        Answer(sheet=one, item=item, number=n % 5 + 1) for n, one in enumerate(sheets) for item in items
    )
    amina.get("/gestion/evaluations/")
    with django_assert_max_num_queries(24):
        assert amina.get(poll.get_absolute_url()).status_code == 200
