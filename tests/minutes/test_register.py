"""The register: numbers without a gap, what changes what, what follows, who reads."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from maillage.bodies.models import Body
from maillage.messages.models import Message
from maillage.minutes import actions, checks, jobs, panels
from maillage.minutes.enums import FollowState, LinkKind, Standing
from maillage.minutes.models import RecordLink, Resolution
from tests import cast, networks
from tests.factories import minutes as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network():
    networks.install()


def entered(title="Décision", days=0, **values):
    values.setdefault("text", "Le conseil décide.")
    return actions.enter(
        body=Body.objects.board(), adopted_on=localdate() - timedelta(days=days), title=title, by=None, **values
    )


def refused(code, verb, **arguments):
    with pytest.raises(ValidationError) as caught:
        verb(by=None, **arguments)
    assert caught.value.code == code
    return " ".join(caught.value.messages)


def test_each_year_counts_from_one_and_the_chain_follows():
    rows = [entered(f"Décision {n}") for n in range(3)]
    assert [row.number for row in rows] == [1, 2, 3]
    assert {row.year for row in rows} == {localdate().year}
    assert RecordLink.objects.count() == 3
    assert [level for level, _said in checks.check()] == ["ok"]
    RecordLink.objects.filter(number=2).update(content="0" * 64)
    assert "error" in [level for level, _said in checks.check()]


def test_a_gap_in_the_register_is_told():
    rows = [entered(f"Décision {n}") for n in range(3)]
    Resolution.objects.filter(pk=rows[1].pk).update(number=9)
    assert any("saute" in said for _level, said in checks.check())


def test_a_decision_of_tomorrow_is_refused():
    assert "aujourd’hui" in refused("future", actions.enter, body=Body.objects.board(), adopted_on=localdate() + timedelta(days=1),
                                    title="Demain", text="x")  # fmt: skip


def test_amended_then_repealed_and_never_by_itself_or_by_the_past():
    old, new, last = entered("Un", 30), entered("Deux", 20), entered("Trois", 10)
    actions.affect(later=new, earlier=old, kind=LinkKind.AMENDS, by=None)
    assert Resolution.objects.get(pk=old.pk).standing == Standing.AMENDED
    actions.affect(later=last, earlier=old, kind=LinkKind.REPEALS, by=None)
    assert Resolution.objects.get(pk=old.pk).standing == Standing.REPEALED
    refused("itself", actions.affect, later=new, earlier=new, kind=LinkKind.AMENDS)
    refused("later", actions.affect, later=new, earlier=last, kind=LinkKind.AMENDS)
    said = refused("repealed", actions.affect, later=last, earlier=old, kind=LinkKind.AMENDS)
    assert old.code in said


def test_a_rejected_proposal_changes_nothing():
    old, lost = entered("Un", 10), entered("Deux", 5, carried=False)
    assert lost.standing == Standing.REJECTED
    refused("rejected", actions.affect, later=lost, earlier=old, kind=LinkKind.REPEALS)


def test_followed_until_done_and_late_when_the_day_is_past():
    row = entered("À faire", 30)
    actions.arrange(
        resolution=row, values={"due_on": localdate() - timedelta(days=1), "owner_words": "la trésorerie"}, by=None
    )
    assert list(Resolution.objects.late()) == [row]
    actions.follow(resolution=row, state=FollowState.UNDER_WAY, text="Commencé.", by=None)
    assert Resolution.objects.late().exists()
    actions.follow(resolution=row, state=FollowState.DONE, text="Fini.", by=None)
    assert not Resolution.objects.late().exists()


def test_the_decision_itself_cannot_be_arranged():
    row = entered("Un")
    actions.arrange(resolution=row, values={"title": "Autre", "text": "Autre", "public": True}, by=None)
    row.refresh_from_db()
    assert (row.title, row.public) == ("Un", True)


def test_a_declared_vote_enters_the_register_once_with_its_figures():
    found = make.held()
    row = Resolution.objects.get(question=found.question)
    assert row.item == found.item
    assert "4 pour, 1 contre, 1 abstention" in row.vote
    assert row.standing == Standing.IN_FORCE
    assert [link.kind for link in RecordLink.objects.order_by("number")] == ["vote", "resolution"]


def test_a_vote_lost_is_entered_as_rejected():
    found = make.held()
    lost = make.vote(found, ["no", "no", "no", "no", "yes", "yes"], title="Autre", source=f"item:{found.item.pk}")
    assert Resolution.objects.get(question=lost).standing == Standing.REJECTED


def test_who_reads_what():
    shown, members, team = (
        entered("Tous", public=True),
        entered("Membres", public=False),
        entered("Équipe", public=False),
    )
    actions.arrange(resolution=team, values={"members_read": False}, by=None)
    seen = {row.pk for row in Resolution.objects.public()}
    assert seen == {shown.pk}
    officer = cast.user("Sylvie", "secretary")
    assert Resolution.objects.visible_to(officer).count() == 3
    stranger = cast.user("Émile")
    assert {row.pk for row in Resolution.objects.visible_to(stranger)} == {shown.pk}
    page = cast.browser(None).get(f"/fr/decisions/{members.code}/")
    assert page.status_code == 404


def test_the_public_register_is_searched_and_holds_nothing_private():
    entered("Charte des déplacements", public=True, text="Le train d’abord.")
    entered("Affaire interne", public=False, text="Le train aussi.")
    browser = cast.browser(None)
    page = browser.get("/fr/decisions/?q=train").content.decode()
    assert "Charte des déplacements" in page
    assert "Affaire interne" not in page
    for hostile in ("?q=%00", "?annee=99999", "?valeur=x", "?page=zzz", "?instance=%27"):
        assert browser.get(f"/fr/decisions/{hostile}").status_code == 200


def test_the_extract_is_a_pdf():
    row = entered("Charte", vote="À l’unanimité.")
    answer = cast.browser(cast.user("Sylvie", "secretary")).get(f"/gestion/resolutions/{row.pk}/extrait.pdf")
    assert answer.content.startswith(b"%PDF")


def test_the_register_is_found_without_accents_by_any_of_its_words():
    row = entered("Charte des déplacements", public=True, text="Le train d’abord.", vote="À l’unanimité.")
    entered("Budget", public=True, text="Le budget est adopté.")
    browser = cast.browser(None)
    for words in ("deplacements", "TRAIN charte", "l'unanimite", row.code):
        page = browser.get("/fr/decisions/", {"q": words}).content.decode()
        assert "Charte des déplacements" in page, words
        assert "Le budget" not in page
        assert "1 décision<" in page
    for hostile in ("?annee=0000", "?annee=9999", "?annee=٢٠٢٦", "?q=%25_", f"?q={'x+' * 60}"):
        assert browser.get(f"/fr/decisions/{hostile}").status_code == 200
    member = cast.browser(cast.user("Émile"))
    page = member.get("/espace/decisions/?q=deplacements").content.decode()
    assert "Charte des déplacements" in page
    assert "Budget" not in page


def test_everyone_reads_who_sees_to_a_decision_until_when_and_its_digest_but_no_account():
    owner = cast.user("Sylvie", "secretary")
    row = entered("Charte", public=True)
    actions.arrange(
        resolution=row, by=None, values={"owner": owner, "owner_words": "la trésorerie", "due_on": localdate()}
    )
    page = cast.browser(None).get(f"/fr/decisions/{row.code}/").content.decode()
    assert "la trésorerie" in page
    assert row.link in page
    assert "Sylvie" not in page


def test_who_sees_to_a_decision_is_reminded_once_for_each_day():
    owner = cast.user("Sylvie", "secretary")
    rows = [entered(title, 60) for title in ("Bientôt", "En retard", "Faite", "Sans personne", "Loin")]
    for row, days in zip(rows, (7, -1, -1, -1, 30), strict=True):
        values = {
            "due_on": localdate() + timedelta(days=days),
            "owner": None if row.title == "Sans personne" else owner,
        }
        actions.arrange(resolution=row, values=values, by=None)
    actions.follow(resolution=rows[2], state=FollowState.DONE, text="Fini.", by=None)
    assert (jobs.remind(), jobs.remind()) == (2, 0)
    letters = {letter.subject: letter for letter in Message.objects.filter(purpose="assemblies.resolution")}
    assert set(letters) == {f"Bientôt à terme : résolution {rows[0].code}", f"En retard : résolution {rows[1].code}"}
    assert {letter.to for letter in letters.values()} == {owner.email}
    assert rows[0].get_absolute_url() in letters[f"Bientôt à terme : résolution {rows[0].code}"].text


def test_a_vote_on_no_item_waits_for_the_secretary_who_enters_it_with_its_words():
    found = make.held()
    vote = make.vote(found, ["yes", "yes", "no"], title="Lettre ouverte", text="Écrire au ministre.")
    officer = cast.user("Sylvie", "secretary")
    (waits,) = [one for one in panels.waiting(officer) if one.title == "Lettre ouverte"]
    browser = cast.browser(officer)
    assert f'<option value="{vote.pk}" selected>' in browser.get(waits.url).content.decode()
    data = {"question": vote.pk, "body": Body.objects.board().pk, "adopted_on": localdate().isoformat()}
    assert browser.post(waits.url, data).status_code == 302
    row = Resolution.objects.get(question=vote)
    assert (row.title, row.text, row.assembly) == ("Lettre ouverte", "Écrire au ministre.", found.assembly)
    assert "2 pour, 1 contre" in row.vote
    assert not [one for one in panels.waiting(officer) if one.title == "Lettre ouverte"]
    assert browser.post("/gestion/resolutions/inscrire/", {"body": data["body"], "adopted_on": "x"}).status_code == 422
    assert browser.get("/gestion/resolutions/inscrire/?vote=%D9%A1x").status_code == 200


def test_a_text_changed_behind_the_register_is_told():
    row = entered("Un", 30)
    Resolution.objects.filter(pk=row.pk).update(text="Le contraire.")
    assert [level for level, said in checks.check() if row.code in said] == ["error"]


def test_adopted_minutes_changed_behind_the_house_are_told():
    found = make.signed()
    assert [level for level, _said in checks.check()] == ["ok"]
    found.minutes.versions.update(sections=[])
    assert any(level == "error" and str(found.assembly) in said for level, said in checks.check())
