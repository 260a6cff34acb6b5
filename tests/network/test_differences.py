"""What changed between two profiles."""

from maillage.network.differences import differences
from tests import networks


def test_a_profile_does_not_differ_from_itself():
    plain = networks.shipped("occitanie").plain()
    assert differences(plain, plain) == []


def test_elements_are_told_apart_by_their_code():
    def swap(data):
        data["themes"] = [*data["themes"][1:], {"code": "neuf", "name": {"fr": "Neuf"}}]

    found = differences(networks.shipped("csi").plain(), networks.changed("csi", swap).plain())
    assert {one.part for one in found} == {"themes"}
    added = [one for one in found if one.before is None]
    assert [(one.place, one.after) for one in added] == [("neuf › code", "neuf"), ("neuf › name › fr", "Neuf")]
    assert all(one.after is None for one in found if one not in added)


def test_lists_of_words_are_shown_whole():
    found = differences({"a": {"b": ["x", "y"]}}, {"a": {"b": ["x", "z"]}})
    assert [(one.place, one.before, one.after) for one in found] == [("b", "x, y", "x, z")]
