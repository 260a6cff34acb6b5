"""Where the dates are held: by region, by town. What is on line alone is counted apart."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from maillage.activities.enums import Mode
from maillage.core import territories
from maillage.core.text import fold
from maillage.network import current
from maillage.organisations import words
from maillage.ui import maps

BELGIAN = "BE-"


@dataclass
class Places:
    total: int = 0
    online: int = 0
    regions: dict[str, int] = field(default_factory=dict)
    towns: list[tuple[str, int]] = field(default_factory=list)

    @property
    def territory(self) -> str:
        """The map that the network draws; none where its territory has none."""
        chosen = current.profile().territory.map
        if chosen in territories.TERRITORIES:
            return chosen
        home = words.territory()
        named = [region.code for region in current.profile().territory.regions]
        return "belgique-regions" if home == "belgique" and all(code.startswith(BELGIAN) for code in named) else home

    @property
    def prefix(self) -> str:
        """What the network's codes have before those of the map: « BE-WAL » is Wallonia."""
        return BELGIAN if self.territory == "belgique-regions" else ""

    @property
    def drawn(self) -> dict[str, int]:
        """The dates by region, by the codes of the map."""
        return {code.removeprefix(self.prefix): count for code, count in self.regions.items()}

    @property
    def source(self) -> str:
        return " ".join(maps.sources(self.territory)) if self.territory else ""


def of(rows: Any) -> Places:
    """One query, whatever the number of dates."""
    found, towns = Places(), {}
    counted = rows.order_by().values("mode", "venue__region", "venue__city").annotate(n=Count("pk"))
    for row in counted:
        found.total += row["n"]
        if row["mode"] == Mode.ONLINE or not (row["venue__city"] or row["venue__region"]):
            found.online += row["n"] if row["mode"] != Mode.ONSITE else 0
            continue
        if row["venue__region"]:
            found.regions[row["venue__region"]] = found.regions.get(row["venue__region"], 0) + row["n"]
        if row["venue__city"]:
            towns[row["venue__city"]] = towns.get(row["venue__city"], 0) + row["n"]
    found.towns = sorted(towns.items(), key=lambda pair: (-pair[1], fold(pair[0])))[:60]
    return found
