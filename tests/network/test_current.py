"""The profile in force: one read, dated versions, what changed in the journal."""

import pytest

from maillage.audit.models import Entry
from maillage.network import actions, current
from maillage.network.models import ProfileVersion
from tests import networks

pytestmark = pytest.mark.django_db


def test_the_profile_adopted_last_is_in_force():
    networks.install("csi")
    assert current.profile().code == networks.shipped("csi").code
    other = networks.changed("csi", lambda data: data["names"]["name"].update(fr="Autre nom"))
    actions.adopt(profile=other, by=None, note="nouveau nom")
    assert str(current.profile().names.name) == "Autre nom"
    assert ProfileVersion.last_number() == 2
    entry = Entry.objects.filter(verb="network.profile_adopted").first()
    assert list(entry.changes) == ["names"]


def test_without_a_network_nothing_is_shown():
    current.forget()
    assert current.shown() is None
    with pytest.raises(current.NoNetwork):
        current.profile()
