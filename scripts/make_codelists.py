#!/usr/bin/env python3
"""Make the codelists of the house from IATI's own files: `scripts/make_codelists.py FOLDER`.

FOLDER holds `codelists-embedded/` and `codelists-nonembedded/` as IATI publishes them (CC BY 4.0, « IATI Standard »).
Each list becomes one line of `src/maillage/core/codelists/lists.json`, without its long descriptions.
"""

import json
import sys
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "src" / "maillage" / "core" / "codelists"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def names(item: Any) -> dict[str, str]:
    """{language: name} of an item."""
    found = {}
    for one in item.findall("name/narrative"):
        if one.text and one.text.strip():
            found[one.get(LANG, "en")] = " ".join(one.text.split())
    return found


def items(root: Any) -> dict[str, Any]:
    """{code: [English name, French name, category, withdrawn?]}, without the empty ends."""
    found = {}
    for item in root.findall("codelist-items/codelist-item"):
        said = names(item)
        code = (item.findtext("code") or "").strip()
        row = [said.get("en", code), said.get("fr", ""), (item.findtext("category") or "").strip(),
               1 if item.get("status") == "withdrawn" else 0]  # fmt: skip
        while len(row) > 1 and not row[-1]:
            row.pop()
        if code:
            found[code] = row
    return found


def main() -> None:
    folder = Path(sys.argv[1])
    lists = {}
    for path in sorted(folder.glob("codelists-*/xml/*.xml")):
        root = ET.parse(path).getroot()
        lists[root.get("name") or path.stem] = {"complete": root.get("complete") != "0", "items": items(root)}
    mappings = []
    for one in ET.parse(folder / "codelists-embedded" / "mapping.xml").getroot().findall("mapping"):
        reference = one.find("codelist")
        name = reference.get("ref") if reference is not None else ""
        mappings.append([one.findtext("path"), name, one.findtext("condition") or ""])
    TARGET.mkdir(exist_ok=True)
    told = {"source": "IATI Standard, CC BY 4.0", "taken_on": date.today().isoformat(), "mappings": mappings}
    lines = [
        f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False, separators=(',', ':'))}"
        for name, value in lists.items()
    ]
    told_text = json.dumps(told, ensure_ascii=False)[:-1]
    (TARGET / "lists.json").write_text(told_text + ', "lists": {\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    print(f"{len(lists)} lists, {sum(len(one['items']) for one in lists.values())} codes")


if __name__ == "__main__":
    main()
