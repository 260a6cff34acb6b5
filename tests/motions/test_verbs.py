"""What one does with motions and amendments: who may, what is refused, what votes make of them."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import override

from maillage.assemblies.actions.call import second_notice
from maillage.assemblies.models import Assembly
from maillage.ballots.actions import questions
from maillage.ballots.models import Question
from maillage.bodies.models import Body
from maillage.messages.models import Message
from maillage.minutes import motions_said
from maillage.motions import actions, desk, panels, texts
from maillage.motions.calls import deadlines
from maillage.motions.enums import BackerRole
from maillage.motions.models import Motion
from maillage.motions.reading import fetched, read
from tests import cast, networks
from tests.factories import members as make
from tests.factories import motions as factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _network():
    networks.install("csi")


def declared(source, *, carried):
    """A vote on this, and what its result does; that a declaration tells it, the demonstration's votes prove."""
    from_draft = actions.prepare if isinstance(source, Motion) else actions.prepare_amendment
    name = "motion" if isinstance(source, Motion) else "amendment"
    question = from_draft(**{name: source}, by=None)
    question.outcome = {"carried": carried}
    actions.take_result(question=question, by=None)
    source.refresh_from_db()
    return question


def test_a_supporting_member_is_refused_with_its_reason():
    member = make.member("solidaire", holder=make.organisation("associee"))
    make.delegate(member)
    with pytest.raises(ValidationError, match="Sa catégorie ne prend pas part"):
        factory.motion(member=member)
    motion = factory.motion(member=factory.associate())
    with pytest.raises(ValidationError, match="Sa catégorie"):
        actions.second(motion=motion, backer=factory.mover(member), by=None)
    with pytest.raises(ValidationError, match="Sa catégorie"):
        factory.amendment(motion, "strike", "p1", member=member)


def test_members_alone_propose_to_an_assembly_and_seats_to_a_board():
    board = factory.assembly(body=Body.objects.board(), kind="board")
    with pytest.raises(ValidationError, match="Seules les personnes qui siègent"):
        factory.motion(board, factory.associate())
    assert factory.motion(board).state == "admissible"  # the board's own


def test_after_the_deadline_members_are_refused_and_the_team_says_why():
    bruno, amina = cast.user("Bruno"), cast.user("Amina", "director")
    late = factory.assembly(days=5)
    assert deadlines(late).late()
    motion = factory.motion(late, factory.associate(user=bruno), state="draft", by=bruno)
    with pytest.raises(ValidationError, match="délai"):
        actions.submit(motion=motion, by=bruno)
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        actions.submit(motion=motion, by=amina)
    motion = actions.submit(motion=motion, by=amina, late_reason="Décision de la ministre hier.")
    assert (motion.state, motion.late_reason) == ("submitted", "Décision de la ministre hier.")


def test_a_call_sets_the_deadline_and_the_supports_needed():
    assembly = factory.assembly()
    actions.call(assembly=assembly, until=now() + timedelta(days=3), seconders_needed=1, by=None)
    motion = factory.motion(assembly, factory.associate(), state="submitted")
    with pytest.raises(ValidationError, match="Appuis demandés : 1 ; elle en a 0"):
        actions.admit(motion=motion, by=None)
    other = factory.associate()
    actions.second(motion=motion, backer=factory.mover(other), by=None)
    with pytest.raises(ValidationError, match="appuie déjà"):
        actions.second(motion=motion, backer=factory.mover(other), by=None)
    assert actions.admit(motion=motion, by=None).number == 1
    with pytest.raises(ValidationError, match="au moins aussi longtemps"):
        actions.call(assembly=assembly, until=now() + timedelta(days=9), amend_until=now(), by=None)
    with pytest.raises(ValidationError, match="avant l’assemblée"):
        actions.call(assembly=assembly, until=now() + timedelta(days=90), by=None)


def test_letters_tell_movers_what_becomes_of_their_motion():
    bruno = cast.user("Bruno")
    member = factory.associate(user=bruno)
    motion = factory.motion(member=member, state="submitted")
    actions.refuse(motion=motion, reason="Hors de l’objet.", by=None)
    subjects = list(
        Message.objects.filter(purpose="assemblies.motion").order_by("pk").values_list("subject", flat=True)
    )
    assert [subject.split(" : ")[1] for subject in subjects] == [
        "votre proposition est reçue", "votre proposition n’est pas recevable",
    ]  # fmt: skip
    assert "Hors de l’objet." in Message.objects.latest("pk").text
    with pytest.raises(ValidationError, match="Dites pourquoi"):
        actions.refuse(motion=factory.motion(state="submitted"), reason="  ", by=None)


def test_a_friendly_amendment_makes_a_version_and_sets_aside_what_it_overlaps():
    motion = factory.motion()
    friendly = factory.amendment(motion, "replace", "p2", "p2", "Il le dit au ministre, par écrit.")
    beaten = factory.amendment(motion, "strike", "p2")
    free = factory.amendment(motion, "add", "p3", "p3", "Et en septembre.")
    actions.accept(amendment=friendly, by=None)
    states = dict(motion.amendments.values_list("pk", "state"))
    assert (states[friendly.pk], states[beaten.pk], states[free.pk]) == ("accepted", "overtaken", "submitted")
    motion = Motion.objects.get(pk=motion.pk)
    assert "par écrit" in texts.plain(motion.text)
    assert [row.cause for row in motion.versions.all()] == ["written", "friendly"]


def test_amendments_are_voted_first_and_the_text_as_amended_is_frozen():
    member = factory.associate(user=cast.user("Bruno"))
    assembly = factory.assembly(frozen=True)
    motion = factory.motion(assembly, member)
    actions.place(motion=motion, item=factory.item(assembly, decision_kind="bylaws"), by=None)
    strike = factory.amendment(motion, "strike", "p3")
    other = factory.amendment(motion, "replace", "p2", "p3", "Il le dit partout.")
    lost = factory.amendment(motion, "add", "0", "0", "Considérant.")
    with pytest.raises(ValidationError, match="Les amendements se votent d’abord : il en reste 3"):
        actions.prepare(motion=motion, by=None)
    question = declared(strike, carried=True)
    assert "Texte actuel" in question.text
    assert question.rule["kind"] == "bylaws"
    other.refresh_from_db()
    assert (strike.state, other.state, other.overtaken_by_id) == ("carried", "overtaken", strike.pk)
    declared(lost, carried=False)
    motion = Motion.objects.get(pk=motion.pk)
    question = declared(motion, carried=True)
    assert question.text == "Le réseau refuse l’accord.\n\nIl le dit au ministre." == motion.outcome_text
    assert motion.voted_text == ""  # the text in force says it already
    assert motion.state == "carried"
    # The same result told twice changes nothing.
    actions.take_result(question=question, by=None)
    assert motion.versions.count() == 2
    assert Message.objects.filter(subject__contains="est adoptée").count() == 1


def test_a_vote_prepared_before_its_text_changed_does_not_open():
    motion = factory.motion(factory.assembly(frozen=True))
    question = actions.prepare(motion=motion, by=None)
    with pytest.raises(ValidationError, match="déjà préparé"):
        actions.prepare(motion=motion, by=None)
    late = factory.amendment(motion, "strike", "p1")
    assert "attendent encore leur vote" in " ".join(questions.refusals(question))
    Question.objects.filter(pk=question.pk).update(text="Un autre texte.")
    actions.set_aside(amendment=late, by=None)
    question.refresh_from_db()
    assert "Le texte a changé" in " ".join(questions.refusals(question))
    Motion.objects.filter(pk=motion.pk).update(state="tabled")
    assert "annulez ce vote" in " ".join(questions.refusals(question))


def test_votes_prepared_fall_when_what_they_ask_moves():
    motion = factory.motion(factory.assembly(frozen=True))
    whole = actions.prepare(motion=motion, by=None)
    late, other = factory.amendment(motion, "strike", "p1"), factory.amendment(motion, "strike", "p3")
    taken, left = (actions.prepare_amendment(amendment=one, by=None) for one in (late, other))
    actions.accept(amendment=late, by=None)
    states = dict(Question.objects.values_list("pk", "state"))
    assert (states[whole.pk], states[taken.pk], states[left.pk]) == ("cancelled", "cancelled", "draft")
    actions.table(motion=motion, reason="", by=None)
    assert Question.objects.get(pk=left.pk).state == "cancelled"
    motion = factory.motion(motion.assembly)
    again = actions.prepare_amendment(amendment=factory.amendment(motion, "strike", "p2"), by=None)
    actions.rewrite(motion=motion, title="Refuser", statement="", paragraphs=["Un.", "Deux."], by=None)
    again.refresh_from_db()
    assert (again.state, again.cancel_reason) == (
        "cancelled",
        "Ce qui était à voter a changé avant l’ouverture de ce vote.",
    )


def test_nothing_moves_under_an_open_vote_and_one_passage_is_voted_at_a_time():
    motion = factory.motion(factory.assembly(frozen=True))
    strike = factory.amendment(motion, "strike", "p2")
    replace = factory.amendment(motion, "replace", "p2", "p2", "Autrement.")
    apart = factory.amendment(motion, "strike", "p3")
    running = actions.prepare_amendment(amendment=strike, by=None)
    Question.objects.filter(pk=running.pk).update(state="open", opened_at=now(), lot_seed="1")
    for verb, said in ((actions.withdraw, {}), (actions.table, {"reason": ""}),
                       (actions.refer, {"body": Body.objects.board(), "reason": ""})):  # fmt: skip
        with pytest.raises(ValidationError, match="L’amendement 1 est mis aux voix"):
            verb(motion=motion, by=None, **said)
    with pytest.raises(ValidationError, match="L’amendement 1 est mis aux voix"):
        actions.accept(amendment=replace, by=None)  # it would take its object away
    replace.refresh_from_db()
    assert replace.state == "submitted"
    for other, held in ((replace, True), (apart, False)):
        question = actions.prepare_amendment(amendment=other, by=None)
        assert ("se votent l’un après l’autre" in " ".join(questions.refusals(question))) is held


def test_an_amendment_to_what_another_changed_is_beside_the_point_and_may_be_taken_up():
    motion = factory.motion(factory.assembly(frozen=True))
    first = factory.amendment(motion, "replace", "p2", "p2", "Il le dit, par écrit.")
    second = factory.amendment(motion, "replace", "p2", "p2", "Il se tait.")
    with pytest.raises(ValidationError, match="L’amendement 2 demande déjà exactement cela"):
        factory.amendment(motion, "replace", "p2", "p2", "Il se tait.")
    declared(first, carried=True)
    second.refresh_from_db()
    assert (second.state, second.overtaken_by) == ("overtaken", first)
    question = actions.prepare_amendment(amendment=actions.take_up(amendment=second, by=None), by=None)
    assert "Il le dit, par écrit." in question.text  # against the text as it is now
    Motion.objects.filter(pk=motion.pk).update(state="carried", decided_at=now())
    with pytest.raises(ValidationError, match="n’est plus en débat"):
        actions.take_up(amendment=second, by=None)


def test_two_additions_at_one_place_the_second_says_that_the_first_is_there():
    motion = factory.motion(factory.assembly(frozen=True))
    one, other = (factory.amendment(motion, "add", "p1", "p1", text) for text in ("Avec dignité.", "Avec joie."))
    apart = factory.amendment(motion, "add", "p2", "p2", "Ailleurs.")
    declared(one, carried=True)
    text = actions.prepare_amendment(amendment=other, by=None).text
    assert text.endswith("L’amendement 1, déjà dans le texte, a ajouté à cet endroit :\n\nAvec dignité.")
    assert "déjà dans le texte" not in actions.prepare_amendment(amendment=apart, by=None).text
    reading = read(fetched(Motion.objects.filter(pk=motion.pk)).get(), None)
    assert [(shown.amendment.number, shown.joins) for group in reading.order for shown in group] == [(2, [1]), (3, [])]


def test_what_a_vote_says_is_in_the_words_of_the_network():
    with override("es"):
        motion = factory.motion(factory.assembly(frozen=True))
        question = actions.prepare_amendment(amendment=factory.amendment(motion, "strike", "p1"), by=None)
    assert question.title.startswith("Proposition 1.")
    assert "Texte actuel" in question.text


def test_what_is_sent_is_not_rewritten_after_the_deadline_nor_once_supported():
    bruno = cast.user("Bruno")
    motion = factory.motion(member=factory.associate(user=bruno), state="submitted", by=bruno)
    words = {"title": "Refuser", "statement": "", "paragraphs": ["Tout autre chose."], "by": bruno}
    support = actions.second(motion=motion, backer=factory.mover(factory.associate()), by=None)
    with pytest.raises(ValidationError, match="D’autres appuient déjà"):
        actions.rewrite(motion=motion, **words)
    actions.step_back(motion=motion, backer=support, by=None)
    assert actions.rewrite(motion=motion, **words).versions.count() == 2
    Assembly.objects.update(starts_at=now() + timedelta(days=3))
    with pytest.raises(ValidationError, match="Le délai des propositions est passé"):
        actions.rewrite(motion=motion, **words)
    before = Message.objects.count()
    actions.rewrite(motion=motion, **{**words, "paragraphs": ["La forme."], "by": cast.user("Amina", "director")})
    assert "a réécrit la proposition" in Message.objects.latest("pk").text  # those who propose read it
    assert Message.objects.count() == before + 1


def test_of_several_who_propose_one_steps_back_and_the_motion_stays():
    bruno, member = cast.user("Bruno"), factory.associate()
    motion = factory.motion(member=factory.associate(user=bruno), by=bruno)
    other = actions.second(motion=motion, backer=factory.mover(member), role=BackerRole.MOVER, by=None)
    with pytest.raises(ValidationError, match="D’autres proposent avec vous"):
        actions.withdraw(motion=motion, by=bruno)
    actions.step_back(motion=motion, backer=motion.backers.exclude(pk=other.pk).get(), by=bruno)
    with pytest.raises(ValidationError, match="Plus personne ne proposerait"):
        actions.step_back(motion=motion, backer=other, by=None)
    assert [row.member for row in motion.backers.all()] == [member]


def test_what_a_meeting_left_undecided_goes_to_the_next_in_one_gesture():
    bruno = cast.user("Bruno")
    first, later = factory.assembly(frozen=True), factory.assembly(days=300)
    factory.motion(later)
    member = factory.associate(user=bruno)
    live, sent = factory.motion(first, member), factory.motion(first, member, state="submitted")
    item = factory.item(first)
    actions.place(motion=live, item=item, by=None)
    factory.amendment(live, "strike", "p1")
    vote = actions.prepare_amendment(amendment=live.amendments.get(), by=None)
    counted = factory.motion(first)
    Question.objects.filter(pk=actions.prepare(motion=counted, by=None).pk).update(state="closed", closed_at=now(),
                                                                                  opened_at=now(), lot_seed="1")  # fmt: skip
    with pytest.raises(ValidationError, match="n’est pas levée"):
        actions.carry_over(assembly=first, to=later, by=None)
    Assembly.objects.filter(pk=first.pk).update(state="closed", opened_at=now(), closed_at=now())
    first.refresh_from_db()
    steps = {step.key: step for step in desk.steps(first)}
    assert steps["motions.settle"].url == reverse("motions:carry_over", args=[first.pk])
    Message.objects.all().delete()
    assert actions.carry_over(assembly=first, to=later, by=None) == [sent, live]
    live.refresh_from_db()
    sent.refresh_from_db()
    vote.refresh_from_db()
    assert (live.assembly, live.number, live.state, live.amendments.pending().count()) == (later, 2, "admissible", 1)
    assert (live.item, live.left_item) == (None, item)
    said = motions_said.of(first)  # the minutes of the first meeting still tell it
    votes = {live.amendments.get().source: [{"kind": "vote"}], "item:1": []}
    assert f"reportée à « {later.title} »" in str(list(said.facts(item.pk, votes)))
    assert list(votes) == ["item:1"]  # what was voted of its amendments stands with it
    assert (sent.assembly, sent.number, sent.state) == (later, None, "submitted")
    assert (vote.state, Motion.objects.get(pk=counted.pk).assembly) == ("cancelled", first)  # its result is to come
    assert Message.objects.filter(text__contains="elle est reportée, avec ses amendements").count() == 2


def test_without_a_next_meeting_what_is_left_is_put_off_and_the_next_one_finds_it():
    first = factory.assembly(state="closed", closed_at=now())
    later = factory.assembly(days=300)
    left = factory.motion(later)
    Motion.objects.filter(pk=left.pk).update(assembly=first)
    actions.carry_over(assembly=first, by=None, reason="Faute de temps.")
    left.refresh_from_db()
    assert (left.state, left.refusal) == ("tabled", "Faute de temps.")
    assert panels.put_off(cast.user("Amina", "director"), later)[0][0] == left


def test_letters_of_amendments_are_one_a_day_and_none_in_the_session():
    motion = factory.motion(member=factory.associate(user=cast.user("Bruno")))
    sent = Message.objects.filter(subject__contains="un amendement à votre proposition")
    for paragraph in ("p1", "p2", "p3"):
        factory.amendment(motion, "strike", paragraph)
    assert sent.count() == 1
    Message.objects.all().delete()
    Assembly.objects.update(state="open", opened_at=now())
    factory.amendment(motion, "add", "p1", "p1", "De la salle.")
    assert not Message.objects.exists()


def test_without_a_roll_nothing_is_voted():
    with pytest.raises(ValidationError, match="liste électorale"):
        actions.prepare(motion=factory.motion(), by=None)


def test_a_tie_that_waits_for_the_chair_decides_nothing():
    motion = factory.motion(factory.assembly(frozen=True))
    declared(motion, carried=None)
    assert motion.state == "debated"


def test_referred_then_resumed_at_the_next_assembly_with_a_new_number():
    motion = factory.motion()
    actions.refer(motion=motion, body=Body.objects.board(), reason="", by=None)
    amina, board = cast.user("Amina", "director"), factory.assembly(body=Body.objects.board(), kind="board")
    assert [row for row, _state in panels.sent_here(amina, board)] == [motion]  # the board sees that it has it
    assert [row for row, _state in panels.put_off(amina, factory.assembly(days=100))] == [motion]
    with pytest.raises(ValidationError, match="ne peut pas être amendée"):
        factory.amendment(motion, "strike", "p1")
    later = factory.assembly(days=200)
    factory.motion(later)
    motion = actions.resume(motion=motion, assembly=later, by=None)
    assert (motion.assembly, motion.number, motion.state) == (later, 2, "admissible")


def test_a_second_meeting_takes_up_the_motions_with_their_amendments_and_numbers():
    first = factory.assembly(frozen=True)
    called = actions.call(assembly=first, until=now() + timedelta(days=5), seconders_needed=2, by=None)
    one, two, decided = factory.motion(first), factory.motion(first), factory.motion(first)
    actions.place(motion=two, item=factory.item(first), by=None)
    factory.amendment(two, "strike", "p1")
    vote = actions.prepare(motion=one, by=None)
    declared(decided, carried=True)
    Assembly.objects.filter(pk=first.pk).update(state="closed", opened_at=now(), closed_at=now())
    second = second_notice(assembly=first, starts_at=now() + timedelta(days=90), by=None)
    vote.refresh_from_db()
    assert vote.state == "cancelled"
    rows = list(Motion.objects.filter(assembly=second).order_by("number"))
    assert [(row.pk, row.number) for row in rows] == [(one.pk, 1), (two.pk, 2)]
    assert (rows[1].left_item.assembly, rows[1].item.assembly) == (first, second)
    assert rows[1].amendments.pending().count() == 1
    assert Motion.objects.get(pk=decided.pk).assembly == first
    assert (second.motion_call.until, second.motion_call.seconders_needed) == (called.until, 2)


@pytest.mark.parametrize("hostile", ["a\x00b", "x" * 4001, ""])
def test_a_hostile_text_is_refused_with_a_sentence(hostile):
    with pytest.raises(ValidationError):
        factory.motion(paragraphs=[hostile] if hostile else [])
    with pytest.raises(ValidationError, match="au plus"):
        factory.motion(paragraphs=["mot"] * 201)


def test_an_amendment_that_changes_nothing_or_speaks_of_nothing_is_refused():
    motion = factory.motion()
    with pytest.raises(ValidationError, match="ne change rien"):
        factory.amendment(motion, "replace", "p1", "p1", factory.THREE[0])
    with pytest.raises(ValidationError, match="n’est pas dans le texte"):
        factory.amendment(motion, "strike", "p9")
    with pytest.raises(ValidationError, match="vient avant"):
        factory.amendment(motion, "strike", "p3", "p1")


def test_what_is_thrown_away_before_it_is_read_stays_its_authors():
    bruno, chloe, amina = cast.user("Bruno"), cast.user("Chloé"), cast.user("Amina", "director")
    factory.associate(user=chloe)
    member = factory.associate(user=bruno)
    assembly = factory.assembly()
    drafted = factory.motion(assembly, member, state="draft", by=bruno)
    sent = factory.motion(assembly, member, state="submitted", by=bruno)
    for motion in (drafted, sent):
        actions.withdraw(motion=motion, by=bruno)
    seen = {who: set(Motion.objects.visible_to(type(who).objects.get(pk=who.pk))) for who in (bruno, chloe, amina)}
    assert seen == {bruno: {drafted, sent}, chloe: set(), amina: {sent}}
    # Who spoke for a member and no longer does reads its drafts no more, even those they typed.
    left = factory.motion(assembly, member, state="draft", by=bruno)
    member.delegations.update(ended_on=localdate() - timedelta(days=1))
    assert left not in Motion.objects.visible_to(type(bruno).objects.get(pk=bruno.pk))


def test_what_one_tries_in_a_draft_leaves_no_version():
    motion = factory.motion(state="draft")
    for n in range(30):
        motion = actions.rewrite(motion=motion, title="Essai", statement="", by=None,
                                 paragraphs=[*factory.THREE, *map(str, range(n))])  # fmt: skip
    assert (motion.versions.count(), motion.version) == (1, 31)
    actions.submit(motion=motion, by=None)
    motion = actions.rewrite(motion=motion, title="Dit", statement="", paragraphs=["Dit."], by=None)
    assert [row.cause for row in motion.versions.all()] == ["written", "rewritten"]
    assert texts.plain(motion.versions.first().text).endswith("28")


def test_what_the_assembly_strikes_whole_is_told_and_not_voted():
    motion = factory.motion(factory.assembly(frozen=True))
    with pytest.raises(ValidationError, match="c’est le rejeter"):
        factory.amendment(motion, "strike", "p1", "p3")
    for first, last in (("p1", "p2"), ("p3", "p3")):  # each leaves something; both leave nothing
        factory.amendment(motion, "strike", first, last)
    for row in motion.amendments.all():
        declared(row, carried=True)
    with pytest.raises(ValidationError, match="rien laissé du texte"):
        actions.prepare(motion=motion, by=None)
    long = factory.motion(motion.assembly, paragraphs=["mot " * 900] * 4)
    with pytest.raises(ValidationError, match="faites-en plusieurs"):
        factory.amendment(long, "replace", "p1", "p4", *["autre " * 600] * 4)


def test_rewriting_keeps_each_version_and_the_amendments_that_still_stand():
    motion = factory.motion(state="submitted")
    actions.admit(motion=motion, by=None)
    amendment = factory.amendment(motion, "strike", "p3")
    amina = cast.user("Amina", "director")
    motion = actions.rewrite(
        motion=motion, title="Refuser", statement="", paragraphs=["Nouveau.", *factory.THREE], by=amina
    )
    assert motion.versions.count() == 2
    amendment.refresh_from_db()
    assert amendment.state == "submitted"
    assert texts.effect(motion.text, amendment.change)[0].change == "del"
