"""Merging keeps everything and undoing gives everything back, whatever pointed at the two."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.audit.models import Entry
from maillage.core.registry import MergeGuard, house
from maillage.files.models import Document
from maillage.members.models import Application, Member
from maillage.organisations import combining, record, relations
from maillage.organisations.actions import links, merging, organisations
from maillage.organisations.enums import Relation, State
from maillage.organisations.models import (
    ActionCountry,
    Description,
    Identifier,
    Link,
    Merge,
    NotDuplicate,
    Organisation,
    Place,
    Size,
)
from maillage.search.index import rebuild
from maillage.search.queries import find
from tests import cast, networks
from tests.factories import members as member_factory
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network(db):
    return networks.install("csi")


def photograph():
    """Everything of everyone: records, and each row that points at an organisation."""
    rows = Organisation.objects.order_by("pk")
    records = {row.pk: (merging.values_of(row), row.state, row.merged_into_id) for row in rows}
    pointed = {
        (pointer.model._meta.label, pointer.field, pointer.prefix): sorted(
            pointer.model._base_manager.values_list("pk", pointer.field)
        )
        for pointer in relations.pointers()
        if pointer.model is not Organisation
    }
    return records, pointed


def test_history_identifiers_links_documents_and_membership_move():
    kept = factory.organisation("Passerelles", city="Sherbrooke", countries=("ML",), themes=("education",),
                                identifier=("neq", "1199900001"))  # fmt: skip
    absorbed = factory.organisation("Les Passerelles", city="", countries=("ML", "SN"), identifier=("bn", "123456782"),
                                    phone="819 555-0142", description="Nous bâtissons")  # fmt: skip
    Size.objects.create(organisation=absorbed, measure="staff", year=2024, value=4)
    someone, partner = factory.person("Roy"), factory.organisation("Partenaire", country="ML")
    factory.link(absorbed, someone)
    factory.link(partner, absorbed)
    document = Document.objects.create(title="Statuts", about_kind="organisations.organisation", about_id=str(absorbed.pk),
                                       access="fact", access_of=f"delegate:{absorbed.pk}")  # fmt: skip
    member = member_factory.member(holder=absorbed)
    Place.objects.create(organisation=absorbed, kind="field", city="Bamako", country="ML")
    rebuild()
    before = photograph()
    row = merging.merge(kept=kept, absorbed=absorbed, choices={}, by=None)
    kept.refresh_from_db()
    values = record.read(kept)
    assert values["name"] == "Passerelles"
    assert values["phone"] == "819 555-0142"
    assert values["other_names"] == ["Les Passerelles"]
    assert values["countries"] == ["ML", "SN"]
    assert values["identifiers"] == [["bn", "123456782"], ["neq", "1199900001"]]
    assert values["descriptions"] == {"fr": "Nous bâtissons"}
    assert values["sizes"] == [["staff", 2024, 4, ""]]
    assert {link.target for link in Link.objects.filter(from_organisation=kept)} == {someone, partner}
    assert Member.objects.get() == member
    assert Member.objects.get().organisation == kept
    document.refresh_from_db()
    assert (document.about_id, document.access_of) == (str(kept.pk), f"delegate:{kept.pk}")
    assert kept.places.filter(kind="field").count() == 1
    absorbed.refresh_from_db()
    assert (absorbed.state, absorbed.merged_into) == (State.MERGED, kept)
    for one in (kept, absorbed):
        assert Entry.objects.about("organisations.organisation", one.pk).filter(verb="organisation.merged").exists()
    rebuild()
    assert {hit.object_id for hit in find("Passerelles", user=None).hits} == {kept.pk}
    assert merging.unmerge(merge=row, by=None) == []
    assert photograph() == before
    assert Entry.objects.filter(verb="organisation.unmerged").count() == 2


def test_links_between_the_two_and_links_both_have_are_shown_once():
    kept, absorbed, third = (factory.organisation(name) for name in ("Une", "Deux", "Trois"))
    someone = factory.person("Roy")
    for one in (kept, absorbed):
        factory.link(one, someone, role="Direction")
        factory.link(one, third, Relation.PARTNER_OF)
    factory.link(absorbed, kept)
    before = photograph()
    row = merging.merge(kept=kept, absorbed=absorbed, choices={}, by=None)
    amina = cast.user("Amina", "director")
    seen = Link.objects.visible_to(amina).filter(from_organisation=kept)
    assert sorted(str(link.target) for link in seen) == sorted([str(someone), "Trois"])
    text = cast.browser(amina).get(reverse("organisations:detail", args=[kept.pk])).content.decode()
    assert text.count("Camille Roy") >= 1
    assert merging.unmerge(merge=row, by=None) == []
    assert photograph() == before


def test_what_was_added_and_changed_since_stays_and_is_said():
    kept = factory.organisation("Une", phone="1", countries=("ML",))
    absorbed = factory.organisation("Deux", email="deux@exemple.org", countries=("SN",), website="https://deux.org")
    factory.link(absorbed, factory.person("Roy"))
    row = merging.merge(kept=kept, absorbed=absorbed, choices={"name": "absorbed"}, by=None)
    kept.refresh_from_db()
    assert kept.name == "Deux"
    organisations.update(
        organisation=kept, values={"email": "neuf@exemple.org", "countries": ["ML", "SN", "BF"]}, by=None
    )
    kept.refresh_from_db()
    factory.link(kept, factory.person("Neuve"))
    told = merging.unmerge(merge=row, by=None)
    kept.refresh_from_db()
    values = record.read(kept)
    assert (kept.name, kept.email, kept.website) == ("Une", "neuf@exemple.org", "")
    assert values["countries"] == ["BF", "ML"]
    assert [link.target.last_name for link in kept.links.all()] == ["Neuve"]
    assert [link.target.last_name for link in absorbed.links.all()] == ["Roy"]
    assert any("Courriel" in line for line in told)
    assert any("Liens" in line for line in told)


def test_refusals_say_what_to_do(monkeypatch):
    one, two = factory.organisation("Une"), factory.organisation("Deux")
    with pytest.raises(ValidationError, match="elle-même"):
        merging.merge(kept=one, absorbed=one, choices={}, by=None)
    member_factory.member(holder=one)
    member_factory.member(holder=two)
    with pytest.raises(ValidationError, match="Chacune des deux fiches a son « membre »"):
        merging.merge(kept=one, absorbed=two, choices={}, by=None)
    three, four = factory.organisation("Trois"), factory.organisation("Quatre")
    factory.proposal(four)
    with pytest.raises(ValidationError, match="attend votre réponse"):
        merging.merge(kept=three, absorbed=four, choices={}, by=None)
    monkeypatch.setitem(house.merge_guards._items, "essai", MergeGuard(lambda kept, absorbed: ["Pas aujourd’hui."]))
    with pytest.raises(ValidationError, match="Pas aujourd’hui"):
        merging.merge(kept=three, absorbed=factory.organisation(), choices={}, by=None)
    assert not Merge.objects.exists()


def test_affiliations_do_not_turn_in_a_circle():
    kept, between, absorbed = (factory.organisation(name) for name in ("Une", "Entre", "Deux"))
    factory.link(kept, between)
    factory.link(between, absorbed)
    with pytest.raises(ValidationError, match="tourneraient en rond"):
        merging.merge(kept=kept, absorbed=absorbed, choices={}, by=None)
    assert Link.objects.filter(to_organisation=absorbed).exists()
    assert not Merge.objects.exists()


def test_one_after_the_other_and_back():
    first, second, third = (factory.organisation(name) for name in ("Une", "Deux", "Trois"))
    before = photograph()
    one = merging.merge(kept=second, absorbed=first, choices={}, by=None)
    two = merging.merge(kept=third, absorbed=second, choices={}, by=None)
    first.refresh_from_db()
    assert first.merged_into == third
    with pytest.raises(ValidationError, match=r"n’est plus|elle-même fusionnée"):
        merging.unmerge(merge=one, by=None)
    merging.unmerge(merge=two, by=None)
    merging.unmerge(merge=one, by=None)
    assert photograph() == before
    with pytest.raises(ValidationError, match="déjà défaite"):
        merging.unmerge(merge=one, by=None)


def test_two_people_merge_at_once_the_second_is_told():
    one, two = factory.organisation("Une"), factory.organisation("Deux")
    seen = (one.version, two.version)
    merging.merge(kept=one, absorbed=two, choices={}, by=None, seen=seen)
    with pytest.raises(ValidationError, match="a changé pendant votre lecture"):
        merging.merge(kept=two, absorbed=one, choices={}, by=None, seen=seen)
    with pytest.raises(ValidationError, match="déjà fusionnée"):
        merging.merge(kept=two, absorbed=one, choices={}, by=None)
    assert Organisation.objects.filter(state=State.MERGED).count() == 1


def test_what_one_keeps_from_the_public_stays_so():
    kept = factory.organisation("Une", hidden_fields=["phone"])
    absorbed = factory.organisation("Deux", withheld=True, withheld_reason="menaces", email="x@exemple.org",
                                    hidden_fields=["email"])  # fmt: skip
    rebuild()
    row = merging.merge(kept=kept, absorbed=absorbed, choices={}, by=None)
    kept.refresh_from_db()
    assert (kept.withheld, kept.withheld_reason, kept.hidden_fields) == (True, "menaces", ["phone", "email"])
    assert not find("Une", user=None).hits
    merging.unmerge(merge=row, by=None)
    kept.refresh_from_db()
    assert not kept.withheld


def test_the_old_address_leads_to_the_one_that_stays():
    kept, absorbed = factory.organisation("Une"), factory.organisation("Deux")
    merging.merge(kept=kept, absorbed=absorbed, choices={}, by=None)
    answer = cast.browser(None).get(reverse("site:organisation", args=[absorbed.pk]))
    assert answer.status_code in (301, 302)
    assert f"/{kept.pk}" in answer["Location"]


def test_set_apart_is_remembered():
    rows = [factory.organisation(f"Une {n}") for n in range(3)]
    assert merging.set_apart(organisations=rows, by=None) == 3
    merging.set_apart(organisations=rows, by=None)
    assert NotDuplicate.objects.count() == 3


# Random sets of relations

NAMES = ["Une", "Deux", "Trois"]
ORGANISATION = st.fixed_dictionaries({
    "phone": st.sampled_from(["", "1", "2"]), "email": st.sampled_from(["", "a@b.org"]), "kind": st.sampled_from(["", "oci"]),
    "hidden_fields": st.lists(st.sampled_from(["phone", "email"]), unique=True), "is_public": st.booleans(),
    "other_names": st.lists(st.sampled_from(["Autre", "Une"]), unique=True), "withheld": st.booleans(),
})  # fmt: skip
BESIDE = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from("cidpsfag"), st.integers(0, 2)), max_size=14, unique=True
)
LINKS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 4), st.sampled_from(Relation.values), st.booleans()), max_size=8
)
CHOICES = st.dictionaries(
    st.sampled_from([*combining.SINGLE, "seat", "description_fr"]), st.sampled_from(["kept", "absorbed"])
)


def hang(one, kind, number):
    """Something beside an organisation; twice the same is refused by the database, and left out."""
    match kind:
        case "c":
            ActionCountry.objects.get_or_create(organisation=one, country=("ML", "SN", "BF")[number])
        case "i":
            Identifier.objects.get_or_create(organisation=one, kind="other", value=f"n{number}")
        case "d":
            Description.objects.get_or_create(
                organisation=one, language=("fr", "en", "es")[number], defaults={"text": str(one.pk)}
            )
        case "p":
            Place.objects.create(organisation=one, kind="field", city=f"Ville {number}")
        case "s":
            Size.objects.get_or_create(
                organisation=one, measure="staff", year=2020 + number, defaults={"value": one.pk}
            )
        case "f":
            Document.objects.create(title="D", about_kind="organisations.organisation", about_id=str(one.pk),
                                    access="fact", access_of=f"contributor:{one.pk}")  # fmt: skip
        case "a":
            Application.objects.create(category="associee", name="X", contact_email="a@b.org", organisation=one)
        case "g":
            factory.organisation("Déjà fusionnée", state=State.MERGED, merged_into=one)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ORGANISATION, ORGANISATION, BESIDE, LINKS, CHOICES)
def test_undoing_restores_exactly(mine, theirs, beside, ties, choices):
    for model in (Link, Merge, Document, Application):
        model.objects.all().delete()
    Organisation.objects.filter(state=State.MERGED).delete()
    Organisation.objects.all().delete()
    rows = [
        factory.organisation(NAMES[0], **mine),
        factory.organisation(NAMES[1], **theirs),
        factory.organisation(NAMES[2]),
    ]
    ends = [*rows, factory.person("Roy"), factory.person("Gagné")]
    for at, kind, number in beside:
        hang(rows[at], kind, number)
    for origin, end, relation, past in ties:
        dates = {"started_on": date(2020, 1, 1), "ended_on": date(2020, 12, 31)} if past else {}
        try:
            links.link(origin=rows[origin], target=ends[end], relation=relation, by=None, **dates)
        except ValidationError:
            continue
    before = photograph()
    try:
        row = merging.merge(kept=rows[0], absorbed=rows[1], choices=choices, by=None)
    except ValidationError:  # their affiliations would turn in a circle
        assert photograph() == before
        return
    _records, pointed = photograph()
    for pointer in relations.pointers():
        if pointer.model not in (Link, Organisation):
            assert not pointer.rows(rows[1].pk).exists(), pointer
    assert sum(map(len, pointed.values())) == sum(map(len, before[1].values()))
    assert merging.unmerge(merge=row, by=None) == []
    assert photograph() == before
