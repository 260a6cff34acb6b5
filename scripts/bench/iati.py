"""IATI: reading, checking, importing and exporting files made here, as whole processes. See the bounds of ./bench."""

import json
import os
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from maillage.iati.stream import Source
from scripts.bench.process import maillage

ACTIVITIES, TRANSACTIONS, LARGE = 1_343, 13_848, 43_000_000
WORDS = """eau santé école comité semences mutuelle accès droits femmes jeunes formation suivi appui atelier""".split()  # noqa: SIM905


def sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choice(WORDS) for _word in range(words))


def organisation(chance: random.Random, tag: str, extra: str = "") -> str:
    number = chance.randrange(200)
    return (
        f'<{tag} ref="BE-BCE_KBO-04{number:08d}" type="22" {extra}><narrative>Organisation {number}</narrative></{tag}>'
    )


def transaction(chance: random.Random, number: int) -> str:
    day = f"20{chance.randrange(18, 25)}-{chance.randrange(1, 13):02d}-{chance.randrange(1, 28):02d}"
    return (
        f'<transaction ref="T{number}"><transaction-type code="{chance.choice("34")}"/><transaction-date iso-date="{day}"/>'
        f'<value currency="EUR" value-date="{day}">{chance.randrange(1, 900_000)}.{chance.randrange(100):02d}</value>'
        f"<description><narrative>{sentence(chance, 8)}</narrative></description>"
        f"{organisation(chance, 'provider-org')}{organisation(chance, 'receiver-org')}</transaction>"
    )


def result(chance: random.Random, number: int) -> str:
    periods = "".join(
        f'<period><period-start iso-date="{year}-01-01"/><period-end iso-date="{year}-12-31"/>'
        f'<target value="{chance.randrange(900)}"/><actual value="{chance.randrange(900)}"/></period>'
        for year in (2022, 2023)
    )
    return (
        f'<result type="1"><title><narrative>{sentence(chance, 6)}</narrative></title><indicator measure="1">'
        f"<title><narrative>{sentence(chance, 7)}</narrative></title>"
        f'<baseline iso-date="2021-12-31" year="2021" value="{number}"/>{periods}</indicator></result>'
    )


def activity(chance: random.Random, number: int, transactions: int) -> str:
    return (
        '<iati-activity xml:lang="fr" default-currency="EUR" last-updated-datetime="2024-05-01T10:00:00Z" hierarchy="1">'
        f"<iati-identifier>BE-BCE_KBO-0400000000-{number}</iati-identifier>"
        '<reporting-org ref="BE-BCE_KBO-0400000000" type="22"><narrative>Mesure</narrative></reporting-org>'
        f'<title><narrative>{sentence(chance, 6)}</narrative><narrative xml:lang="en">{sentence(chance, 6)}</narrative></title>'
        f'<description type="1"><narrative>{sentence(chance, 90)}</narrative></description>'
        + organisation(chance, "participating-org", 'role="1"')
        + organisation(chance, "participating-org", 'role="4"')
        + '<activity-status code="2"/><activity-date iso-date="2018-01-01" type="1"/><activity-date iso-date="2018-02-01" type="2"/>'
        '<recipient-country code="BF" percentage="60"/><recipient-country code="ML" percentage="40"/>'
        '<sector vocabulary="1" code="14030" percentage="70"/><sector vocabulary="1" code="12220" percentage="30"/>'
        '<policy-marker vocabulary="1" code="1" significance="1"/><default-flow-type code="30"/><default-finance-type code="110"/>'
        '<default-aid-type code="C01"/><default-tied-status code="5"/>'
        + "".join(
            f'<budget type="1"><period-start iso-date="{year}-01-01"/><period-end iso-date="{year}-12-31"/>'
            f'<value value-date="{year}-01-01">{chance.randrange(9_000, 90_000)}</value></budget>'
            for year in (2022, 2023, 2024)
        )
        + "".join(transaction(chance, one) for one in range(transactions))
        + "".join(result(chance, one) for one in range(2))
        + "</iati-activity>\n"
    )


def write(path: Path, activities: int, transactions: int, at_least: int = 0) -> Path:
    """A file of so many activities and transactions, or of so many bytes."""
    chance = random.Random(7)
    shares = [transactions // activities + (number < transactions % activities) for number in range(activities)]
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<iati-activities version="2.03">\n')
        number, size = 0, 0
        while number < activities or size < at_least:
            size += file.write(activity(chance, number, shares[number % activities]))
            number += 1
        file.write("</iati-activities>\n")
    return path


def read(path: Path) -> tuple[float, int]:
    """Seconds of CPU to read a file in this process, and how many activities."""
    started = time.process_time()
    with path.open("rb") as file:
        count = sum(1 for _row in Source(file).rows())
    return round(time.process_time() - started, 2), count


def measure(work: Path, env: dict[str, str]) -> dict[str, Any]:
    work.mkdir(parents=True, exist_ok=True)
    folder = work / "reseau"
    maillage("init", "--profile", "wsm", data=folder, env=env)
    whole = write(work / "entier.xml", ACTIVITIES, TRANSACTIONS)
    small = write(work / "cent.xml", 100, 1_000)
    large = write(work / "grand.xml", ACTIVITIES, TRANSACTIONS, LARGE)
    imported = maillage("iati", "import", str(whole), "--yes", data=folder, env=env)
    assert imported["answer"]["created"] == ACTIVITIES, imported["answer"]
    again = maillage("iati", "import", str(whole), "--yes", data=folder, env=env)
    assert again["answer"]["unchanged"] == ACTIVITIES, again["answer"]
    exported = maillage("iati", "export", "--out", str(work / "sortie.xml"), data=folder, env=env)
    assert exported["answer"]["activities"] == ACTIVITIES, exported["answer"]
    checked = maillage("iati", "check", str(small), data=folder, env=env)
    seconds, _count = read(large)
    return {"import": imported, "again": again, "export": exported, "check": checked, "read": seconds,
            "size_mb": round(large.stat().st_size / 1e6, 1)}  # fmt: skip


def report(lines: Any, found: dict[str, Any], vendor: str) -> None:
    what = f"{vendor} : IATI, {ACTIVITIES} activités, {TRANSACTIONS} transactions"
    lines.add(f"{what} : import, CPU", found["import"]["cpu_s"], 30, "s")
    lines.add(f"{what} : import, mémoire", found["import"]["peak_mb"], 250, "Mo")
    lines.add(f"{what} : import une seconde fois, CPU", found["again"]["cpu_s"], unit="s")
    lines.add(f"{what} : export, CPU", found["export"]["cpu_s"], 6, "s")
    lines.add(f"{vendor} : IATI, vérification de 100 activités, CPU", found["check"]["cpu_s"], 2, "s")
    lines.add(f"IATI, lecture de {found['size_mb']} Mo, CPU", found["read"], 3, "s")


if __name__ == "__main__":
    os.environ.pop("MAILLAGE_DATA", None)
    print(json.dumps(measure(Path(tempfile.mkdtemp(prefix="maillage-iati-")), {}), indent=1), file=sys.stdout)
