"""Counting: a hundred thousand ballots, read and counted by the command line as a whole process. See ./bench."""

import json
import random
import resource
import sys
import tempfile
from pathlib import Path
from typing import Any

from scripts.bench.process import maillage

BALLOTS, CANDIDATES, SEATS = 100_000, 12, 5


def write(path: Path) -> int:
    """Ballots of every length, some candidates more wanted than others; the number of distinct ones."""
    chance = random.Random(2017)
    found: dict[str, int] = {}
    for _voter in range(BALLOTS):
        wish = sorted(range(1, CANDIDATES + 1), key=lambda one: chance.random() ** (one / 3), reverse=True)
        line = " ".join(map(str, wish[: chance.choice((1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 8, 12))]))
        found[line] = found.get(line, 0) + 1
    lines = [f"{CANDIDATES} {SEATS}", *(f"{weight} {line} 0" for line, weight in found.items()), "0"]
    lines += [f'"Candidature {one}"' for one in range(1, CANDIDATES + 1)] + ['"Mesure"']
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(found)


def measure(work: Path) -> dict[str, Any]:
    work.mkdir(parents=True, exist_ok=True)
    file = work / "mesure.blt"
    distinct = write(file)
    done = {method: maillage("count", str(file), "--method", method, data=work) for method in
            ("scottish-stv", "meek", "schulze")}  # fmt: skip
    assert len(done["scottish-stv"]["answer"]["elected"]) == SEATS
    return {"distinct": distinct, **done}


def report(lines: Any, found: dict[str, Any]) -> None:
    what = f"Compte de {BALLOTS} bulletins ({found['distinct']} distincts), {CANDIDATES} candidatures, {SEATS} sièges"
    lines.add(f"{what} : règle écossaise", found["scottish-stv"]["wall_s"], 3, "s")
    lines.add(f"{what} : règle écossaise, mémoire", found["scottish-stv"]["peak_mb"], 200, "Mo")
    lines.add(f"{what} : Meek", found["meek"]["wall_s"], 20, "s")
    lines.add(f"{what} : Schulze", found["schulze"]["wall_s"], unit="s")


if __name__ == "__main__":
    figures = measure(Path(tempfile.mkdtemp(prefix="maillage-compte-")))
    for one in figures.values():
        if isinstance(one, dict):
            del one["answer"]["stages"]
    print(
        json.dumps({**figures, "own_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}), file=sys.stdout
    )
