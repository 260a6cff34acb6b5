"""`./bench`: every figure that the house bounds, as a table and as JSON. Honest: what passes its bound is marked."""

import argparse
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from scripts.bench import browser, counting, enrolments, fieldwork, iati, names, screen, votes
from scripts.bench.process import maillage, pss_mb

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("/fr/", "/fr/annuaire/", "/fr/annuaire/carte/", "/fr/le-reseau/")


class Report:
    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = []

    def add(self, what: str, value: Any, bound: float | None = None, unit: str = "", *, least: bool = False) -> None:
        """A figure with its bound (`least`: the figure must reach it, else it must not pass it)."""
        kept = None if bound is None or value is None else (value >= bound if least else value <= bound)
        self.lines.append({"what": what, "value": value, "bound": bound, "unit": unit, "kept": kept})
        sign = {True: "✓", False: "✗", None: "·"}[kept]
        said = "" if bound is None else f"  ({'≥' if least else '≤'} {bound} {unit})"
        print(f"{sign} {what:<66} {value} {unit}{said}", flush=True)


def python(module: str, *arguments: str, env: dict[str, str]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], env={**os.environ, **env}, cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr[-2000:])
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def pages(report: Report, folder: Path, size: str, env: dict[str, str]) -> None:
    found = python("scripts.bench.pages", env={**env, "MAILLAGE_DATA": str(folder)})
    label = f"{found['vendor']}, {found['rows']} organisations"
    big = size == "100k"
    report.add(f"{label} : liste de Gestion filtrée, CPU par page", found["list"]["cpu_ms"], 20 if big else 15, "ms")
    report.add(f"{label} : liste de Gestion filtrée, requêtes", found["list"]["queries"], 12)
    report.add(
        f"{label} : liste de Gestion entière, CPU par page", found["list_plain"]["cpu_ms"], 20 if big else 15, "ms"
    )
    report.add(
        f"{label} : liste de Gestion, mot cherché, CPU par page",
        found["list_searched"]["cpu_ms"],
        20 if big else 15,
        "ms",
    )
    report.add(f"{label} : liste de Gestion, mot cherché, requêtes", found["list_searched"]["queries"], 12)
    report.add(f"{label} : page publique d’une organisation, CPU", found["organisation_public"]["cpu_ms"], 8, "ms")
    report.add(f"{label} : annuaire public, CPU", found["directory_public"]["cpu_ms"], unit="ms")
    report.add(f"{label} : recherche, médiane", found["search"]["median_ms"], 40 if big else 15, "ms")
    report.add(
        f"{label} : recherche, pire mot (« {found['search']['worst']} »)",
        found["search"]["worst_ms"],
        40 if big else 15,
        "ms",
    )


def sizes(report: Report, work: Path, env: dict[str, str], vendor: str, counts: dict[str, int]) -> None:
    """The same measures at each size, on one database after the other."""
    for size, count in counts.items():
        folder = work / f"{vendor}-{size}"
        file = names.write(work / f"{size}.csv", count)
        with database(env, vendor, size) as own:
            maillage("init", "--profile", "occitanie", data=folder, env=own)
            done = maillage("import", "organisations", str(file), "--yes", "--not-withheld", data=folder, env=own)
            answer = done["answer"]
            assert answer["rows"] == count, answer
            if size == "100k":
                report.add(f"{vendor} : import de {count} lignes, CPU", done["cpu_s"], 30, "s")
                report.add(f"{vendor} : import de {count} lignes, mémoire", done["peak_mb"], 200, "Mo")
            index = python("scripts.bench.pages", "--index", env={**own, "MAILLAGE_DATA": str(folder)})
            if size == "100k":
                report.add(f"{vendor} : index de {count} fiches, CPU", index["index_cpu_s"], 40, "s")
            pages(report, folder, size, own)


def year_figures(report: Report, work: Path, env: dict[str, str], vendor: str) -> None:
    """A year of 1,000 activities and 50,000 rows of counts, read and put together."""
    folder = work / f"{vendor}-chiffres"
    with database(env, vendor, "chiffres") as own:
        maillage("init", "--profile", "cesiq", data=folder, env=own)
        found = python("scripts.bench.figures", env={**own, "MAILLAGE_DATA": str(folder)})
    for what, cost in found.items():
        if isinstance(cost, dict):
            report.add(f"{vendor} : chiffres d’une année, {what}, {found['rows']} lignes", cost["ms"], 200, "ms")
            report.add(f"{vendor} : chiffres d’une année, {what}, requêtes", cost["queries"], 12)


def money(report: Report, work: Path, env: dict[str, str], vendor: str) -> None:
    """Budget against actual of one project with 100,000 expenses, by year, by funder and by carrier."""
    folder = work / f"{vendor}-argent"
    with database(env, vendor, "argent") as own:
        maillage("init", "--profile", "wsm", data=folder, env=own)
        found = python("scripts.bench.money", env={**own, "MAILLAGE_DATA": str(folder)})
    for by, cost in found["table"].items():
        report.add(f"{vendor} : budget et réalisé de {found['expenses']} dépenses, par {by}", cost["ms"], 300, "ms")
        report.add(f"{vendor} : budget et réalisé, par {by}, requêtes", cost["queries"], 12)


def agenda(report: Report, work: Path, env: dict[str, str], vendor: str) -> None:
    """The calendar with its hundred dates, the page of an activity, a feed asked again."""
    folder = work / f"{vendor}-agenda"
    with database(env, vendor, "agenda") as own:
        maillage("demo", "--profile", "cesiq", data=folder, env=own)
        found = python("scripts.bench.agenda", env={**own, "MAILLAGE_DATA": str(folder)})
    report.add(f"{vendor} : page d’une activité, CPU", found["activity"]["cpu_ms"], 8, "ms")
    report.add(f"{vendor} : agenda de 100 dates, CPU", found["list"]["cpu_ms"], 15, "ms")
    report.add(f"{vendor} : agenda de 100 dates, requêtes", found["list"]["queries"], 10)
    report.add(f"{vendor} : agenda d’un mois, CPU", found["month"]["cpu_ms"], unit="ms")
    report.add(f"{vendor} : liste des activités de Gestion, CPU", found["manage"]["cpu_ms"], 15, "ms")
    report.add(f"{vendor} : liste des activités de Gestion, requêtes", found["manage"]["queries"], 10)
    report.add(f"{vendor} : flux iCalendar entier, CPU", found["feed"]["cpu_ms"], unit="ms")
    report.add(f"{vendor} : flux iCalendar redemandé (304), CPU", found["feed_again"]["cpu_ms"], 3, "ms")


def projects(report: Report, work: Path, env: dict[str, str], vendor: str) -> None:
    """The portfolio of 5,000 projects and the page of one."""
    folder = work / f"{vendor}-projets"
    with database(env, vendor, "projets") as own:
        maillage("demo", "--profile", "wsm", data=folder, env=own)
        found = python("scripts.bench.projects", env={**own, "MAILLAGE_DATA": str(folder)})
    for name, what in (("manage", "liste de Gestion"), ("manage_filtered", "liste de Gestion filtrée"),
                       ("list", "portefeuille public"), ("list_filtered", "portefeuille public filtré")):  # fmt: skip
        report.add(f"{vendor}, {found['rows']} projets : {what}, CPU", found[name]["cpu_ms"], 20, "ms")
        report.add(f"{vendor}, {found['rows']} projets : {what}, requêtes", found[name]["queries"], 12)
    report.add(f"{vendor}, {found['rows']} projets : carte du portefeuille, CPU", found["map"]["cpu_ms"], unit="ms")
    report.add(f"{vendor} : page publique d’un projet, CPU", found["project"]["cpu_ms"], 10, "ms")
    report.add(
        f"{vendor} : page publique d’un projet sans argent ni résultats, CPU",
        found["project_plain"]["cpu_ms"],
        10,
        "ms",
    )


def minutes_of_a_meeting(report: Report, work: Path, env: dict[str, str]) -> None:
    """Minutes of a long meeting: drafted, printed, recorded."""
    folder = work / "proces-verbal"
    maillage("init", "--profile", "csi", data=folder, env=env)
    found = python("scripts.bench.minutes", env={**env, "MAILLAGE_DATA": str(folder)})
    what = f"Procès-verbal de {found['items']} points"
    report.add(f"{what} : PDF balisé", found["first_s"], 3, "s")
    report.add(f"{what} : dressé d’après les faits", found["draft_s"], unit="s")
    report.add(f"{what} : ODT", found["odt_s"], unit="s")
    report.add(f"{what} : dossier entier ({found['files']} fichiers)", found["record_s"], unit="s")


def roll_of_voters(report: Report, work: Path, env: dict[str, str], vendor: str) -> None:
    """A roll of 10,000 rights, frozen from the register of members."""
    folder = work / f"{vendor}-liste"
    with database(env, vendor, "liste") as own:
        maillage("init", "--profile", "csi", data=folder, env=own)
        found = python("scripts.bench.rolls", env={**own, "MAILLAGE_DATA": str(folder)})
    report.add(f"{vendor} : liste électorale de {found['rights']} droits, arrêtée", found["frozen_s"], 5, "s")
    report.add(f"{vendor} : droits d’une personne sur cette liste", found["mine_ms"], unit="ms")


def on_database(
    report: Report, work: Path, env: dict[str, str], vendor: str, counts: dict[str, int], only: str | None
) -> None:
    """All that is measured on one kind of database, or one part of it."""
    if only not in (None, vendor, "money", "rolls"):
        return
    if vendor == "postgresql" and subprocess.run(["scripts/pg", "available"], cwd=ROOT).returncode:
        print("!!! PostgreSQL : non mesuré ici.", flush=True)
        return
    if only in (None, vendor):
        sizes(report, work, env, vendor, counts)
        for part in (year_figures, agenda, projects):
            part(report, work, env, vendor)
    if only != "rolls":
        money(report, work, env, vendor)
    if only != "money":
        roll_of_voters(report, work, env, vendor)


class database:
    """The environment of one measure: SQLite in the folder, or a PostgreSQL of its own."""

    def __init__(self, env: dict[str, str], vendor: str, name: str) -> None:
        self.env, self.vendor, self.name = dict(env), vendor, name
        self.folder = ""

    def __enter__(self) -> dict[str, str]:
        if self.vendor == "postgresql":
            out = subprocess.run(["scripts/pg", "start"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
            said = dict(line.split("=", 1) for line in out.splitlines() if "=" in line)
            self.env["DATABASE_URL"] = said["DATABASE_URL"].strip("'\"")
            self.folder = said["PG_FOLDER"].strip("'\"")
        return self.env

    def __exit__(self, *_error: object) -> None:
        if self.folder:
            subprocess.run(["scripts/pg", "stop", self.folder], cwd=ROOT, check=False, capture_output=True)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, child: subprocess.Popen[bytes], patience: float = 120) -> None:
    until = time.monotonic() + patience
    while time.monotonic() < until and child.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("le serveur n’a pas répondu")


def start(folder: Path, port: int, *arguments: str) -> tuple[subprocess.Popen[bytes], float]:
    """`./run` as a person does it; the process and the seconds to its first page."""
    started = time.monotonic()
    child = subprocess.Popen(["./run", "--data", str(folder), "--port", str(port), *arguments], cwd=ROOT,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    wait_for(port, child)
    browser.get(f"http://127.0.0.1:{port}/fr/")
    return child, round(time.monotonic() - started, 1)


def stop(child: subprocess.Popen[bytes]) -> None:
    child.send_signal(signal.SIGTERM)
    child.wait(30)


def living(report: Report, work: Path) -> None:
    """What only a running install shows: starts, memory, the cache, the first view."""
    folder, port = work / "vivant", free_port()
    child, first = start(folder, port, "--network", "csi")
    report.add("./run, premier départ avec démonstration", first, 45, "s")
    stop(child)
    child, again = start(folder, port)
    report.add("./run, départs suivants", again, 5, "s")
    try:
        base = f"http://127.0.0.1:{port}"
        time.sleep(8)
        report.add("mémoire de l’ensemble au repos (PSS)", pss_mb(child.pid), 250, "Mo")
        load = python("scripts.bench.load", "127.0.0.1", str(port), "/fr/annuaire/", env={})
        report.add("page publique depuis le cache", load["requests_per_s"], 3000, "/s", least=True)
        for path in PAGES:
            weight = browser.weigh(base, path)
            report.add(f"{path} première vue sans polices", weight["without_fonts_kb"], 30, "ko")
            report.add(f"{path} première vue avec les deux polices", weight["with_fonts_kb"], 75, "ko")
            if weight["inline_svg_raw_kb"] < 4:
                report.add(f"{path} HTML et style critique", weight["html_kb"], 14, "ko")
            report.add(f"{path} premier affichage à 50 kbit/s, 600 ms", browser.first_paint(base, path), 4, "s")
    finally:
        stop(child)


def main() -> None:
    parser = argparse.ArgumentParser(prog="./bench", description="Mesure ce que la maison promet.")
    parser.add_argument("--quick", action="store_true", help="2 000 organisations seulement")
    parser.add_argument(
        "--only",
        choices=[
            "sqlite",
            "postgresql",
            "living",
            "enrolments",
            "fieldwork",
            "counting",
            "iati",
            "minutes",
            "money",
            "rolls",
            "screen",
            "votes",
        ],
        help="une partie",
    )
    parser.add_argument("--json", type=Path, help="écrit aussi les chiffres dans ce fichier")
    chosen = parser.parse_args()
    report = Report()
    env: dict[str, str] = {}
    os.environ.pop("DATABASE_URL", None)
    os.environ.pop("MAILLAGE_DATA", None)
    work = Path(tempfile.mkdtemp(prefix="maillage-mesures-"))
    counts = {"2k": 2000} if chosen.quick else {"2k": 2000, "100k": 100_000}
    try:
        if chosen.only in (None, "living"):
            living(report, work)
        if chosen.only in (None, "enrolments"):
            enrolments.report(report, enrolments.measure(work / "inscriptions"))
        if chosen.only in (None, "votes"):
            votes.report(report, votes.measure(work / "votes"))
        if chosen.only in (None, "fieldwork"):
            fieldwork.report(report, fieldwork.measure(work / "rapport"))
        if chosen.only in (None, "counting"):
            counting.report(report, counting.measure(work / "compte"))
        if chosen.only in (None, "minutes"):
            minutes_of_a_meeting(report, work, env)
        if chosen.only in (None, "screen"):
            screen.report(report, screen.measure(work / "ecran"))
        if chosen.only in (None, "iati"):
            iati.report(report, iati.measure(work / "iati", env), "sqlite")
        for vendor in ("sqlite", "postgresql"):
            on_database(report, work, env, vendor, counts, chosen.only)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(report.lines, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    passed = [line for line in report.lines if line["kept"] is False]
    print(f"{len(report.lines)} mesures, {len(passed)} au-delà de leur borne.")


if __name__ == "__main__":
    main()
