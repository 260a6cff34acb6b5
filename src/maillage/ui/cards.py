"""The picture that social networks show: the name on its own woven cloth, 1200 × 630, a few kilobytes, drawn once."""

import hashlib
import tempfile
from importlib import resources
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings

from maillage.core.later import later
from maillage.ui import weave

Image, ImageDraw, ImageFont = later("PIL.Image"), later("PIL.ImageDraw"), later("PIL.ImageFont")

WIDTH, HEIGHT = 1200, 630
CELL, CLOTH = 45, 8  # the cloth: eight columns on the right
INK, GROUND, GOLD = "#ffffff", "#14163f", "#f7b52c"
LONGEST = 110


def card(name: str, network: str, ground: str = GROUND) -> bytes:
    """The picture, from the folder of the install when it was drawn before."""
    key = hashlib.sha256("\0".join(("2", name, network, ground)).encode()).hexdigest()[:32]
    path = Path(settings.DATA) / "cartes" / f"{key}.png"
    if path.is_file():
        return path.read_bytes()
    data = draw(name[:LONGEST], network, ground)
    try:
        path.parent.mkdir(exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
    except OSError:  # a full disk does not hide the picture
        return data
    return data


def draw(name: str, network: str, ground: str) -> bytes:
    """The picture itself."""
    fonts = resources.files("maillage.core.pdf") / "fonts"
    title, small = str(fonts / "MaillageTitre-Bold.ttf"), str(fonts / "MaillageTexte-Bold.ttf")
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    pen = ImageDraw.Draw(image)
    left = WIDTH - CELL * CLOTH
    for colour, runs in weave.cells(name, CLOTH, HEIGHT // CELL).items():
        for column, row, length in runs:
            x, y = left + column * CELL, row * CELL
            pen.rectangle((x, y, x + length * CELL - 1, y + CELL - 1), fill=colour)
    pen.text((64, 64), network, font=ImageFont.truetype(small, 34), fill=GOLD)
    lines, font = wrapped(name, title, left - 128)
    height = int(font.size * 1.12)
    top = HEIGHT - 72 - height * len(lines)
    for rank, line in enumerate(lines):
        pen.text((64, top + rank * height), line, font=font, fill=INK)
    out = BytesIO()
    image.quantize(48).save(out, "PNG", optimize=True)
    return out.getvalue()


def wrapped(name: str, path: str, width: int) -> tuple[list[str], Any]:
    """Lines that fit, in the largest size that leaves five of them at most."""
    for size in (84, 72, 60, 50, 42):
        font = ImageFont.truetype(path, size)
        lines: list[str] = []
        for word in name.split():
            trial = f"{lines[-1]} {word}" if lines else word
            if lines and font.getlength(trial) <= width:
                lines[-1] = trial
            else:
                lines.append(word)
        if len(lines) <= 5 and all(font.getlength(line) <= width for line in lines):
            break
    return lines[:6], font
