from maillage.projects.models.around import (
    AuthorityPart,
    Bond,
    Milestone,
    ProjectDocument,
    ProjectNote,
    Risk,
)
from maillage.projects.models.facts import (
    Code,
    Contact,
    Description,
    OtherIdentifier,
    Participant,
    Place,
    RelatedActivity,
)
from maillage.projects.models.project import Project, Transition

__all__ = [
    "AuthorityPart", "Bond", "Code", "Contact", "Description", "Milestone", "OtherIdentifier", "Participant", "Place",
    "Project", "ProjectDocument", "ProjectNote", "RelatedActivity", "Risk", "Transition",
]  # fmt: skip
