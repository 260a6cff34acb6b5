"""The invented network; what a person may ask and have erased; what the house checks."""

from datetime import date
from types import SimpleNamespace

import pytest

from maillage.core.personal import ALL
from maillage.organisations import health, identifiers, privacy, tree
from maillage.organisations.demo import chapter
from maillage.organisations.enums import State
from maillage.organisations.models import Identifier, Link, Organisation, Person, ProposedEdit
from maillage.organisations.withholding import is_withheld_by_default
from tests import cast, networks
from tests.factories import organisations as factory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["csi", "cesiq", "wsm", "ciso"])
def test_the_demonstration_is_whole_and_always_the_same(name):
    profile = networks.install(name)
    context = SimpleNamespace(profile=profile, today=date(2026, 11, 22), say=lambda text: None, made={})
    chapter.write(context)
    demo = profile.demo
    assert len(context.made["organisations"]) == demo.organisations
    assert len(context.made["partners"]) == demo.partners
    assert len(context.made["people"]) == demo.individuals
    assert Organisation.objects.count() == demo.actors + demo.partners
    assert Organisation.objects.values("name").distinct().count() == demo.actors + demo.partners
    for kind, value in Identifier.objects.values_list("kind", "value"):
        identifiers.check(kind, value)
    assert {State.DORMANT, State.CLOSED} <= set(Organisation.objects.values_list("state", flat=True))
    assert Organisation.objects.filter(withheld=True, withheld_reason="").exists()
    assert Person.objects.filter(withheld=True).exists()
    assert ProposedEdit.objects.pending().count() == 1
    assert dict(health.check_whole()).keys() == {"ok"}
    bruno = context.made["delegate"]
    assert str(bruno) == "Bruno Lefebvre"
    first = list(Organisation.objects.order_by("pk").values_list("name", flat=True))
    again = chapter.Builder(profile, date(2026, 11, 22))
    assert again.organisation(*chapter._kind(profile, 0), 0).name == first[0]
    if profile.visibility.partners_abroad_withheld:
        assert all(row.withheld for row in context.made["partners"])


def test_the_rule_of_partners_abroad():
    ciso, csi = networks.shipped("ciso"), networks.shipped("csi")
    assert is_withheld_by_default(ciso, {"country": "HT", "kind": "syndicat"})
    assert is_withheld_by_default(ciso, {"country": "HT", "kind": ""})
    assert not is_withheld_by_default(ciso, {"country": "CA", "kind": "syndicat"})
    assert not is_withheld_by_default(ciso, {"country": "", "kind": "syndicat"})
    assert not is_withheld_by_default(csi, {"country": "HT", "kind": "ong"})


def test_what_the_room_knows_of_a_person_and_erases():
    networks.install("csi")
    dao = cast.user("Dao")
    page = factory.organisation("Une")
    factory.contributor(dao, page)
    factory.proposal(page, by=dao)
    known = privacy.export(dao)
    assert known["Fiche de l’annuaire"][0]["Liens"][0]["Organisation"] == "Une"
    assert len(known["Modifications proposées"]) == 1
    kept = privacy.erase(dao, by=None)
    assert len(kept) == 2
    assert not Link.objects.exists()
    assert privacy.export(dao) == {"Fiche de l’annuaire": [], "Modifications proposées": []}
    assert privacy.erase(dao, by=None) == []


def test_a_tree_hides_what_one_may_not_see_and_what_hangs_from_it():
    networks.install("csi")
    top, hidden, leaf, here = (factory.organisation(name) for name in ("Haut", "Caché", "Feuille", "Ici"))
    factory.link(here, top)
    factory.link(hidden, here)
    factory.link(leaf, hidden)
    Organisation.objects.filter(pk=hidden.pk).update(withheld=True)
    editor, director = cast.user("Sofia", "editor"), cast.user("Amina", "director")
    (root,) = tree.of(here, editor)
    assert [node.organisation.name for node in (root, *root.children)] == ["Haut", "Ici"]
    assert not root.children[0].children
    (root,) = tree.of(here, director)
    assert root.children[0].children[0].children[0].organisation == leaf


def test_every_field_says_whether_it_is_personal():
    for model in (Organisation, Person, Link, ProposedEdit):
        names = {field.name for field in model._meta.get_fields() if getattr(field, "concrete", False)}
        assert model.NOT_PERSONAL == ALL or names == set(model.PERSONAL) | set(model.NOT_PERSONAL)
