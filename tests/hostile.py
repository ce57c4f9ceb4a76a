"""A mission whose every name is a script, a tag or a template, and of which such things were heard."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from tests.desks import GO, HEARD, LEFT, SHIPPED
from tests.keeping import Typist

__all__ = ["HOSTILE", "hostile_desk"]

HOSTILE = {
    "script": "<script>hit()</script>",
    "image": '"><img src=x onerror=hit()>',
    "quote": "' onfocus=hit() autofocus='",
    "template": "{{7*7}}{% raw %}${7*7}<%= 7*7 %>{name}",
    "address": "javascript:hit()//\nhttps://evil.example",
    "ending": "</textarea></select></title></script><svg onload=hit()>",
    "letters": "\u202e\u200b\ufeff\u0007\x1b[31m𝕏\uffff",
}
FOLDER = """a"><img src=x onerror=hit()> {{7*7}} 'b' &amp;"""
"""A folder's name is the mission's name in addresses."""


def hostile_desk(folder: Path) -> Path:
    """A journey on its way, in a pack in a folder."""
    pack, typist = _pack(folder), Typist(folder)
    typist.types("override", str(pack), answers=GO)
    typist.types("journey", "begin", str(pack))
    typist.types("report", "add", str(pack), "--heard", HEARD, "--yes", answers=LEFT)
    told = {"kind": "sighting", "happened": "2031-10-01T18:40:00+07:00", "heard": "2031-10-01T18:40:00+07:00"}
    every = [
        {**told, "source": word, "near": "place:bank", "what": word, "text": word, "from": word}
        for name, word in HOSTILE.items()
        if name not in ("letters", "address")  # a report holds no invisible letters and no second line
    ]
    typist.types("report", "add", str(pack), "--json", answers=json.dumps(every))
    return pack


def _pack(folder: Path) -> Path:
    """The two days to the river, by other names: each is a script."""
    pack = folder / FOLDER
    shutil.copytree(SHIPPED, pack)
    text = iter(HOSTILE[name] for name in ["script", "image", "quote", "template", "ending"] * 20)

    def toml(one: re.Match[str]) -> str:
        return f"{one[1]}{json.dumps(next(text))}"

    own = (pack / "pack.toml").read_text("utf-8")
    (pack / "pack.toml").write_text(re.sub(r'^((?:name|about) *= *)"[^"]*"', toml, own, flags=re.MULTILINE), "utf-8")
    network = json.loads((pack / "network.geojson").read_text("utf-8"))
    for one in network["features"]:
        if "name" in one["properties"]:
            one["properties"]["name"] = next(text)
    (pack / "network.geojson").write_text(json.dumps(network), "utf-8")
    return pack
