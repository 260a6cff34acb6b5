#!/usr/bin/env python3
"""Cut the typefaces of the pages (WOFF2) and of the PDF (TTF) from the Fontsource packages.

Usage, in an environment with ``fonttools`` and ``brotli`` and the packages unpacked::

    npm pack @fontsource/source-sans-3 @fontsource-variable/source-sans-3 \\
        @fontsource/bricolage-grotesque @fontsource-variable/bricolage-grotesque
    python scripts/make_fonts.py SOURCE SOURCE_VARIABLE BRICOLAGE BRICOLAGE_VARIABLE

Each argument is an unpacked ``package`` folder. Source Sans 3 is Adobe's under the OFL with the
reserved name "Source": a cut version must carry another one, hence "Maillage Texte" and
"Maillage Titre". U+202F, the French thin no-break space, is missing in both and is added as an
alias of the thin space.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools import subset
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parent.parent
WEB = ROOT / "src/maillage/ui/static/ui/fonts"
PDF = ROOT / "src/maillage/core/pdf/fonts"

TEXT, TITLE = "Maillage Texte", "Maillage Titre"
# French, English, Spanish, Portuguese, Dutch and the punctuation of their pages.
BASE = "20-7E,A0-FF,131,152-153,178,300-301,2009,2013-2014,2018-2019,201C-201E,2022,2026,202F,2039-203A,20AC,2122,2212"
# Bambara, Ewe, Fon, Lingala, Yoruba, Hausa, Fulfulde, Wolof and neighbours: names of people, places.
EXTENDED = (
    "101,105,10D,113,119,11B,11F,128-129,12B,12F-130,141-142,144,148,14A-14B,14D,151,159,15A-15B,15F-161,163,168-169,"
    "16B,16F,171,17A,17C,17E,181,186,18A,190,192,19D,1EB,219,21B,253-254,256-257,25B,263,272,28B,303-304,308,323,"
    "1E62-1E63,1EBD,1EF8-1EF9"
)


def codepoints(text: str) -> list[int]:
    """``"41-43,20AC"`` → list of code points."""
    out: list[int] = []
    for part in text.split(","):
        low, _, high = part.partition("-")
        out += range(int(low, 16), int(high or low, 16) + 1)
    return out


def thin_space(font: TTFont) -> None:
    """Map U+202F to the thin space."""
    for table in font["cmap"].tables:
        if table.isUnicode() and 0x2009 in table.cmap:
            table.cmap.setdefault(0x202F, table.cmap[0x2009])


def rename(font: TTFont, family: str, style: str, weight: int) -> None:
    """Names and style bits by which browsers, typst and desktops recognise the face."""
    table = font["name"]
    keep = {0, 7, 8, 9, 11, 12, 13, 14}  # copyright, makers, licence
    table.names = [n for n in table.names if n.nameID in keep]
    postscript = f"{family}-{style}".replace(" ", "")
    entries = {1: family, 2: style, 3: f"1.0;{postscript}", 4: f"{family} {style}", 5: "Version 1.0"}
    for key, value in {**entries, 6: postscript}.items():
        table.setName(value, key, 3, 1, 0x409)
    bold, italic = "Bold" in style, "Italic" in style
    os2, head = font["OS/2"], font["head"]
    os2.usWeightClass = weight
    os2.fsSelection = (os2.fsSelection & ~0b1100001) | bold << 5 | italic | (not bold and not italic) << 6
    head.macStyle = bold | italic << 1
    for tag in ("STAT", "DSIG"):
        if tag in font:
            del font[tag]


def cut(font: TTFont, points: list[int]) -> None:
    """Subset in place, unhinted, keeping kerning, accents, figures and ligatures."""
    options = subset.Options(layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "liga", "tnum"], hinting=False)
    options.name_IDs = ["*"]
    options.notdef_outline = True
    tool = subset.Subsetter(options)
    tool.populate(unicodes=points)
    tool.subset(font)


def web(source: Path, target: str, points: str, family: str, weight: tuple[int, int] | int) -> None:
    """One WOFF2 from a variable file; ``weight`` is a range or one instance."""
    font = TTFont(source)
    thin_space(font)
    cut(font, codepoints(points))
    font = instantiateVariableFont(font, {"wght": weight})
    rename(font, family, "Regular" if isinstance(weight, tuple) else "Bold", 400 if isinstance(weight, tuple) else 700)
    font.flavor = "woff2"
    WEB.mkdir(parents=True, exist_ok=True)
    font.save(WEB / target)
    print(target, (WEB / target).stat().st_size, "bytes")


def pdf(folder: Path, stem: str, weight: int, slope: str, family: str, style: str) -> None:
    """One TTF from the static Latin, extended Latin and Vietnamese pieces."""
    with tempfile.TemporaryDirectory() as tmp:
        pieces = []
        for part in ("latin", "latin-ext", "vietnamese"):
            font = TTFont(folder / "files" / f"{stem}-{part}-{weight}-{slope}.woff2")
            font.flavor = None
            # Merging refuses to mix hinting programs, and PDF does not need them.
            for tag in ("fpgm", "prep", "cvt ", "gasp", "STAT", "DSIG"):
                if tag in font:
                    del font[tag]
            for glyph in font["glyf"].glyphs.values():
                glyph.removeHinting()
            pieces.append(f"{tmp}/{part}.ttf")
            font.save(pieces[-1])
        font = Merger().merge(pieces)
    thin_space(font)
    cut(font, sorted(font.getBestCmap()))
    rename(font, family, style, 700 if "Bold" in style else 400)
    PDF.mkdir(parents=True, exist_ok=True)
    target = PDF / f"{family}-{style}.ttf".replace(" ", "")
    font.save(target)
    print(target.name, target.stat().st_size, "bytes")


def main(source: Path, source_variable: Path, bricolage: Path, bricolage_variable: Path) -> None:
    """Write every file, and the licences beside them."""
    text = source_variable / "files/source-sans-3-{}-wght-normal.woff2"
    web(Path(str(text).format("latin")), "source-sans-400-700.woff2", BASE, TEXT, (400, 700))
    web(Path(str(text).format("latin-ext")), "source-sans-etendu.woff2", EXTENDED, TEXT, (400, 700))
    title = bricolage_variable / "files/bricolage-grotesque-latin-wght-normal.woff2"
    web(title, "bricolage-750.woff2", BASE, TITLE, 750)
    pdf(source, "source-sans-3", 400, "normal", TEXT, "Regular")
    pdf(source, "source-sans-3", 700, "normal", TEXT, "Bold")
    pdf(source, "source-sans-3", 400, "italic", TEXT, "Italic")
    pdf(bricolage, "bricolage-grotesque", 700, "normal", TITLE, "Bold")
    for folder in (WEB, PDF):
        shutil.copyfile(bricolage / "LICENSE", folder / "OFL-Bricolage-Grotesque.txt")
        licence = (source / "LICENSE").read_text(encoding="utf-8").split("\n", 1)[1]
        copyright_line = "Copyright 2010-2023 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.\n"
        (folder / "OFL-Source-Sans-3.txt").write_text(copyright_line + licence, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*map(Path, sys.argv[1:]))
