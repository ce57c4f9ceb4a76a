"""New versions of packs: into the folder or the vault that they came from, whole, and never over somebody else's."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.keeping import PASSPHRASE, Typist
from tests.served import served
from waystation.bootstrap.packs import keep_pack, new_pack, pack_text, version_of
from waystation.desk.chart.drafting.editing import PackText, add_leg, edit_place, edit_record
from waystation.desk.chart.versions import checked
from waystation.errors import BadInput, Usage
from waystation.storage.folders import PackFolder

PACKS = Path(__file__).resolve().parents[3] / "packs"


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """A copy of a mission in a folder."""
    shutil.copytree(PACKS / "beyond-utopia", tmp_path / "utopia")
    return str(tmp_path / "utopia")


def files(folder: str) -> dict[str, bytes]:
    """The files of a folder and its folders."""
    return {str(path): path.read_bytes() for path in Path(folder).rglob("*") if path.is_file()}


def test_only_what_is_otherwise_is_written(pack: str) -> None:
    """Gauges, timetables and the other of the two files are not touched; what is returned is what lies there."""
    before, text = files(pack), pack_text(pack)
    place = checked(text, PackFolder(Path(pack))).pack.places[2].id
    kept = keep_pack(pack, edit_place(text, place, {"beds": 77}), version_of(text))
    after = files(pack)
    assert {path for path in after if after[path] != before[path]} == {f"{pack}/network.geojson"}
    assert before.keys() == after.keys()
    assert kept.pack.place[place].beds == 77


def test_a_version_that_is_no_pack_is_not_kept(pack: str) -> None:
    """Every mistake of it is said, and the files are as they were."""
    before, text = files(pack), pack_text(pack)
    wrong = add_leg(text, {"id": "x", "from": "nowhere", "to": "elsewhere", "mode": "foot", "minutes": -1})
    with pytest.raises(BadInput) as refused:
        keep_pack(pack, wrong, version_of(text))
    assert {one.code for one in refused.value.found} >= {"not_above"}
    assert files(pack) == before


def test_nobody_overwrites_what_somebody_else_wrote(pack: str) -> None:
    """Whoever saw an older version is told, and nothing of theirs is written."""
    text = pack_text(pack)
    first = edit_record(text, "traveller", "grandmother", {"pace": 0.4})
    keep_pack(pack, first, version_of(text))
    with pytest.raises(Usage, match="pack_changed_meanwhile"):
        keep_pack(pack, edit_record(text, "traveller", "grandmother", {"pace": 0.9}), version_of(text))
    assert pack_text(pack) == first


def test_a_new_version_in_a_vault_keeps_its_other_files(tmp_path: Path) -> None:
    """Gauges and timetables come along, older versions stay in the chain, and another device reads the new one."""
    typist = Typist(tmp_path)
    typist.creates("vault")
    typist.in_vault("vault", "vault", "put", str(PACKS / "beyond-utopia"), "--name", "heron")
    before = typist.in_vault("vault", "plan", "vault:heron", "--json").json
    with served(vault=tmp_path / "vault", passphrase=PASSPHRASE) as visitor:
        page = visitor.get("/missions/heron/edit/travellers/grandmother").text
        version = page.partition('name="version" value="')[2].partition('"')[0]
        sent = {"version": version, "was": '{"pace": "1"}', "pace": "0.3"}
        assert visitor.post("/missions/heron/edit/travellers/grandmother", sent).status_code == 303
    after = typist.in_vault("vault", "plan", "vault:heron", "--json").json
    assert after["digest"] != before["digest"]
    assert after["course"]
    typist.checks("vault")


def test_a_new_pack_is_sound_or_nowhere(tmp_path: Path) -> None:
    """What cannot be read makes no folder; a sound one does, once."""
    text = pack_text(str(PACKS / "two-days-to-the-river"))
    folder = tmp_path / "new"
    with pytest.raises(BadInput):
        new_pack(PackText("format = 1\n", text.network), "new", None, str(folder))
    assert not folder.exists()
    assert new_pack(text, "new", None, str(folder)) == str(folder)
    assert pack_text(str(folder)) == text
    with pytest.raises(Usage, match="folder_not_empty"):
        new_pack(text, "new", None, str(folder))
