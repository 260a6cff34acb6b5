"""QR codes as drawings in the page: an address that a telephone opens, with its name for those who do not see it."""

from django.utils.safestring import SafeString

from maillage.core.later import later

segno = later("segno")


def qr_svg(text: str, *, title: str) -> SafeString:
    """The code of a text (an address, a ticket) as SVG, attributes only; it takes the width of its place."""
    code = segno.make(text, error="m", micro=False)
    return SafeString(
        code.svg_inline(border=4, title=title, svgclass="qr", lineclass=None, omitsize=True, dark="#000", light="#fff")
    )
