"""Vaults as somebody types them: made, filled, shared, handed on, forgotten from, backed up."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests.builders import leg, write_pack
from tests.keeping import PASSPHRASE, Typist

TOLD = {"source": "malee", "happened": "2031-10-01T12:00:00+09:00", "heard": "2031-10-01T12:00:00+09:00"}
SEEN = {"kind": "sighting", **TOLD, "near": "place:a", "what": "dogs", "grade": "B2"}
PAID = {"kind": "payment", **TOLD, "to": "hwang", "amount": 5, "state": "paid"}
AGREED = {"kind": "consent", **TOLD, "person": "Ahn", "purpose": "to be guided", "given": True}
WORD = {"kind": "word", **TOLD, "broker": "hwang", "kept": 2, "grade": "A1"}
HEARD = [SEEN, PAID, AGREED, WORD]
BROKERS = [{"id": "hwang", "role": "guide"}]


def a_pack(folder: Path, **extra: bytes) -> Path:
    """A small pack with a broker."""
    files = {name.replace("_", "."): data for name, data in extra.items()}
    return write_pack(folder, leg("l", broker="hwang", risk={"caught": 0.1}), broker=BROKERS, extra=files)


def lines(*reports: dict[str, Any]) -> bytes:
    """A file of reports, spaced as people do."""
    return b"\n\n".join(json.dumps(report, ensure_ascii=False, indent=None).encode() for report in reports)


def warnings(said: str) -> list[str]:
    """The lines that warn."""
    return [line for line in said.splitlines() if line.startswith("warning: ")]


def listed(typist: Typist) -> list[Any]:
    """The reports of the mission, without what was foreseen by plans."""
    found = typist.in_vault("mine", "report", "list", "vault:heron", "--json").json
    return [report for report in found if report["kind"] != "forecast"]


@pytest.fixture
def typist(tmp_path: Path) -> Typist:
    """Somebody with an empty folder."""
    return Typist(tmp_path)


@pytest.fixture
def mine(typist: Typist) -> Typist:
    """Somebody with a vault that holds a mission."""
    typist.creates("mine")
    typist.in_vault("mine", "vault", "put", str(a_pack(typist.folder / "pack")), "--name", "heron")
    return typist


def test_the_contract(typist: Typist) -> None:
    """Create, add, list, check, beliefs: as tests outside of this repository do it."""
    made = typist.creates("mine", "--json").json
    assert set(made) >= {"format", "vault", "device", "fingerprint", "member"}
    given = ("--passphrase-file", typist.words, "--json")
    first = typist.types("report", "add", typist.path("mine"), *given, answers=json.dumps({**SEEN, "id": "one"})).json
    assert first == {"id": "one"}
    second = typist.types("report", "add", typist.path("mine"), *given, answers=json.dumps(HEARD[3])).json
    listed = typist.types("report", "list", typist.path("mine"), *given).json
    assert {report["id"] for report in listed} == {"one", second["id"]}
    checked = typist.types("vault", "check", typist.path("mine"), *given).json
    assert (checked["ok"], checked["problems"]) == (True, [])
    assert checked["entries"] > 3
    pack = str(a_pack(typist.folder / "pack"))
    alone = typist.types("beliefs", pack, "--json").json
    beside = typist.types("beliefs", pack, "--vault", typist.path("mine"), *given).json
    assert {name for one in beside for name in one["reports"]} == {"one", second["id"]}
    assert not any(one["reports"] for one in alone)


def test_a_report_without_a_mission_is_about_what_the_pack_has(typist: Typist) -> None:
    """Others are left out, and counted; a report that is in the folder already counts once."""
    typist.creates("mine")
    other = {**SEEN, "near": "place:elsewhere"}
    for report in (SEEN, other):
        given = ("--passphrase-file", typist.words, "--json")
        typist.types("report", "add", typist.path("mine"), *given, answers=json.dumps(report))
    pack = str(a_pack(typist.folder / "pack", reports_jsonl=lines(SEEN)))
    said = typist.in_vault("mine", "beliefs", pack, "--json")
    assert "1 of the vault's reports name what this pack does not have" in said.err
    near = [one for one in said.json if one["reports"]]
    assert len({name for one in near for name in one["reports"]}) == 1


@pytest.mark.parametrize("name", ["two-days-to-the-river", "beyond-utopia", "a-son", "christmas-1854"])
def test_a_pack_in_a_vault_is_the_pack_in_the_folder(name: str, typist: Typist, root: Path) -> None:
    """The same digest, the same numbers, the same warnings."""
    folder = str(root / "packs" / name)
    typist.creates("mine")
    put = typist.in_vault("mine", "vault", "put", folder, "--name", "heron", "--json").json
    there = typist.in_vault("mine", "plan", "vault:heron", "--json", "--no-alternatives")
    here = typist.types("plan", folder, "--json", "--no-alternatives")
    assert {**there.json, "seconds": None} == {**here.json, "seconds": None}
    assert warnings(there.err) == warnings(here.err)
    assert put["digest"] == here.json["digest"]


@pytest.mark.parametrize("ends", [b"", b"\n", b"\n\n"])
def test_its_reports_are_taken_along_each_to_its_compartment(ends: bytes, typist: Typist) -> None:
    """And the file that they were in comes back to the byte, so that the digest is the folder's."""
    folder = a_pack(typist.folder / "pack", reports_jsonl=lines(*HEARD) + ends)
    typist.creates("mine")
    put = typist.in_vault("mine", "vault", "put", str(folder), "--name", "heron", "--json").json
    assert put["reports"] == {"heron": 2, "heron/money": 1, "heron/identities": 1}
    here, there = typist.types("plan", str(folder), "--json"), typist.in_vault("mine", "plan", "vault:heron", "--json")
    assert here.json["digest"] == there.json["digest"] == put["digest"]
    assert here.json["safe"] == there.json["safe"]
    kept = listed(typist)
    assert kept == typist.types("report", "list", str(folder), "--json").json
    again = typist.in_vault("mine", "vault", "put", str(folder), "--name", "heron", "--json").json
    assert again["reports"] == {}
    assert listed(typist) == kept
    assert typist.in_vault("mine", "plan", "vault:heron", "--json").json["digest"] == put["digest"]


def test_reports_added_to_a_mission_count_as_they_do_in_a_folder(mine: Typist) -> None:
    """The same beliefs, by the same reports."""
    folder = str(mine.folder / "pack")
    for report in HEARD:
        for where in (("report", "add", folder), ("report", "add", "vault:heron")):
            mine.in_vault("mine", *where, "--json", answers=json.dumps(report))
    there = mine.in_vault("mine", "beliefs", "vault:heron", "--json").json
    assert there == mine.types("beliefs", folder, "--json").json
    assert any(one["reports"] for one in there)
    assert (
        "the report"
        in mine.in_vault(
            "mine",
            "report",
            "add",
            "vault:heron",
            "--json",
            status=2,
            answers=json.dumps(SEEN),
        ).err
    )


def test_a_report_may_name_its_compartment(mine: Typist) -> None:
    """One that is not there is not opened by a slip of the pen: the nearest is named, and nothing is kept."""
    add = ("report", "add", "vault:heron", "--json")
    before = mine.in_vault("mine", "vault", "compartments", "--json").json
    for asked, meant in (("identites", "identities"), ("heron/mony", "heron/money"), ("card:l", "cards"), ("zzz", "")):
        said = mine.in_vault("mine", *add, answers=json.dumps({**SEEN, "compartment": asked}), status=2).err
        close = f"; did you mean {meant}?" if meant else ""
        assert said == f"error: you read no compartment {asked}; waystation vault compartments open makes one{close}\n"
    assert mine.in_vault("mine", "vault", "compartments", "--json").json == before
    opened = mine.in_vault("mine", "vault", "compartments", "open", "--json", answers="heron/card:l\n")
    assert opened.json == {"compartment": "heron/card:l"}
    assert mine.in_vault("mine", *add, answers=json.dumps({**SEEN, "compartment": "card:l"})).err == ""
    found = mine.in_vault("mine", "vault", "compartments", "--json").json
    assert {one["name"]: one["part"] for one in found}["heron/card:l"] == "card:l"
    (kept,) = mine.in_vault("mine", "report", "list", "vault:heron", "--json").json
    assert kept["compartment"] == "card:l"


def test_a_report_to_the_vault_opens_a_compartment_only_if_its_name_is_like_no_other(mine: Typist) -> None:
    """And says that nobody else reads it yet."""
    add, seen = ("report", "add", mine.path("mine"), "--json"), {**SEEN, "compartment": "hous"}
    said = mine.in_vault("mine", *add, answers=json.dumps(seen), status=2).err
    assert said.endswith("makes one; did you mean house?\n")
    said = mine.in_vault("mine", *add, answers=json.dumps({**SEEN, "compartment": "zzz"})).err
    assert said == "warning: the compartment zzz was opened for this; only you read it until you admit others\n"


def test_a_report_for_a_compartment_of_others_is_refused_and_not_put_where_nobody_reads_it(mine: Typist) -> None:
    """An escort who does not read the money says what was paid: in a line, what to do; or where the escort means to."""
    mine.joins("mine", "phone", "malee", "heron")
    add = ("report", "add", "vault:heron", "--json")
    for report, part in ((PAID, "money"), (AGREED, "identities"), ({**SEEN, "compartment": "money"}, "money")):
        said = mine.in_vault("phone", *add, answers=json.dumps(report), status=2).err
        ask = "ask a reader to admit you, or name another compartment in the report"
        assert said == f"error: heron/{part} is not open to you; {ask}\n"
    listed = mine.in_vault("phone", "vault", "compartments", "--json").json
    assert [one["name"] for one in listed] == ["heron"]
    assert mine.in_vault("phone", *add, answers=json.dumps({**PAID, "compartment": "heron"})).err == ""
    mine.hands("phone", "news")
    mine.takes("mine", "news")
    (paid,) = mine.in_vault("mine", "report", "list", "vault:heron", "--json").json
    assert (paid["kind"], paid["compartment"]) == ("payment", "heron")
    mine.in_vault("mine", "vault", "compartments", "admit", answers="heron/money\nmalee\n")
    mine.hands("mine", "admitted")
    mine.takes("phone", "admitted")
    assert mine.in_vault("phone", *add, answers=json.dumps({**PAID, "amount": 7})).err == ""
    mine.in_vault("mine", "vault", "compartments", "dismiss", answers="heron/money\nmalee\n")
    mine.hands("mine", "dismissed")
    mine.takes("phone", "dismissed")  # which says nothing of it to the phone; what that writes is read all the same
    mine.in_vault("phone", *add, answers=json.dumps({**PAID, "amount": 9}))
    mine.hands("phone", "later")
    mine.takes("mine", "later")
    kept = mine.in_vault("mine", "report", "list", "vault:heron", "--json").json
    assert sorted(one["amount"] for one in kept) == [5, 7, 9]
    assert len(mine.in_vault("mine", "vault", "compartments", "--json").json) == 6


def test_two_devices_that_exchanged_everything_are_alike(mine: Typist) -> None:
    """In any order, as often as one likes: the same reports, beliefs, roster and compartments, and sound."""
    mine.joins("mine", "phone", "malee", "heron", "heron/money", "heron/identities")
    assert len(mine.in_vault("phone", "report", "list", "vault:heron", "--json").json) == 0
    for number, (vault, report) in enumerate(zip(("mine", "phone", "phone", "mine"), HEARD, strict=True)):
        mine.in_vault(vault, "report", "add", "vault:heron", "--json", answers=json.dumps(report))
        mine.in_vault(vault, "vault", "export-bundle", mine.path(f"stick-{number}"), "--new")
    for number in (3, 0):
        mine.takes("phone", f"stick-{number}")
    for number in (1, 2, 0, 1):
        mine.takes("mine", f"stick-{number}")
    mine.hands("mine", "all")
    mine.takes("phone", "all")
    assert mine.takes("phone", "all")["taken"] == 0
    for command in (
        ("report", "list", "vault:heron"),
        ("beliefs", "vault:heron"),
        ("vault", "members"),
        ("vault", "approve"),
    ):
        ours, theirs = (mine.in_vault(vault, *command, "--json").json for vault in ("mine", "phone"))
        for member in theirs["members"] + ours["members"] if "members" in ours else ():
            for device in member["devices"]:
                device.pop("own")
        assert ours == theirs, command
    for vault in ("mine", "phone"):
        mine.checks(vault)


def test_what_is_missing_between_bundles_is_named(mine: Typist) -> None:
    """With the device to ask; what came is there all the same, and the gap closes when the rest comes."""
    mine.joins("mine", "phone", "malee", "heron")
    for number in range(3):
        heard = json.dumps({**SEEN, "what": f"dogs {number}"})
        mine.in_vault("phone", "report", "add", "vault:heron", "--json", answers=heard)
        mine.in_vault("phone", "vault", "export-bundle", mine.path(f"stick-{number}"), "--new")
    mine.takes("mine", "stick-0")
    late = mine.takes("mine", "stick-2")
    assert {problem["code"] for problem in late["problems"]} >= {"vault_gap"}
    assert "ask" in late["problems"][0]["text"]
    assert len(mine.in_vault("mine", "report", "list", "vault:heron", "--json").json) == 2
    warned = mine.in_vault("mine", "plan", "vault:heron").err
    assert "in heron are missing; ask for its bundles" in warned
    assert mine.in_vault("mine", "vault", "check", status=1).err.startswith("error: ")
    assert mine.takes("mine", "stick-1")["problems"] == []
    mine.checks("mine")


def test_changes_of_the_roster_need_as_many_as_were_agreed(mine: Typist) -> None:
    """A proposal waits, on every device, until enough administrators approve it."""
    mine.joins("mine", "laptop", "somlit", role="administrator")
    mine.in_vault("mine", "vault", "members", "threshold", "2")
    mine.hands("mine", "stick")
    mine.takes("laptop", "stick")
    cheap = ("--passphrase-file", mine.words, "--cost", "test")
    mine.types("vault", "members", "request", mine.path("third"), "-o", mine.path("third.card"), *cheap)
    card = mine.path("third.card")
    waits = mine.in_vault("mine", "vault", "members", "add", card, "--yes", answers="malee\n").out
    assert "It waits for 1 more administrator to approve it" in waits
    mine.hands("mine", "stick")
    mine.takes("laptop", "stick")
    (proposal,) = mine.in_vault("laptop", "vault", "approve", "--json").json
    assert (proposal["change"], proposal["approvals"], proposal["needed"], proposal["yours"]) == ("add", 1, 2, False)
    assert "It holds" in mine.in_vault("laptop", "vault", "approve", proposal["id"][:6]).out
    mine.hands("laptop", "stick")
    mine.takes("mine", "stick")
    assert "malee" in mine.in_vault("mine", "vault", "members").out
    assert mine.in_vault("mine", "vault", "approve", "--json").json == []


def test_a_person_is_forgotten_everywhere_that_hears_of_it(mine: Typist) -> None:
    """Reports sealed for them open no more; the chain verifies; what may still hold them is listed."""
    mine.joins("mine", "phone", "malee", "heron", "heron/identities")
    mine.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(HEARD[2]))
    mine.hands("mine", "stick")
    mine.takes("phone", "stick")
    assert len(mine.in_vault("phone", "report", "list", "vault:heron", "--json").json) == 1
    (listed,) = mine.in_vault("mine", "vault", "erase", "--list", "--json").json
    assert (listed["name"], listed["reports"]) == ("Ahn", 1)
    done = mine.in_vault("mine", "vault", "erase", "--yes", "--json", answers="ahn\n").json
    assert done["reports"] == 1
    assert done["devices"] == ["phone of malee"]
    assert len(done["bundles"]) == 2
    assert mine.in_vault("mine", "report", "list", "vault:heron", "--json").json == []
    mine.hands("mine", "after")
    assert mine.takes("phone", "after")["destroyed"] == 1
    assert mine.in_vault("phone", "report", "list", "vault:heron", "--json").json == []
    mine.takes("phone", "stick")  # an old bundle revives nothing
    assert mine.in_vault("phone", "report", "list", "vault:heron", "--json").json == []
    for vault in ("mine", "phone"):
        mine.checks(vault)
    assert mine.in_vault("mine", "vault", "erase", "--yes", answers="ahn\n", status=2).err.startswith(
        "error: nothing is"
    )


def test_retention_waits_for_two_members(mine: Typist) -> None:
    """And for its time; then whoever may carries it out."""
    mine.joins("mine", "phone", "malee", "heron", "heron/identities")
    mine.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(HEARD[2]))
    mine.in_vault("mine", "vault", "retention", "propose", answers="Ahn\n")
    (waiting,) = mine.in_vault("mine", "vault", "retention", "--json").json["waiting"]
    assert (waiting["name"], waiting["agreed"], waiting["needed"]) == ("Ahn", 0, 2)
    mine.in_vault("mine", "vault", "retention", "agree", waiting["id"][:8])
    assert mine.in_vault("mine", "vault", "retention", "--yes", "--json").json["erased"] == []
    mine.hands("mine", "stick")
    mine.takes("phone", "stick")
    mine.in_vault("phone", "vault", "retention", "agree", waiting["id"][:8])
    (erased,) = mine.in_vault("phone", "vault", "retention", "--yes", "--json").json["erased"]
    assert (erased["name"], erased["reports"]) == ("Ahn", 1)


def test_a_backup_is_a_vault_again(mine: Typist) -> None:
    """As a new device in the old one's place; it opens with age alone; the old one's name is not written in again."""
    mine.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(HEARD[2]))
    identity = pyrage.x25519.Identity.generate()
    sealed = mine.path("mine.age")
    mine.in_vault("mine", "vault", "backup", "-o", sealed, "--age", str(identity.to_public()))
    assert pyrage.decrypt(Path(sealed).read_bytes(), [identity])[257:262] == b"ustar"
    keys = str(mine.file("keys", f"# public key: {identity.to_public()}\n{identity}\n"))
    cheap = ("--passphrase-file", mine.words, "--cost", "test")
    said = mine.types("vault", "restore", sealed, mine.path("again"), "--identity", keys, *cheap)
    assert "vault again, as a" in said.out
    mine.checks("again")
    listing = ("report", "list", "vault:heron", "--json")
    assert mine.in_vault("mine", *listing).json == mine.in_vault("again", *listing).json
    mine.in_vault("again", "report", "add", "vault:heron", "--json", answers=json.dumps(HEARD[0]))
    mine.checks("again")
    assert len(mine.in_vault("again", *listing).json) == 2
    devices = mine.in_vault("again", "vault", "members", "--json").json["members"][0]["devices"]
    assert sorted((device["own"], device["removed"]) for device in devices) == [(False, True), (True, False)]


def test_an_old_backup_revives_nobody(mine: Typist) -> None:
    """It hears of the tombstone with the first bundle, and its copy of the key goes."""
    mine.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(HEARD[2]))
    secret = str(mine.file("for-backup", "orchid magnet fjord bishop velvet\n"))
    mine.in_vault("mine", "vault", "backup", "-o", mine.path("old.age"), "--new-passphrase-file", secret)
    done = mine.in_vault("mine", "vault", "erase", "--yes", "--json", answers="Ahn\n").json
    assert [where.split(" ")[0] for where in done["backups"]] == [mine.path("old.age")]
    cheap = ("--passphrase-file", mine.words, "--cost", "test")
    again = ("vault", "restore", mine.path("old.age"), mine.path("again"), "--backup-passphrase-file", secret, *cheap)
    mine.types(*again)
    assert len(mine.in_vault("again", "report", "list", "vault:heron", "--json").json) == 1
    mine.hands("mine", "stick")
    mine.takes("again", "stick")
    assert mine.in_vault("again", "report", "list", "vault:heron", "--json").json == []
    checked = mine.in_vault("again", "vault", "check", "--json").json
    assert (checked["ok"], [note["code"] for note in checked["notes"]]) == (True, ["vault_went_on"])


def restored(typist: Typist, vault: str, backup: str, *more: str) -> Any:
    """Make a vault of the backup of another; what the command says as JSON."""
    given = ("--backup-passphrase-file", str(typist.folder / "for-backup"), "--passphrase-file", typist.words)
    command = ("vault", "restore", typist.path(backup), typist.path(vault), *given, "--cost", "test", "--json")
    return typist.types(*command, *more).json


def backed_up(typist: Typist, vault: str, backup: str) -> None:
    """Make a backup of a vault."""
    secret = str(typist.file("for-backup", "orchid magnet fjord bishop velvet\n"))
    typist.in_vault(vault, "vault", "backup", "-o", typist.path(backup), "--new-passphrase-file", secret)


def exchange(typist: Typist, *vaults: str) -> None:
    """Let several vaults take in all that the others hold."""
    for vault in vaults:
        typist.hands(vault, f"of-{vault}")
    for vault in vaults:
        for other in vaults:
            assert typist.takes(vault, f"of-{other}")["problems"] == []


def ids_in(typist: Typist, vault: str) -> set[str]:
    """The ids of the mission's reports in a vault."""
    return {one["id"] for one in typist.in_vault(vault, "report", "list", "vault:heron", "--json").json}


def told(typist: Typist, vault: str, name: str) -> None:
    """Add a report."""
    heard = json.dumps({**SEEN, "id": name, "what": name})
    typist.in_vault(vault, "report", "add", "vault:heron", "--json", answers=heard)


def test_the_old_device_of_a_restored_backup_may_write_on(mine: Typist) -> None:
    """Nothing of either is lost or in doubt; once it hears of the new one it stops, and everybody is told."""
    mine.joins("mine", "phone", "malee", "heron", role="administrator")
    backed_up(mine, "mine", "old.age")
    told(mine, "mine", "before")
    assert restored(mine, "again", "old.age")["holds"]
    told(mine, "mine", "by-the-old-one")
    told(mine, "again", "by-the-new-one")
    told(mine, "phone", "by-another")
    exchange(mine, "mine", "again", "phone")
    everything = {"before", "by-the-old-one", "by-the-new-one", "by-another"}
    stops = "error: a restored backup took this device's place; this one writes nothing any more, go on with that\n"
    add = ("report", "add", "vault:heron", "--json")
    assert mine.in_vault("mine", *add, answers=json.dumps(SEEN), status=2).err == stops
    exchange(mine, "mine", "again", "phone")
    for vault in ("mine", "again", "phone"):
        assert ids_in(mine, vault) == everything
        mine.checks(vault)
        said = mine.in_vault(vault, "vault", "check")
        assert "wrote 4 more after the backup that" in said.err
        assert said.out.endswith("all of them sound.\n")
        rows = mine.in_vault(vault, "vault", "members").out.splitlines()
        assert any("first device" in row and "replaced by" in row for row in rows), rows
    told(mine, "again", "afterwards")
    exchange(mine, "again", "phone")
    assert ids_in(mine, "phone") == {*everything, "afterwards"}
    (founder, _) = mine.in_vault("phone", "vault", "members", "--json").json["members"]
    old, new = sorted(founder["devices"], key=lambda one: one["removed"], reverse=True)
    assert (old["replaced_by"], new["replaced_by"]) == ([new["fingerprint"]], [])


def test_a_backup_restored_twice_is_two_devices(mine: Typist) -> None:
    """Both read and write; that there are two is said, and one is removed with the backup's key."""
    mine.joins("mine", "phone", "malee", "heron", role="administrator")
    backed_up(mine, "mine", "old.age")
    for vault in ("again", "too"):
        assert restored(mine, vault, "old.age")["holds"]
        told(mine, vault, f"by-{vault}")
    exchange(mine, "again", "too", "phone")
    exchange(mine, "again", "too", "phone")
    for vault in ("again", "too", "phone"):
        assert ids_in(mine, vault) == {"by-again", "by-too"}
        mine.checks(vault)
        assert "was restored 2 times; if not by you, remove its member" in mine.in_vault(vault, "vault", "check").err
    told(mine, "too", "on")
    mine.in_vault("phone", "vault", "members", "remove", "--yes", answers="founder\n")
    told(mine, "too", "on and on")
    exchange(mine, "phone", "too")
    mine.checks("phone")
    assert ids_in(mine, "phone") == {"by-again", "by-too"}


def test_a_backup_restored_too_late_is_read_and_no_more(mine: Typist) -> None:
    """Where the others' bundles say that another took its place, no further one does; what to do is said."""
    mine.joins("mine", "phone", "malee", "heron", role="administrator")
    told(mine, "mine", "kept")
    backed_up(mine, "mine", "old.age")
    restored(mine, "again", "old.age")
    exchange(mine, "again", "phone")
    mine.hands("phone", "news")
    said = restored(mine, "late", "old.age", "--from", mine.path("news"))
    assert (said["holds"], said["too_late"]) == (False, "replaced")
    assert ids_in(mine, "late") == {"kept"}
    mine.checks("late")
    refused = mine.in_vault("late", "vault", "compartments", "open", answers="x\n", status=2).err
    assert refused.startswith("error: a restored backup took this device's place")


def test_a_backup_is_restored_with_what_came_since(mine: Typist) -> None:
    """With the others' bundles at hand the new device goes on where the old one ended, and nothing is written twice."""
    mine.joins("mine", "phone", "malee", "heron")
    secret = str(mine.file("for-backup", "orchid magnet fjord bishop velvet\n"))
    mine.in_vault("mine", "vault", "backup", "-o", mine.path("old.age"), "--new-passphrase-file", secret)
    mine.in_vault("mine", "report", "add", "vault:heron", "--json", answers=json.dumps(SEEN))
    mine.hands("mine", "stick")
    mine.takes("phone", "stick")
    mine.hands("phone", "back")
    cheap = ("--backup-passphrase-file", secret, "--passphrase-file", mine.words, "--cost", "test")
    mine.types("vault", "restore", mine.path("old.age"), mine.path("again"), "--from", mine.path("back"), *cheap)
    mine.checks("again")
    assert len(mine.in_vault("again", "report", "list", "vault:heron", "--json").json) == 1
    mine.hands("again", "new")
    mine.takes("phone", "new")
    mine.checks("phone")


def test_a_restored_device_that_waits_for_approval_reads_and_says_that_it_waits(mine: Typist) -> None:
    """Where two administrators must agree, nothing is written until they have; every command says so in a line."""
    mine.joins("mine", "phone", "malee", "heron", role="administrator")
    mine.in_vault("mine", "vault", "members", "threshold", "2")
    secret = str(mine.file("for-backup", "orchid magnet fjord bishop velvet\n"))
    mine.in_vault("mine", "vault", "backup", "-o", mine.path("b.age"), "--new-passphrase-file", secret)
    given = ("--backup-passphrase-file", secret, "--passphrase-file", mine.words, "--cost", "test")
    said = mine.types("vault", "restore", mine.path("b.age"), mine.path("again"), *given, "--json")
    assert said.json["holds"] is False
    (waiting,) = mine.in_vault("again", "vault", "members", "--json").json["proposals"]
    assert (waiting["change"], waiting["yours"]) == ("succeed", False)
    waits = "error: this device writes nothing until administrators have approved it: hand them a bundle, take one in\n"
    for command in (
        ("vault", "duress", "prepare", "--new-passphrase-file", secret),
        ("vault", "compartments", "open", "x"),
        ("vault", "members", "threshold", "1"),
    ):
        assert mine.in_vault("again", *command, status=2).err == waits
    assert (
        mine.in_vault("again", "report", "add", "vault:heron", "--json", answers=json.dumps(SEEN), status=2).err
        == waits
    )
    mine.hands("again", "asks")
    mine.takes("phone", "asks")
    mine.in_vault("phone", "vault", "approve", waiting["id"])
    mine.hands("phone", "approved")
    mine.takes("again", "approved")
    mine.in_vault("again", "report", "add", "vault:heron", "--json", answers=json.dumps(SEEN))
    mine.checks("again")


def test_the_passphrase_is_changed(mine: Typist) -> None:
    """The old one opens nothing any more, and what the vault holds is untouched."""
    new = str(mine.file("new", "cellar ribbon walnut ember toucan\n"))
    stores = [(mine.folder / "mine" / name).read_bytes() for name in ("b", "c")]
    mine.in_vault("mine", "vault", "change-passphrase", "--new-passphrase-file", new)
    assert [(mine.folder / "mine" / name).read_bytes() for name in ("b", "c")] == stores
    mine.in_vault("mine", "vault", "check", status=3)
    mine.types("vault", "check", mine.path("mine"), "--passphrase-file", new)


def test_an_unlocked_vault_needs_no_passphrase_until_it_is_locked(mine: Typist) -> None:
    """Commands find it by themselves; one that reads a folder says that it lies in the clear."""
    folder = str(mine.folder / "pack")
    said = mine.types("vault", "unlock", mine.path("mine"), "--passphrase-file", mine.words).out
    assert "15 minutes of rest" in said
    try:
        assert mine.types("plan", "vault:heron", "--json").json["pack"] == "small"
        assert mine.types("check", folder).err == (
            "This pack lies in the clear, and a vault is open: waystation vault put takes a real one in.\n"
        )
        assert mine.types("check", "vault:heron").err == ""
    finally:
        assert mine.path("mine") in mine.types("vault", "lock").out
    assert mine.types("plan", "vault:heron", status=2).err.startswith("error: no vault is open")
    assert mine.types("check", folder).err == ""
    assert mine.types("vault", "lock").out == "Nothing was unlocked.\n"


@pytest.mark.parametrize(
    "command",
    [("map", "vault:heron", "-o", "FILE.geojson"), ("export", "vault:heron", "--to", "drn", "FILE.drn")],
    ids=["map", "export"],
)
def test_what_is_written_outside_says_so_and_can_be_sealed(command: tuple[str, ...], mine: Typist) -> None:
    """In a line; with a recipient it becomes an age file, and the plain one is not written at all."""
    typed = [word.replace("FILE", mine.path("out")) for word in command]
    file = Path(typed[-1])
    assert "can be read by whoever holds it; --age RECIPIENT seals it." in mine.in_vault("mine", *typed).out
    plain = file.read_bytes()
    file.unlink()
    identity = pyrage.x25519.Identity.generate()
    said = mine.in_vault("mine", *typed, "--age", str(identity.to_public())).out
    assert "Sealed for 1 recipient; the tool age opens it." in said
    assert not file.exists()
    assert pyrage.decrypt(file.with_name(file.name + ".age").read_bytes(), [identity]) == plain
    assert "error: " in mine.in_vault("mine", *typed, "--age", "age1nonsense", status=2).err
    assert not file.exists()


def test_exposure_in_words_and_as_json(mine: Typist) -> None:
    """Of a member, a device, a broker and a place; a name that means nothing is said to, without it."""
    mine.joins("mine", "phone", "malee", "heron")
    (malee,) = mine.in_vault("mine", "exposure", "--json", answers="malee\n").json
    assert (malee["kind"], malee["administrator"]) == ("member", False)
    assert [one["compartment"] for one in malee["compartments"]] == ["heron"]
    (phone,) = mine.in_vault("mine", "exposure", "device:phone", "--json").json
    assert phone["compartments"] == malee["compartments"]
    (broker,) = mine.in_vault("mine", "exposure", "--json", answers="hwang\n").json
    assert broker["missions"][0]["legs"] == ["l"]
    (place,) = mine.in_vault("mine", "exposure", "--json", answers="place:a\n").json
    assert (place["missions"][0]["brokers"], place["missions"][0]["starts"]) == (["hwang"], True)
    assert "2 places: a and b." in mine.in_vault("mine", "exposure", answers="hwang\n").out
    wrong = mine.in_vault("mine", "exposure", answers="Haneul\n", status=2).err
    assert wrong.startswith("error: that is no member")
    assert "Haneul" not in wrong


def test_names_are_asked_for(mine: Typist) -> None:
    """Where nothing is typed after the command, standard input is read; where nothing comes, that is said."""
    for command in (
        ("exposure",),
        ("vault", "erase", "--yes"),
        ("vault", "members", "remove", "--yes"),
        ("vault", "compartments", "open"),
        ("vault", "retention", "propose"),
    ):
        assert "Nothing was answered" in mine.in_vault("mine", *command, status=2).err
    mine.in_vault("mine", "vault", "compartments", "open", answers="heron/card:l\n")
    assert "heron/card:l" in mine.in_vault("mine", "vault", "compartments").out


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("plan", "vault:crane"), "vault:crane is no mission that you read here"),
        (("vault", "put", "pack", "--name", "house"), "house cannot be the name of a mission"),
        (("vault", "put", "pack", "--name", "a b"), "a b cannot be the name of a mission"),
        (("vault", "put", "nowhere"), "is not a folder with a pack"),
        (("vault", "compartments", "open", "heron"), "there is a compartment heron"),
        (("vault", "compartments", "admit", "heron", "nobody"), "there is no member nobody"),
        (("vault", "approve", "00"), "nothing that waits"),
        (("vault", "members", "threshold", "5"), "administrators"),
        (("vault", "members", "add", "words", "--yes"), "is not the card of a device"),
        (("vault", "import-bundle", "nowhere"), "cannot be opened"),
        (("vault", "duress", "put", "pack"), "no view is prepared"),
        (("vault", "retention", "agree", "00"), "nothing that waits"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_mistake_is_one_line(
    command: tuple[str, ...], said: str, mine: Typist, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That begins with error, says what would be right, and leaves the vault as it was."""
    monkeypatch.chdir(mine.folder)
    wrong = mine.in_vault("mine", *command, answers="somebody\n", status=2).err
    last = wrong.splitlines()[-1]
    assert last.startswith("error: ")
    assert said in last
    mine.checks("mine")


def test_what_is_no_vault_is_said_to_be_none(typist: Typist) -> None:
    """Neither a pack's folder nor nothing at all."""
    a_pack(typist.folder / "pack")
    for name in ("pack", "nowhere"):
        said = typist.types("vault", "check", typist.path(name), "--passphrase-file", typist.words, status=2).err
        assert "is not a vault" in said
    typist.creates("mine")
    given = ("--passphrase-file", typist.words, "--cost", "test")
    assert "is not empty" in typist.types("vault", "create", typist.path("mine"), *given, status=2).err
    assert PASSPHRASE.split()[0] not in typist.types("vault", "check", typist.path("mine"), status=2).err
