"""Minutes as an ODT: headings, lists and tables as such, with the heads of tables said to be heads."""

import io
from typing import Any

from maillage.core.later import later

odfdo = later("odfdo")
_HEADING = 3  # the deepest level of a heading
_BORDER = "0.5pt solid #b9b9c6"


def document(data: dict[str, Any], locale: str) -> bytes:
    """The same data as the PDF."""
    made = odfdo.Document("text")
    made.meta.title = data["title"]
    made.set_language(locale.replace("_", "-"))
    cell = made.insert_style(odfdo.create_table_cell_style(border=_BORDER, padding="0.1cm"), automatic=True)
    body = made.body
    body.clear()
    body.append(heading(1, f"{data['kind']} – {data['name']}"))
    for line in filter(None, [data["identity"]["name"], data["number"], data["status"]]):
        body.append(paragraph(line))
    for number, part in enumerate(data["sections"], 1):
        body.append(heading(min(part["level"] + 1, _HEADING), part["title"]))
        for at, block in enumerate(part["facts"], 1):
            for element in elements(block, f"T{number}_{at}", cell):
                body.append(element)
        for words in part["words"]:
            body.append(paragraph(words))
    signed = data["signatures"]
    if signed:
        body.append(table("signatures", [one["office"] for one in signed],
                          [[" – ".join(filter(None, [one["name"], one["on"]])) for one in signed]], cell))  # fmt: skip
    for line in data["prints"]:
        body.append(paragraph(line))
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def heading(level: int, words: str) -> Any:
    made = odfdo.Header(level, words)
    made.style = f"Heading_20_{level}"
    return made


def paragraph(words: str) -> Any:
    return odfdo.Paragraph(words, style="Text_20_body")


def elements(block: dict[str, Any], name: str, cell: str) -> list[Any]:
    if block["kind"] == "p":
        return [paragraph(block["text"])]
    title = [paragraph(block["title"])] if block["title"] else []
    if block["kind"] == "list":
        return [*title, odfdo.List(block["items"])]
    if block["kind"] == "vote":
        return [paragraph(f"{block['title']} : {block['result']}"), *map(paragraph, block["lines"])]
    return [*title, table(name, block["head"], block["rows"], cell)]


def table(name: str, head: list[str], rows: list[list[str]], cell: str) -> Any:
    made = odfdo.Element.from_tag("table:table")
    made.set_attribute("table:name", name)
    columns = odfdo.Element.from_tag("table:table-column")
    columns.set_attribute("table:number-columns-repeated", str(len(head)))
    heads = odfdo.Element.from_tag("table:table-header-rows")
    heads.append(line(head, cell))
    for one in (columns, heads, *(line(row, cell) for row in rows)):
        made.append(one)
    return made


def line(words: list[str], cell: str) -> Any:
    made = odfdo.Element.from_tag("table:table-row")
    for word in words:
        box = odfdo.Element.from_tag("table:table-cell")
        box.set_attribute("office:value-type", "string")
        box.set_attribute("table:style-name", cell)
        box.append(odfdo.Paragraph(word))
        made.append(box)
    return made
