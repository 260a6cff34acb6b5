from maillage.results.models.chain import Assumption, Indicator, Result, ResultUse
from maillage.results.models.change import Cause, Observation, Transformation
from maillage.results.models.learning import CapitalisationNote, Score
from maillage.results.models.measurement import Evidence, Measurement, MeasurementCell
from maillage.results.models.values import Actual, Baseline, Period, ResultDocument, Target

__all__ = [
    "Actual", "Assumption", "Baseline", "CapitalisationNote", "Cause", "Evidence", "Indicator", "Measurement",
    "MeasurementCell", "Observation", "Period", "Result", "ResultDocument", "ResultUse", "Score", "Target",
    "Transformation",
]  # fmt: skip
