"""What a file says cannot write lines of its own, colour a terminal, or turn a sentence's template against us."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.running import run, write_files
from tests.attacks.writing import NETWORK, PACK, Raw, load, write_network, write_toml
from waystation.errors import Mistake
from waystation.wording.mistakes import SENTENCES, say_mistake, sentence

NASTY = {
    "a new line": "x\nerror: forged: line",
    "a carriage return": "x\rerror: forged",
    "a line separator": "x\u2028error: forged\u2029",
    "a colour": "\u001b[31mred\u001b[0m",
    "a title": "\u001b]0;title\u0007",
    "an 8-bit escape": "\u009b31m",
    "an override": "\u202egnp.exe\u202c",
    "an isolate": "\u2066x\u2069",
    "a bell": "\u0007\u0008\u007f",
    "braces": "{0.__class__.__mro__} {value!r:>10000} {} {{}}",
    "a field": "{limit} {nearest} {why}",
    "percent": "%s %d %(x)s %n %%",
    "a lone brace": "} {",
    "a tab": "a\tb",
    "a NUL": "a\u0000b",
}
FORBIDDEN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def sound_lines(err: str) -> bool:
    """Whether each line is one of ours and none holds what a terminal would obey."""
    lines = err.removesuffix("\n").split("\n")
    return all(re.match(r"(error|warning): (?!forged)", line) for line in lines) and not FORBIDDEN.search(err)


def packs_with(text: str) -> dict[str, dict[str, bytes]]:
    """Packs that hold a text in every position from which something is said about it."""
    escaped = Raw(json.dumps(text).replace("\x7f", "\\u007f"))
    table, features = load("two-days-to-the-river")

    def made(change: Any) -> dict[str, bytes]:
        own, drawn = copy.deepcopy((table, features))
        change(own, drawn)
        return {PACK: write_toml(own)[0].encode(), NETWORK: write_network(drawn).encode()}

    def in_pack(*path: Any) -> dict[str, bytes]:
        def change(own: dict[str, Any], drawn: list[Any]) -> None:
            place: Any = own
            for key in path[:-1]:
                place = place[key]
            place[path[-1]] = escaped

        return made(change)

    def in_feature(number: int, **properties: Any) -> dict[str, bytes]:
        return made(lambda own, drawn: drawn[number]["properties"].update(properties))

    gauge = {"file": escaped, "thresholds": [1.0, 2.0]}
    found = {
        "the pack's name": in_pack("name"),
        "a traveller": in_pack("traveller", 0, "id"),
        "an end": made(lambda own, _: own["mission"].update(to=[escaped])),
        "a level now": in_pack("condition", 0, "now"),
        "a role": in_pack("broker", 0, "role"),
        "a currency": in_pack("mission", "currency"),
        "a broker's name": in_pack("broker", 0, "name"),
        "a gauge": made(lambda own, _: own["condition"][0].update(gauge=gauge) or own["condition"][0].pop("per_hour")),
        "a zone": in_feature(0, tz=escaped),
        "a kind": in_feature(0, kind=escaped),
        "a name": in_feature(0, name=escaped),
        "a place": in_feature(10, to=escaped),
        "a window": in_feature(10, window=escaped),
        "a key of a feature": in_feature(10, **{text: 1}),
        "a key of an effect": in_feature(10, when={text: {"late": 1.0}}),
        "a level": in_feature(10, when={f"river={text}": {"late": 1.0}}),
        "a risk": in_feature(10, when={"river=low": {text: 1.0}}),
        "a geometry": made(lambda _, drawn: drawn[0].update(geometry={"type": escaped})),
        "a key twice": in_feature(10, name=Raw("{" + f"{escaped}: 1, {escaped}: 2" + "}")),
    }
    toml = write_toml(table)[0]
    found["a key"] = {PACK: f"{escaped} = 1\n{toml}".encode(), NETWORK: write_network(features).encode()}
    found["a table"] = {PACK: f"{toml}[{escaped}]\n".encode(), NETWORK: write_network(features).encode()}
    found["a table twice"] = {
        PACK: f"{toml}[{escaped}]\n[{escaped}]\n".encode(),
        NETWORK: write_network(features).encode(),
    }
    return found


@pytest.mark.parametrize("what", NASTY)
def test_nothing_in_a_pack_forges_a_line(what: str, tmp_path: Path) -> None:
    """Every line is ours, on standard error and on standard output, whatever the pack holds and wherever."""
    for number, (where, files) in enumerate(packs_with(NASTY[what]).items()):
        answer = run("check", str(write_files(tmp_path / str(number), files)))
        assert "inside Waystation" not in answer.err, (where, answer.err)
        assert answer.status in {0, 2}, where
        assert not answer.err or sound_lines(answer.err), (where, answer.err)
        assert answer.out.count("\n") <= 1, (where, answer.out)
        assert not FORBIDDEN.search(answer.out), (where, answer.out)


@pytest.mark.parametrize("what", NASTY)
def test_json_of_a_nasty_pack_is_one_document(what: str, tmp_path: Path) -> None:
    """`--json` stays JSON, and its sentences are lines."""
    for number, files in enumerate(packs_with(NASTY[what]).values()):
        document = json.loads(run("check", str(write_files(tmp_path / str(number), files)), "--json").out)
        assert not any(FORBIDDEN.search(mistake["text"]) for mistake in document["errors"])


@pytest.mark.parametrize("what", [what for what in NASTY if what != "a NUL"])
def test_the_name_of_a_folder_forges_nothing(what: str, tmp_path: Path) -> None:
    """A pack that is not there is named in one line."""
    answer = run("check", str(tmp_path / NASTY[what].replace("/", "-")))
    assert answer.status == 2
    assert len(answer.lines) == 1
    assert sound_lines(answer.err)


@pytest.mark.parametrize("command", ["{}", "%s", "pl\nan", "{0.__class__}", "\u001b[31m"])
def test_a_command_that_does_not_exist_forges_nothing(command: str) -> None:
    """What was typed is repeated in one line."""
    answer = run(command)
    assert (answer.status, len(answer.lines)) == (2, 1)
    assert sound_lines(answer.err)


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY)
def test_a_field_is_only_ever_text(text: str) -> None:
    """No field of a mistake is read as a template, and file and place are made harmless like the rest."""
    line = say_mistake(Mistake("unknown_id", f"a{text}", f"b{text}", 3, {"kind": text, "value": text, "nearest": text}))
    assert line.startswith("error: a")
    assert not FORBIDDEN.search(line)
    assert "\n" not in line
    assert line.count(text.replace("\n", " ")) in {0, 5}


def test_templates_only_name_their_fields() -> None:
    """No sentence reaches into a value: a field has no attribute and no index."""
    assert not [code for code, template in SENTENCES.items() if re.search(r"(?<!\{)\{\w*[.\[]", template)]


def test_a_code_that_nobody_knows_is_said_plainly() -> None:
    """Even then it is one line with its fields."""
    assert sentence(Mistake("brand_new", fields={"a": "x\ny", "b": "{z}"})) == "brand new: a x y, b {z}"
