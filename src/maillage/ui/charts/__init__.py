"""Charts as SVG text, with their values printed and a table to go with them.

Four shapes are enough for an association's figures. Colours and sizes are written as presentation
attributes, so that the same drawing serves the PDF, and a style sheet (``.graphe``) may override
them; there is never a ``style`` attribute. Missing values are ``None`` (or not a number) and are
drawn as a dash, which is not the same as zero.
"""

from maillage.ui.charts.bar_charts import bars, stacked_bars
from maillage.ui.charts.drawing import WIDTH
from maillage.ui.charts.line_charts import line, sparkline
from maillage.ui.charts.tables import ChartTable, chart_table

__all__ = ["WIDTH", "ChartTable", "bars", "chart_table", "line", "sparkline", "stacked_bars"]
