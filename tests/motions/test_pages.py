"""The pages of motions: a path from the member's draft to the vote, and what is refused on the way."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from maillage.ballots.models import Question
from maillage.core.registry import house
from maillage.motions import actions, desk, panels
from maillage.motions.models import Amendment, Motion
from maillage.organisations.models import Person
from tests import cast, networks
from tests.factories import members as make
from tests.factories import motions as factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _network():
    networks.install("csi")


def team():
    return cast.browser(cast.user("Amina", "director"))


def sent(client, name, pk, **data):
    return client.post(reverse(f"motions:{name}", args=[pk]), data)


def test_from_a_members_draft_to_a_vote_ready_to_open():
    bruno = cast.user("Bruno")
    factory.associate("Union des Mains", user=bruno)
    member, amina = cast.browser(bruno), team()
    assembly = factory.assembly(frozen=True)
    page = member.get(reverse("motions:mine")).content.decode()
    assert reverse("motions:own_new", args=[assembly.pk]) in page
    words = {
        "title": "Dire non",
        "statement": "<b>Car</b>",
        "text": "Un.\r\n\r\nDeux <script>.\r\n\r\nTrois.",
        "key": "a1",
    }
    assert sent(member, "own_new", assembly.pk, **words).status_code == 302
    sent(member, "own_new", assembly.pk, **words)  # a double click
    motion = Motion.objects.get()
    assert [str(row) for row in motion.backers.all()] == ["Union des Mains"]
    assert amina.get(reverse("motions:motion", args=[motion.pk])).status_code == 404  # nobody reads a draft
    assert sent(member, "own_submit", motion.pk).status_code == 302
    assert "1 proposition à examiner" in amina.get(reverse("motions:motion", args=[motion.pk])).content.decode() or (
        next(iter(desk.waiting(None))).title == "1 proposition à examiner"
    )
    item = factory.item(assembly)
    assert sent(amina, "admit", motion.pk, item=item.pk).status_code == 302
    page = member.get(reverse("motions:own", args=[motion.pk])).content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>." not in page
    # A colleague amends, on a telephone without script: the form knows the paragraph.
    chloe = cast.user("Chloé")
    factory.associate("Coop du Fleuve", user=chloe)
    other = cast.browser(chloe)
    form = other.get(reverse("motions:own_amend", args=[motion.pk]) + "?p=p1").content.decode()
    assert "Un.</textarea>" in form
    change = {"kind": "replace", "first": "p1", "last": "", "text": "Un seul.", "reason": "", "key": "b1"}
    assert sent(other, "own_amend", motion.pk, **change).status_code == 302
    assert sent(other, "own_amend", motion.pk, kind="strike", first="p1", last="p2", key="b2").status_code == 302
    assert sent(other, "own_second", motion.pk).status_code == 302
    page = amina.get(reverse("motions:motion", args=[motion.pk])).content.decode()
    for said in ("En conflit avec", "Ordre des votes proposé", "Coop du Fleuve", "Union des Mains", "1 appui"):
        assert said in page
    first, _second = Amendment.objects.order_by("number")
    assert sent(member, "own_accept", first.pk).status_code == 302
    page = amina.get(reverse("motions:motion", args=[motion.pk])).content.decode()
    assert "Devancé par l’amendement 1" in page
    assert "Un seul." in page
    assert sent(amina, "prepare", motion.pk, secrecy="hands").status_code == 302
    question = Question.objects.get(source=motion.source)
    assert question.text.startswith("Un seul.\n\nDeux <script>.")


def test_a_supporting_member_reads_why_and_cannot_send():
    dao = cast.user("Dao")
    member = make.member("solidaire", holder=make.organisation("associee", "Les Amis"))
    make.delegate(member, dao)
    assembly = factory.assembly()
    client = cast.browser(dao)
    page = client.get(reverse("motions:mine")).content.decode()
    assert "Les Amis ne peut pas proposer. Sa catégorie ne prend pas part" in page
    assert reverse("motions:own_new", args=[assembly.pk]) not in page
    answer = sent(client, "own_new", assembly.pk, title="Dire non", text="Un.", mover=f"m{member.pk}")
    assert answer.status_code == 422
    assert not Motion.objects.exists()


def test_hostile_words_are_refused_with_a_sentence():
    bruno = cast.user("Bruno")
    factory.associate(user=bruno)
    client, assembly = cast.browser(bruno), factory.assembly()
    for text in ("a\x00b", "mot " * 25_000, "x" * 4001, "   "):
        answer = sent(client, "own_new", assembly.pk, title="Dire non", statement="", text=text)
        assert answer.status_code == 422
    assert not Motion.objects.exists()


def test_after_the_deadline_the_page_says_so():
    bruno = cast.user("Bruno")
    factory.associate(user=bruno)
    assembly = factory.assembly(days=3)
    client = cast.browser(bruno)
    assert "Le délai des propositions est passé." in client.get(reverse("motions:mine")).content.decode()
    motion = factory.motion(assembly, factory.associate(user=bruno), state="draft", by=bruno)
    assert "elle seule peut l’accepter" in sent(client, "own_submit", motion.pk).content.decode()


def test_pages_of_gestion_ask_as_many_questions_whatever_the_amendments(django_assert_max_num_queries):
    motion = factory.motion(factory.assembly(frozen=True), factory.associate())
    amina = team()
    url = reverse("motions:motion", args=[motion.pk])
    factory.amendment(motion, "strike", "p1", member=factory.associate())
    amina.get(url)
    with django_assert_max_num_queries(60) as few:
        amina.get(url)
    most = len(few)  # now: the next request empties the list
    bruno = cast.user("Bruno")
    author = factory.associate(user=bruno)
    own, client = reverse("motions:own", args=[motion.pk]), cast.browser(bruno)
    client.get(own)
    with django_assert_max_num_queries(60) as few:
        client.get(own)
    most_of_a_member = len(few)
    Amendment.objects.bulk_create(
        Amendment(motion=motion, number=n, kind="add", first="p2", last="p2", texts=[f"Ajout {n}"], member=author)
        for n in range(2, 52)
    )
    assert "Ajout 51" in amina.get(url).content.decode()
    with django_assert_max_num_queries(most):
        amina.get(url)
    client.get(own)
    with django_assert_max_num_queries(most_of_a_member):
        client.get(own)


def test_the_chair_is_led_to_the_next_vote_and_the_room_reads_it(rf):
    assembly = factory.assembly(frozen=True)
    item = factory.item(assembly)
    motion = factory.motion(assembly)
    actions.place(motion=motion, item=item, by=None)
    add = factory.amendment(motion, "add", "p1", "p1", "Ajout.")
    strike = factory.amendment(motion, "strike", "p1")
    assembly.current_item = item
    assembly.save()
    request = rf.get("/")
    request.user = cast.user("Amina", "director")
    _template, context = panels.chair(request, assembly)
    assert context["lines"][0]["one"].amendment == strike
    assert context["lines"][0]["left"] == 2
    assert panels.room_screen(request, assembly)[1]["paragraphs"] == list(factory.THREE)
    question = actions.prepare_amendment(amendment=add, by=None)
    Question.objects.filter(pk=question.pk).update(state="open", opened_at=now(), lot_seed="1")
    _template, context = panels.room_screen(request, assembly)
    assert context["amendment"] == add
    # From the chair's page the next one is opened in one gesture: here the session is not open, and it is said.
    amina = cast.browser(request.user)
    answer = sent(amina, "amendment_prepare", strike.pk, secrecy="hands", ouvrir="1")
    assert "La séance n’est pas ouverte" in answer.content.decode()
    assert not Question.objects.filter(source=strike.source).exists()
    page = amina.get(reverse("assemblies:chair", args=[assembly.pk])).content.decode()
    assert "Prochain vote" in page
    type(assembly).objects.filter(pk=assembly.pk).update(state="open", opened_at=now())
    assert sent(amina, "amendment_prepare", strike.pk, secrecy="hands", ouvrir="1").url.endswith("/seance/")
    again = factory.amendment(motion, "add", "p3", "p3", "Encore.")
    assert sent(amina, "amendment_aside", again.pk, seance="1").url.endswith("/seance/")
    assert Question.objects.get(source=strike.source).state == "open"


def test_steps_and_panels_of_an_assembly():
    assembly = factory.assembly()
    labels = {step.key: step.done for step in desk.steps(assembly)}
    assert labels == {"motions.call": False}
    factory.motion(assembly, state="submitted")
    labels = {step.key: step.done for step in desk.steps(assembly)}
    assert labels == {"motions.call": True, "motions.examine": False, "motions.place": False}
    amina = team()
    soon = (now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    assert sent(amina, "call", assembly.pk, until=soon, seconders_needed=2).status_code in (302, 200)
    assert assembly.motion_call.seconders_needed == 2


def test_what_is_erased_and_what_stays():
    bruno = cast.user("Bruno")
    member = make.member("individu", holder=make.person("Bruno Petit", user=bruno))
    draft = factory.motion(member=member, state="draft", by=bruno)
    kept = factory.motion(member=member, by=bruno)
    own = house.personal_data.get("motions")
    said = own.export(bruno)
    assert len(said["Propositions écrites"]) == 2
    assert own.erase(bruno, by=None) == [
        "Les textes proposés à une assemblée restent dans ses archives, sans votre nom."
    ]
    assert not Motion.objects.filter(pk=draft.pk).exists()
    assert Motion.objects.get(pk=kept.pk).created_by is None
    assert Person.objects.filter(user=bruno).exists()


def test_the_name_of_a_withheld_mover_is_not_told():
    member = factory.associate("Cachée")
    motion = factory.motion(factory.assembly(), member)
    type(member.organisation).objects.filter(pk=member.organisation_id).update(withheld=True)
    bruno = cast.user("Bruno")
    factory.associate(user=bruno)
    page = cast.browser(bruno).get(reverse("motions:own", args=[motion.pk])).content.decode()
    assert "Cachée" not in page
    assert "Membre dont le nom est retenu" in page
    secretary = cast.browser(cast.user("Sam", "secretary"))
    assert secretary.get(reverse("motions:new", args=[motion.assembly_id])).status_code == 200
    for name, pk in (("motion", motion.pk), ("new", motion.assembly_id), ("second", motion.pk), ("amend", motion.pk)):
        assert "Cachée" not in secretary.get(reverse(f"motions:{name}", args=[pk])).content.decode()


def test_supports_are_gathered_on_line_before_the_motion_is_examined():
    assembly = factory.assembly(state="draft", called_at=None)  # called for, not yet convened
    bruno, chloe = cast.user("Bruno"), cast.user("Chloé")
    motion = factory.motion(assembly, factory.associate(user=bruno), state="submitted", by=bruno)
    factory.associate(user=chloe)
    other = cast.browser(chloe)
    url = reverse("motions:own", args=[motion.pk])
    assert other.get(url).status_code == 404
    actions.call(assembly=assembly, until=now() + timedelta(days=9), seconders_needed=1, by=None)
    assert "Refuser l’accord" in other.get(reverse("motions:mine")).content.decode()
    assert "sur 1 demandés" in other.get(url).content.decode()
    assert sent(other, "own_second", motion.pk).status_code == 302
    page = other.get(url).content.decode()
    assert "Retirer mon appui" in page
    assert reverse("motions:own_second", args=[motion.pk]) not in page
    assert reverse("motions:own_edit", args=[motion.pk]) not in cast.browser(bruno).get(url).content.decode()
    support = motion.backers.get(role="seconder")
    assert sent(other, "own_step_back", motion.pk, backer=support.pk).status_code == 302
    assert motion.backers.count() == 1
    assert sent(other, "own_step_back", motion.pk, backer=support.pk).status_code == 404


def test_who_lost_the_right_to_propose_is_named_to_those_who_examine():
    member = factory.associate("Union des Mains")
    motion = factory.motion(member=member, state="submitted")
    amina = team()
    url = reverse("motions:admit", args=[motion.pk])
    assert "ne peut plus proposer" not in amina.get(url).content.decode()
    member.periods.update(ended_on=localdate() - timedelta(days=1), reason="resigned")
    assert "Union des Mains ne peut plus proposer aujourd’hui." in amina.get(url).content.decode()
    assert sent(amina, "admit", motion.pk).status_code == 302  # they decide


def test_a_variant_starts_from_another_amendment_and_a_co_mover_is_noted():
    motion = factory.motion(factory.assembly(frozen=True), factory.associate())
    factory.amendment(motion, "replace", "p2", "p3", "Il le dit partout.")
    amina, member = team(), factory.associate("Coop du Fleuve")
    url = reverse("motions:amend", args=[motion.pk])
    assert f"{url}?de=1" in amina.get(reverse("motions:motion", args=[motion.pk])).content.decode()
    form = amina.get(f"{url}?de=1").content.decode()
    assert "Il le dit partout.</textarea>" in form
    assert '<option value="p3" selected>' in form
    for odd in ("x", "9", "9" * 30, "²"):
        assert amina.get(url, {"de": odd}).status_code == 200
    assert sent(amina, "second", motion.pk, mover=f"m{member.pk}", role="mover").status_code == 302
    assert motion.backers.filter(role="mover").count() == 2


def test_from_the_list_of_steps_what_is_left_goes_to_the_next_meeting_in_one_press():
    later = factory.assembly(days=200)
    motion = factory.motion()
    first, amina = motion.assembly, team()
    assert "n’est pas levée" in sent(amina, "carry_over", first.pk).content.decode()
    type(first).objects.filter(pk=first.pk).update(state="closed", opened_at=now(), closed_at=now())
    page = amina.get(reverse("motions:carry_over", args=[first.pk])).content.decode()
    assert f'<option value="{later.pk}" selected>' in page
    assert sent(amina, "carry_over", first.pk, assembly=later.pk).status_code == 302
    assert Motion.objects.get(pk=motion.pk).assembly == later
    assert "Aucune proposition" in amina.get(reverse("motions:carry_over", args=[first.pk])).content.decode()


def test_what_changes_is_said_in_words_and_a_text_keeps_its_direction():
    motion = factory.motion(member=factory.associate(), paragraphs=["قرار الشبكة", "Un <b>mot</b>."])
    amendment = factory.amendment(motion, "replace", "p2", "p2", "Deux <i>mots</i>.")
    actions.accept(amendment=amendment, by=None)
    page = team().get(reverse("motions:motion", args=[motion.pk])).content.decode()
    for said in (
        '<p dir="auto"><strong class="doux">1.</strong> قرار',
        "supprimé :",
        "ajouté :",
        "&lt;i&gt;",
        "(amendement 1)",
    ):
        assert said in page
    assert "<b>mot" not in page
    assert "<i>mots" not in page
