"""A demonstration made once and served as `./run` does: journeys change it as people would."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from re import Pattern

import pytest
from playwright.sync_api import Page

from tests import migrated
from tests.accessible import faults

MAILLAGE = Path(sys.executable).with_name("maillage")
QUIET = {key: value for key, value in os.environ.items() if not key.startswith(("MAILLAGE_", "DJANGO_", "DATABASE_"))}


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Iterator[str]:
    """The address of the CSI's demonstration, written by `maillage demo`, served with its work done behind."""
    folder = migrated.folder(tmp_path_factory.mktemp("site") / "data")
    subprocess.run([MAILLAGE, "demo", "--data", folder], check=True, env=QUIET, capture_output=True)
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [MAILLAGE, "run", "--data", folder, "--port", str(port)]
    with (folder / "said.txt").open("w") as said:
        house = subprocess.Popen(command, env=QUIET, stdout=said, stderr=said)
    try:
        for _ in range(150):
            try:
                urllib.request.urlopen(f"{address}/fr/", timeout=5)
                break
            except OSError:
                assert house.poll() is None, (folder / "said.txt").read_text()
                time.sleep(0.2)
        yield address
    finally:
        house.terminate()
        house.wait(20)


class Person:
    """Someone in front of a browser: goes, reads, and hears axe on every page it says `well`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.wrong: list[str] = []
        page.set_default_timeout(10_000)
        page.on(
            "console",
            lambda said: (
                self.wrong.append(said.text) if said.type == "error" and "Failed to load" not in said.text else None
            ),
        )
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("response", lambda got: self.wrong.append(f"{got.status} {got.url}") if got.status >= 500 else None)

    def goes(self, address: str) -> "Person":
        self.page.goto(address)
        return self

    def follows(self, name: str | Pattern[str], nth: int = 0) -> "Person":
        """Click a link; one that stands in a folded section of the menu is reached by unfolding, as a person does."""
        link = self.page.get_by_role("link", name=name)
        for fold in self.page.locator("nav details:not([open]) > summary").all():
            if link.count():
                break
            if fold.is_visible():
                fold.click()
        link.nth(nth).click()
        self.page.wait_for_load_state()
        return self

    def presses(self, name: str) -> "Person":
        self.page.get_by_role("button", name=name, exact=True).first.click()
        self.page.wait_for_load_state()
        return self

    def fills(self, answers: dict[str, str]) -> "Person":
        for label, answer in answers.items():
            self.page.get_by_label(label).first.fill(answer)
        return self

    def brings(self, label: str, name: str, text: str, encoding: str = "utf-8") -> "Person":
        """A file of text, as its program wrote it."""
        file = {"name": name, "mimeType": "text/csv", "buffer": text.encode(encoding)}
        self.page.get_by_label(label).set_input_files(file)  # type: ignore[arg-type]
        return self

    def reads(self, *sentences: str) -> "Person":
        for sentence in sentences:
            self.page.get_by_text(sentence).first.wait_for(state="attached")
        return self.well()

    def well(self) -> "Person":
        """Nothing for axe to say, nothing in the console."""
        assert faults(self.page) == [], self.page.url
        assert self.wrong == [], self.page.url
        return self

    @property
    def title(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def person(chromium, site):
    """Open a browser for someone of the demonstration's cast, by name; a visitor without one."""

    def someone(name: str = "", **options) -> Person:
        found = Person(chromium.new_context(base_url=site, **options).new_page())
        if name:
            found.goes("/demonstration/").presses(f"Entrer comme {name}")
        return found

    return someone
