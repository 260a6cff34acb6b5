"""The room's rows: applications, members and their periods, delegations, exclusions, dues."""

from maillage.members.models.application import Application, ApplicationStep, Sponsor
from maillage.members.models.member import Delegation, Dues, Exclusion, Member, MembershipPeriod

__all__ = [
    "Application",
    "ApplicationStep",
    "Delegation",
    "Dues",
    "Exclusion",
    "Member",
    "MembershipPeriod",
    "Sponsor",
]
