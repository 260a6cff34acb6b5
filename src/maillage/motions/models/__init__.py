"""The room's rows."""

from maillage.motions.models.amendment import Amendment
from maillage.motions.models.motion import Motion, MotionBacker, MotionCall, MotionVersion

__all__ = ["Amendment", "Motion", "MotionBacker", "MotionCall", "MotionVersion"]
