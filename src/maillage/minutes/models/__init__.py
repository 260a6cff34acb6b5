from maillage.minutes.models.minutes import (
    Minutes,
    MinutesRemark,
    MinutesSignature,
    MinutesVersion,
    RecordLink,
)
from maillage.minutes.models.resolution import Resolution, ResolutionFollowUp, ResolutionLink

__all__ = [
    "Minutes",
    "MinutesRemark",
    "MinutesSignature",
    "MinutesVersion",
    "RecordLink",
    "Resolution",
    "ResolutionFollowUp",
    "ResolutionLink",
]
