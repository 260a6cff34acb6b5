"""What the command line does with ballots: `maillage count`. No network is needed, and nothing is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from maillage.ballots import counting
from maillage.ballots.counting import blt, csvfile, lots
from maillage.core.errors import Refused

Say = Callable[[str], None]
ONE_SEAT = "irv"  # whatever the file was made for
FROM_FILE = ("scottish-stv", "meek", "irv", "schulze", "majority-judgement", "approval", "plurality")


def count(
    file: Path, method: str, seats: int | None, seed: str | None, grades: str | None, data: Path | None, say: Say
) -> dict[str, Any]:
    """Count a file (« - »: what comes in). Raises Refused with the line of the file that cannot be read, or the reason."""
    if method not in FROM_FILE:
        raise Refused(f"Méthode inconnue : « {method} ». Méthodes : {', '.join(FROM_FILE)}.")
    try:
        ballots = read(Path("/dev/stdin") if str(file) == "-" else file, method, grades)
        lot = lots.draw([one.number for one in ballots.candidates], seed) if seed else ballot_lot(ballots)
        outcome = counting.count(
            method, candidates=ballots.candidates, ballots=ballots, lot=lot, options={"seed": seed} if seed else {},
            seats=seats or (1 if method == ONE_SEAT else ballots.seats),
        )  # fmt: skip
    except counting.CountError as error:
        raise Refused(f"{file.name} : {error}{other_kind(file, method)}") from error
    lines = outcome.as_text().splitlines()
    if method == ONE_SEAT and not seats and ballots.seats != 1:
        lines.append(f"Le fichier dit {ballots.seats} sièges : le vote alternatif en pourvoit un.")
    return {**outcome.as_dict(), "_lines": lines}


def other_kind(file: Path, method: str) -> str:
    """What to say when the name of the file tells that it is of the other kind."""
    wanted = ".blt" if method in counting.RANKED else ".csv"
    return (
        f" « {method} » se compte sur un fichier {wanted}."
        if file.suffix.lower() in {".blt", ".csv"} - {wanted}
        else ""
    )


def ballot_lot(ballots: Any) -> tuple[int, ...]:
    """An order for ties that the file itself gives."""
    return ballots.lot if isinstance(ballots, counting.RankedBallots) else ()


def read(file: Path, method: str, grades: str | None) -> Any:
    """The ballots as the method reads them."""
    if method in counting.RANKED:
        return blt.read_file(file)
    if method in counting.GRADED:
        return csvfile.read_grades(file, [one.strip() for one in (grades or "").split(",") if one.strip()])
    return csvfile.read_choices(file)
