"""The room's rows: applications, members and their periods, delegations, exclusions, dues."""

from maillage.members.models.application import Application, ApplicationStep, Piece, Sponsor
from maillage.members.models.member import Delegation, Dues, Exclusion, Member, MembershipPeriod

__all__ = [
    "Application",
    "ApplicationStep",
    "Delegation",
    "Dues",
    "Exclusion",
    "Member",
    "MembershipPeriod",
    "Piece",
    "Sponsor",
]
