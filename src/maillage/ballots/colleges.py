"""In which college a member votes: its group, else the family of its category when it votes apart, else its category.

A college is a code of the profile: a group (« A »), a family (« cooperation ») or a category (« individu »).
"""

from django.utils.translation import get_language

from maillage.network import current
from maillage.network.membership import Category
from maillage.network.profile import Profile


def college_of(profile: Profile, category: str | None, group: str = "") -> str:
    """The code of the college; "" when the category is unknown."""
    found = next((one for one in profile.membership.categories if one.code == category), None)
    if found is None:
        return group
    if group or found.group:
        return group or str(found.group)
    apart = {family.code for family in profile.families if family.college}
    return found.family if found.family and found.family in apart else found.code


def college_label(code: str) -> str:
    """Its name in the reader's language; the code itself when the profile does not know it."""
    if not code or not current.exists():
        return code
    profile, lang = current.profile(), get_language() or "fr"
    of_group = [one for one in profile.membership.categories if one.group == code]
    if len(of_group) == 1:
        return _name(of_group[0], lang)
    for known in (*profile.families, *profile.membership.categories):
        if known.code == code:
            return known.name.text(lang)
    return code


def _name(category: Category, lang: str) -> str:
    return category.name.text(lang)


def colleges() -> list[tuple[str, str]]:
    """(code, name) of each college of those who vote, in the order of the profile's categories."""
    if not current.exists():
        return []
    profile = current.profile()
    voting = (one for one in profile.membership.categories if one.rights.vote)
    codes = dict.fromkeys(college_of(profile, one.code) for one in voting)
    return [(code, college_label(code)) for code in codes]
