"""The network's colours as a style sheet: its own custom properties, and those that follow from them. Pure."""

from maillage.network.place import Colours
from maillage.ui.weave import contrast

WHITE, INK = "#ffffff", "#1b1a2e"
LEAST = 4.5


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(one: str, other: str, share: float) -> str:
    """`share` of the first colour in the second."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def derived(colours: Colours) -> dict[str, str]:
    """What follows from the network's colours in the light theme: maps, tags, the dark ground of the hero."""
    accent = colours.accent
    found: dict[str, str] = {}
    if accent:
        found |= {"--v1": mixed(accent, WHITE, 0.36), "--v2": mixed(accent, WHITE, 0.66), "--v3": accent}
        soft = colours.accent_soft or mixed(accent, WHITE, 0.12)
        if contrast(accent, soft) >= LEAST:
            found |= {"--info": accent, "--info-fond": soft}
    return found


def unreadable(colours: Colours) -> list[tuple[str, str, float]]:
    """(ink, ground, contrast) of what would read badly beside the style sheet's own colours."""
    pairs = (
        ("accent_strong", WHITE, colours.accent_strong or "#14163f"),
        ("accent", colours.on_accent or WHITE, colours.accent or "#2e3192"),
        ("link", colours.link or "#2e3192", colours.background or WHITE),
        ("text", colours.text or INK, colours.background or WHITE),
        ("muted", colours.muted or "#55546b", colours.surface or "#f3f3fb"),
    )
    return [(name, ground, ratio) for name, ink, ground in pairs if (ratio := contrast(ink, ground)) < LEAST]


def style_sheet(colours: Colours) -> str:
    """The style sheet. The dark theme keeps the house's own colours, which were measured."""
    own = "".join(f"{name}:{value};" for name, value in colours.properties().items())
    follow = "".join(f"{name}:{value};" for name, value in derived(colours).items())
    text = f":root{{{own}}}\n" if own else ""
    return text + (f"@media not all and (prefers-color-scheme:dark){{:root{{{follow}}}}}\n" if follow else "")
