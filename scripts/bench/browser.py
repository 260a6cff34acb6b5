"""The first view: bytes of each public page, and first contentful paint in a throttled Chromium (local, no TLS)."""

import re
import shutil
from typing import Any
from urllib.parse import urljoin
from urllib.request import Request, urlopen

LINKS = re.compile(r'(?:href|src)="(/static/[^"#]+)')


def get(url: str) -> tuple[bytes, bytes]:
    """The compressed bytes as sent, and the plain ones."""
    with urlopen(Request(url, headers={"Accept-Encoding": "gzip"})) as answer:
        sent = answer.read()
    with urlopen(Request(url, headers={"Accept-Encoding": "identity"})) as answer:
        return sent, answer.read()


def weigh(base: str, path: str) -> dict[str, Any]:
    """Compressed kilobytes of a page: alone, with what it needs, with the two base fonts."""
    sent, plain = get(urljoin(base, path))
    files: dict[str, int] = {}
    for link in sorted(set(LINKS.findall(plain.decode()))):
        files[link] = len(get(urljoin(base, link))[0])
    fonts = 0
    for link in [name for name in files if name.endswith(".css")]:
        for font in set(re.findall(r'url\("?([^")]+\.woff2)', get(urljoin(base, link))[1].decode())):
            if "etendu" not in font:
                fonts += len(get(urljoin(urljoin(base, link), font))[0])
    own = sum(size for name, size in files.items() if not name.endswith((".woff2", ".png", ".webp", ".avif", ".jpg")))
    svg_inline = sum(len(found) for found in re.findall(rb"<svg.*?</svg>", plain, re.S))
    return {"html_kb": kb(len(sent)), "inline_svg_raw_kb": kb(svg_inline), "without_fonts_kb": kb(len(sent) + own),
            "with_fonts_kb": kb(len(sent) + own + fonts)}  # fmt: skip


def kb(size: int) -> float:
    return round(size / 1024, 1)


def first_paint(base: str, path: str) -> float | None:
    """Seconds to the first contentful paint at 50 kbit/s and 600 ms, CPU ÷ 4, 360 px, cold cache."""
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if not chromium:
        return None
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", {
            "offline": False, "latency": 600, "downloadThroughput": 50_000 / 8, "uploadThroughput": 50_000 / 8})  # fmt: skip
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        page.goto(urljoin(base, path), wait_until="load", timeout=120_000)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime")
        browser.close()
    return round(paint / 1000, 2) if paint else None
