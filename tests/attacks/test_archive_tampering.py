"""Changes bundles of keepsakes in a stranger's hands, and custody inside a vault: every change is named, by both."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.archive_bundles import a_copy, another_bundle, bundle_of, let_out, the_script_says
from tests.archives import MISSION, an_archive, picture
from waystation.archive.custody import Statement, hand_of, line_of, read_statement, signed, statement_hash
from waystation.archive.records import Custody
from waystation.desk.keep.archive.archived import enter, state
from waystation.desk.keep.archive.verifying import verify_bundle, verify_items

NEEDED = (
    "bash", "cat", "cmp", "comm", "cut", "find", "grep", "mktemp", "od", "openssl", "perl", "rm", "sed", "sh",
    "shasum", "sort", "tr", "uniq", "wc",
)  # fmt: skip
"""Whatever the script runs, without `sha256sum`; perl is what `shasum` is written in."""
Tamper = Callable[[Path], object]


def flip(path: Path, at: int = 40) -> None:
    """Change one bit."""
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def relist(bundle: Path) -> None:
    """Write the list of files anew over what is there now, as whoever changes something would."""
    names = [line[66:] for line in (bundle / "SHA256SUMS").read_text().splitlines()]
    there = [name for name in names if (bundle / name).exists()]
    sums = [f"{hashlib.sha256((bundle / name).read_bytes()).hexdigest()}  {name}\n" for name in there]
    (bundle / "SHA256SUMS").write_text("".join(sums))


def lines(path: Path, change: Callable[[list[str]], list[str]]) -> None:
    """Change the lines of a file."""
    path.write_text("".join(f"{one}\n" for one in change(path.read_text().splitlines())))


def swapped(first: Path, second: Path) -> None:
    """Let two files change places."""
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def another_key(bundle: Path) -> None:
    """A key of the attacker's own, in the place of one that was there."""
    public = Ed25519PrivateKey.generate().public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    (bundle / "keys" / "01-1.pem").write_bytes(pem)


def drop_item(bundle: Path) -> None:
    """Take a keepsake out with all that belongs to it."""
    for path in (bundle / "03.jpg", bundle / "custody" / "03.txt", *bundle.glob("keys/03-*")):
        path.unlink()
    relist(bundle)


def both_signatures(found: list[str]) -> list[str]:
    """Two statements with each other's signatures."""
    first, second = found[0].split(" ", 2), found[1].split(" ", 2)
    first[1], second[1] = second[1], first[1]
    return [" ".join(first), " ".join(second), *found[2:]]


def of_another_export(bundle: Path) -> None:
    """The custody of the document as another bundle has it: every word of it true, and signed for other files."""
    shutil.copy(another_bundle() / "custody" / "01.txt", bundle / "custody" / "01.txt")


def in_the_list(bundle: Path, text: str) -> None:
    """Another line in the list."""
    with (bundle / "SHA256SUMS").open("a") as file:
        file.write(text)


def linked(bundle: Path) -> None:
    """A link out of the bundle to the very same bytes."""
    kept = bundle.parent / "kept.jpg"
    shutil.move(bundle / "01.jpg", kept)
    (bundle / "01.jpg").symlink_to(kept)


OF_BUNDLES: dict[str, tuple[Tamper, str, str]] = {
    # what is done, what the script names, what this program names
    "a bit of a keepsake": (lambda b: flip(b / "01.jpg"), "01.jpg is not the file", "bundle_changed"),
    "a keepsake cut short": (lambda b: os.truncate(b / "02.jpg", 100), "02.jpg is not the file", "bundle_changed"),
    "a keepsake made longer": (
        lambda b: (b / "02.jpg").write_bytes((b / "02.jpg").read_bytes() + b"\0"), "02.jpg is not", "bundle_changed",
    ),
    "a keepsake emptied": (lambda b: os.truncate(b / "03.jpg", 0), "03.jpg is not the file", "bundle_changed"),
    "a keepsake taken away": (lambda b: (b / "02.jpg").unlink(), "02.jpg is in the list", "bundle_missing"),
    "a keepsake that is a link": (linked, "01.jpg is in the list", "bundle_missing"),
    "two keepsakes that changed places": (
        lambda b: swapped(b / "01.jpg", b / "02.jpg"), "01.jpg is not the file", "bundle_changed",
    ),
    "the same with a new list": (
        lambda b: (swapped(b / "01.jpg", b / "02.jpg"), relist(b)), "other bytes than those of 01.jpg",
        "bundle_other_bytes",
    ),
    "a keepsake and the list": (
        lambda b: (flip(b / "01.jpg"), relist(b)), "another list of files than SHA256SUMS", "bundle_other_list",
    ),
    "a keepsake taken out whole": (drop_item, "another list of files than SHA256SUMS", "bundle_other_list"),
    "one file more": (lambda b: (b / "more.txt").write_text("x"), "more.txt lies in the bundle", "bundle_extra"),
    "a hidden file more": (lambda b: (b / "keys" / ".x").write_text("x"), "keys/.x lies in the bundle", "bundle_extra"),
    "a pipe more": (lambda b: os.mkfifo(b / "custody" / "04.txt"), "custody/04.txt lies in", "bundle_extra"),
    "one file more, in the list": (
        lambda b: ((b / "more.txt").write_text("x"), in_the_list(b, f"{hashlib.sha256(b'x').hexdigest()}  more.txt\n")),
        "another list of files than SHA256SUMS", "bundle_other_list",
    ),
    "the README": (lambda b: flip(b / "README.txt"), "README.txt is not the file", "bundle_changed"),
    "the manifest": (lambda b: flip(b / "manifest.json"), "manifest.json is not the file", "bundle_changed"),
    "the script": (lambda b: flip(b / "verify.sh"), "verify.sh is not the file", "bundle_changed"),
    "the copy with credentials": (lambda b: flip(b / "c2pa" / "02.jpg"), "c2pa/02.jpg is not", "bundle_changed"),
    "no list": (lambda b: (b / "SHA256SUMS").unlink(), "SHA256SUMS, the list of files, is missing", "bundle_no_list"),
    "an empty list": (lambda b: os.truncate(b / "SHA256SUMS", 0), "no keepsake in the list", "bundle_empty"),
    "a list that leads out": (
        lambda b: in_the_list(b, f"{'0' * 64}  ../../etc/passwd\n"), "a line is not of the form", "bundle_list_line",
    ),
    "a list that names something twice": (
        lambda b: in_the_list(b, (b / "SHA256SUMS").read_text().splitlines(True)[0]), "listed twice",
        "bundle_list_twice",
    ),
    "no custody": (lambda b: (b / "custody" / "01.txt").unlink(), "custody/01.txt, the custody", "bundle_missing"),
    "empty custody": (
        lambda b: os.truncate(b / "custody" / "01.txt", 0), "custody/01.txt: there is no statement", "custody_none",
    ),
    "custody of another keepsake": (
        lambda b: swapped(b / "custody" / "01.txt", b / "custody" / "03.txt"), "custody/01.txt, line 1: the key",
        "bundle_key",
    ),
    "a statement left out": (
        lambda b: lines(b / "custody" / "02.txt", lambda found: [found[0], *found[2:]]),
        "custody/02.txt, line 2: it follows a statement that is missing", "custody_gap",
    ),
    "the beginning left out": (
        lambda b: lines(b / "custody" / "02.txt", lambda found: found[1:]),
        "custody/02.txt, line 1: what stood before this statement is missing", "custody_gap",
    ),
    "the end left out": (
        lambda b: lines(b / "custody" / "02.txt", lambda found: found[:-1]),
        "custody/02.txt: nobody has signed that the keepsake left", "bundle_not_signed",
    ),
    "a statement twice": (
        lambda b: lines(b / "custody" / "02.txt", lambda found: [found[0], *found]), "the same statement stands",
        "bundle_custody_form",
    ),
    "statements in another order": (
        lambda b: lines(b / "custody" / "02.txt", lambda found: [found[0], found[2], found[1], found[3]]),
        "stands below", "bundle_custody_form",
    ),
    "another day": (
        lambda b: lines(b / "custody" / "01.txt", lambda found: [found[0].replace("2031-", "2030-"), *found[1:]]),
        "custody/01.txt, line 1: the signature is not of this statement", "custody_signature",
    ),
    "a recreation called footage": (
        lambda b: lines(b / "custody" / "03.txt", lambda found: [one.replace("recreation", "still") for one in found]),
        "custody/03.txt, line 1: the signature is not of this statement", "custody_signature",
    ),
    "another hash in a statement": (
        lambda b: lines(b / "custody" / "01.txt", lambda found: [re.sub('"sha256":"..', '"sha256":"00', found[0]),
                                                                 *found[1:]]),
        "custody/01.txt, line 1: the signature is not", "custody_signature",
    ),
    "signatures of each other": (
        lambda b: lines(b / "custody" / "01.txt", both_signatures), "custody/01.txt, line 1: the signature is not",
        "custody_signature",
    ),
    "no signature": (
        lambda b: lines(b / "custody" / "01.txt", lambda found: [f"1 = {found[0].split(' ', 2)[2]}", *found[1:]]),
        "custody/01.txt, line 1: the signature is not", "custody_signature",
    ),
    "words that are no statement": (
        lambda b: lines(b / "custody" / "01.txt", lambda found: [*found, "1 AAAA {\"act\":\"taken in\"}"]),
        "custody/01.txt, line 3: this is not a statement", "custody_unreadable",
    ),
    "a key twice in a statement": (
        lambda b: lines(b / "custody" / "01.txt",
                        lambda found: [found[0].replace('"when"', '"when":"2030-01-01","when"'), *found[1:]]),
        "custody/01.txt, line 1: this is not a statement", "custody_unreadable",
    ),
    "custody of another bundle": (
        of_another_export, "custody/01.txt, line 2: it was signed for another list of files", "bundle_other_list",
    ),
    "the end of another bundle beside its own": (
        lambda b: lines(
            b / "custody" / "01.txt",
            lambda found: [*found, (another_bundle() / "custody" / "01.txt").read_text().splitlines()[-1]],
        ),
        "custody/01.txt, line 3: it says for a second time that the keepsake left", "bundle_left_twice",
    ),
    "another key": (another_key, "keys/01-1.pem is not the file", "bundle_changed"),
    "another key, and the list": (lambda b: (another_key(b), relist(b)), "line 1: the key of hand 1", "bundle_key"),
    "no key": (lambda b: (b / "keys" / "01-1.pem").unlink(), "keys/01-1.pem is in the list", "bundle_missing"),
    "another hand": (
        lambda b: lines(b / "custody" / "02.txt", lambda found: [f"2{found[0][1:]}", *found[1:]]),
        "custody/02.txt, line 1: the key of hand 2", "bundle_key",
    ),
    "a hand that leads out": (
        lambda b: lines(b / "custody" / "01.txt", lambda found: [f"../1{found[0][1:]}", *found[1:]]),
        "custody/01.txt, line 1: the key of hand ../1", "bundle_key",
    ),
    "line ends of another system": (
        lambda b: (b / "custody" / "01.txt").write_bytes(
            (b / "custody" / "01.txt").read_bytes().replace(b"\n", b"\r\n")
        ),
        "custody/01.txt, line 1: this is not a statement", "custody_unreadable",
    ),
    "a zero byte in custody": (
        lambda b: (b / "custody" / "01.txt").write_bytes((b / "custody" / "01.txt").read_bytes() + b"\0"),
        "custody/01.txt", "custody_unreadable",
    ),
    "a blank more in custody": (
        lambda b: lines(b / "custody" / "01.txt", lambda found: [found[0].replace(" ", "  ", 1), *found[1:]]),
        "custody/01.txt", "custody_unreadable",
    ),
    "no line end": (
        lambda b: (b / "custody" / "01.txt").write_bytes((b / "custody" / "01.txt").read_bytes()[:-1]),
        "custody/01.txt: something stands there", "bundle_custody_form",
    ),
    "a proof of time taken away": (
        lambda b: (b / "stamps" / "02-1.sig.ots").unlink(), "stamps/02-1.sig.ots is in the list", "bundle_missing",
    ),
    "a proof of time over something else": (
        lambda b: (flip(b / "stamps" / "02-1.sig.ots"), relist(b)), "this proof of time is not about", "bundle_stamp",
    ),
    "a stamped signature": (
        lambda b: (flip(b / "stamps" / "02-1.sig"), relist(b)), "stamps/02-1.sig: it is not the signature",
        "bundle_stamp",
    ),
    "what it was made from": (
        lambda b: (lines(b / "made-from.txt", lambda _: [f"02 03 {'0' * 64}"]), relist(b)),
        "made-from.txt: 02 was not made from 03", "bundle_origin",
    ),
    "a manifest that says otherwise": (
        lambda b: ((b / "manifest.json").write_text((b / "manifest.json").read_text().replace("true", "false")),
                   relist(b)),
        "another list of files", "bundle_manifest",
    ),
}  # fmt: skip


def test_nothing_is_wrong_with_a_bundle_as_it_was_made(tmp_path):
    """The script and this program say the same: which bytes, since when, by how many; and what is not shown."""
    bundle = bundle_of(tmp_path / "out")
    status, said = the_script_says(bundle)
    found = verify_bundle(bundle)
    assert status == 0, said
    assert not found.faults
    assert "WRONG" not in said
    assert "NOT SHOWN: that what they show happened" in said
    assert f"Fingerprint: {' '.join(re.findall('.{4}', found.fingerprint))}\n" in said
    assert said.count("  A RECREATION.") == 1
    assert "02.jpg: document" in said
    assert "from keepsake 01 of this bundle. Changed in it: boxes,metadata." in said
    assert "4 statements by 2 hand(s), each signed, none missing" in said
    assert "Proofs of time in stamps: 1." in said


@pytest.mark.parametrize("name", OF_BUNDLES)
def test_change_a_bundle(tmp_path, name):
    """Whatever is changed is named, by the script with this machine's tools, and by this program."""
    tamper, by_script, code = OF_BUNDLES[name]
    bundle = bundle_of(tmp_path / "out")
    tamper(bundle)
    status, said = the_script_says(bundle)
    assert status == 1
    assert any(by_script in line for line in said.splitlines() if line.startswith("WRONG: ")), said
    assert "NOT SOUND" in said
    assert "SHOWN: these" not in said
    assert "Held from then" not in said
    assert code in {fault.code for fault in verify_bundle(bundle).faults}


def test_flip_bits_all_over_custody(tmp_path):
    """Whichever byte is changed, it is found, by this program and (some of them) by the script."""
    bundle = bundle_of(tmp_path / "out")
    path = bundle / "custody" / "01.txt"
    whole = path.read_bytes()
    for at in range(0, len(whole), 3):
        changed = bytearray(whole)
        changed[at] ^= 1
        path.write_bytes(changed)
        assert verify_bundle(bundle).faults, at
        if at % 90 == 0:
            assert the_script_says(bundle)[0] == 1, at


def test_make_the_bundle_anew_with_keys_of_ones_own(tmp_path):
    """It is sound in itself, as any bundle is that somebody makes; only its fingerprint shows that it is another."""
    bundle = bundle_of(tmp_path / "out")
    before = verify_bundle(bundle).fingerprint
    flip(bundle / "03.jpg")
    for pem in bundle.glob("keys/*"):
        pem.unlink()
    keys = {}
    sizes = {}
    for number in ("01", "02", "03"):
        name = f"{number}.jpg"
        sizes[number] = ((bundle / name).stat().st_size, hashlib.sha256((bundle / name).read_bytes()).hexdigest())
        keys[number] = Ed25519PrivateKey.generate()
        pem = (
            keys[number]
            .public_key()
            .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
        )
        (bundle / "keys" / f"{number}-1.pem").write_bytes(pem)
    manifest = json.loads((bundle / "manifest.json").read_text())
    for one in manifest["items"]:
        one["sha256"] = sizes[one["file"][:2]][1]
    (bundle / "manifest.json").write_text(json.dumps(manifest))
    for name in ("made-from.txt", "stamps/02-1.sig", "stamps/02-1.sig.ots"):
        (bundle / name).unlink()
    with (bundle / "SHA256SUMS").open("a") as file:
        file.writelines(f"{'0' * 64}  keys/{number}-1.pem\n" for number in keys)
    lines(
        bundle / "SHA256SUMS", lambda found: sorted({one[66:]: one for one in found}.values(), key=lambda one: one[66:])
    )
    relist(bundle)
    sums = hashlib.sha256((bundle / "SHA256SUMS").read_bytes()).hexdigest()
    for number, key in keys.items():
        kind = read_statement((bundle / "custody" / f"{number}.txt").read_text().splitlines()[0].split(" ", 2)[2]).kind
        size, sha256 = sizes[number]
        by = key.public_key().public_bytes_raw().hex()
        said = {"item": "a" * 32, "sha256": sha256, "size": size, "kind": kind, "when": "2031-10-01", "by": by}
        first = line_of(Statement(act="taken in", **said))
        last = line_of(Statement(act="exported", after=(statement_hash(first),), use="court", sums=sums, **said))
        text = [f"1 {base64.b64encode(key.sign(one.encode())).decode()} {one}\n" for one in (first, last)]
        (bundle / "custody" / f"{number}.txt").write_text("".join(text))
    status, said_by_script = the_script_says(bundle)
    found = verify_bundle(bundle)
    assert (status, found.faults) == (0, ()), said_by_script
    assert found.fingerprint != before
    assert "Ask whoever gave you this one to read out its fingerprint." in said_by_script


def test_an_openssl_that_says_yes_to_everything(tmp_path):
    """The script tries what checks signatures before it trusts it: with one that always agrees it says nothing."""
    bundle = bundle_of(tmp_path / "out")
    flip(bundle / "custody" / "01.txt", at=3)
    tools = tmp_path / "tools"
    tools.mkdir()
    (tools / "openssl").write_text("#!/bin/sh\nexit 0\n")
    (tools / "openssl").chmod(0o755)
    with pytest.raises(AssertionError, match="too old to check Ed25519 signatures"):
        the_script_says(bundle, PATH=f"{tools}:{os.environ['PATH']}")


def test_a_shell_that_would_run_what_lies_in_a_bundle(tmp_path):
    """Names and words in a bundle are shown as words: nothing in them is run, and no escape reaches the terminal."""
    bundle = bundle_of(tmp_path / "out")
    (bundle / "$(touch pwned)").write_text("x")
    (bundle / "`touch pwned`\x1b[2J").write_text("x")
    (bundle / "-rf").write_text("x")
    lines(
        bundle / "custody" / "01.txt", lambda found: ['$(touch pwned) $(touch pwned) {"act":"$(touch pwned)"}', *found]
    )
    status, said = the_script_says(bundle)
    assert status == 1
    assert not list(tmp_path.rglob("pwned"))
    assert "\x1b" not in said
    assert {fault.code for fault in verify_bundle(bundle).faults} >= {"bundle_extra", "custody_unreadable"}


# ---------------------------------------------------------------- inside a vault


def codes(archive, item: str) -> set[str]:
    """What is wrong with a keepsake, as Anna's device finds it."""
    found = verify_items(archive.anna, MISSION, [item])[0]
    assert found.sound == (not found.faults)
    return {fault.code for fault in found.faults}


@pytest.fixture
def archive(tmp_path):
    """An archive."""
    made = an_archive(tmp_path / "archive")
    yield made
    made.close()


def forged(archive, item: str, **other: object) -> Custody:
    """A statement by Ben's device, signed as it should be, that says something that is not so."""
    register = archive.seen_by(archive.ben)
    true = read_statement(state(archive.ben, register, register.keepsakes[item].record, "opened").line)
    assert true is not None
    hand = hand_of(archive.ben.device.sign_seed, item)
    said = Statement.model_validate({**true.model_dump(), **other})
    return signed(said, hand, archive.ben.vault_id, archive.ben.device.id)


SAID_FALSELY: dict[str, tuple[dict[str, object], str]] = {
    "other bytes": ({"sha256": "0" * 64}, "custody_bytes"),
    "another size": ({"size": 3}, "custody_bytes"),
    "another kind": ({"kind": "footage"}, "custody_kind"),
    "something before it that nobody has": ({"after": ("0" * 64,)}, "custody_gap"),
    "a second beginning": ({"after": (), "act": "taken in"}, "custody_two_firsts"),
    "a beginning in the middle": ({"act": "taken in"}, "custody_order"),
    "what it was made from": ({"of": "0" * 64}, "custody_of"),
}


@pytest.mark.parametrize("name", SAID_FALSELY)
def test_a_member_states_what_is_not_so(archive, name):
    """It is signed, and named all the same: it does not agree with what was stated before."""
    other, code = SAID_FALSELY[name]
    item = archive.called("The hut").item
    assert codes(archive, item) == set()
    enter(archive.ben, MISSION, [forged(archive, item, **other)])
    archive.exchange()
    assert code in codes(archive, item)


def test_a_member_signs_nothing(archive):
    """A statement whose signature is not of its words is named, and believed in nothing."""
    item = archive.called("The hut").item
    true = forged(archive, item)
    enter(archive.ben, MISSION, [true.model_copy(update={"signature": "0" * 128})])
    archive.exchange()
    assert codes(archive, item) == {"custody_signature"}
    assert {step.statement.act for step in verify_items(archive.anna, MISSION, [item])[0].chain.steps} == {"taken in"}


def test_a_member_repeats_another_ones_statement_as_their_own(archive):
    """Where the true one is here it changes nothing; by itself nobody shows whose key it is."""
    item = archive.called("The hut").item
    true = archive.register.custody[item][0].record
    enter(archive.ben, MISSION, [true])
    archive.exchange()
    assert codes(archive, item) == set()
    alone = forged(archive, item).model_copy(update={"binding": true.binding})
    enter(archive.ben, MISSION, [alone])
    archive.exchange()
    assert codes(archive, item) == {"custody_hand"}


def test_a_statement_about_one_keepsake_is_put_under_another(archive):
    """It is named: what is signed says which keepsake it is about."""
    hut, engine = archive.called("The hut").item, archive.called("The engine").item
    enter(archive.ben, MISSION, [forged(archive, hut).model_copy(update={"item": engine})])
    archive.exchange()
    assert "custody_other_item" in codes(archive, engine)


def test_go_on_after_what_was_destroyed(archive):
    """Nothing can follow the statement that the bytes were destroyed."""
    item = archive.called("The hut").item
    enter(archive.anna, MISSION, [state(archive.anna, archive.register, archive.called("The hut"), "destroyed")])
    archive.exchange()
    enter(archive.ben, MISSION, [forged(archive, item)])
    archive.exchange()
    assert codes(archive, item) == {"custody_after_end"}


def test_a_record_that_differs_from_what_was_stated(archive):
    """Whoever enters a second record of a keepsake, with other bytes, is found out."""
    hut = archive.called("The hut")
    enter(archive.ben, MISSION, [hut.model_copy(update={"sha256": "0" * 64})])
    archive.exchange()
    assert "custody_disputed" in codes(archive, hut.item)


def test_a_working_copy_of_something_else(archive):
    """A copy names its original by a seal: who says that it was made from another is found out."""
    hut = archive.called("The hut")
    copy = archive.adds(picture(30), of=hut.item)
    assert codes(archive, copy.item) == set()
    register = archive.register
    other = state(archive.anna, register, archive.called("The engine"), "opened")
    assert read_statement(other.line) is not None
    record = copy.model_copy(update={"item": "b" * 32})
    said = state(archive.anna, register, record, "derived", of=archive.called("The engine"))
    enter(archive.anna, MISSION, [record, said])
    assert codes(archive, "b" * 32) == {"custody_other_origin"}


def test_a_recreation_entered_as_footage_of_its_copy(archive):
    """What was made from a recreation is one: a record that says otherwise does not agree with its line."""
    made_up = archive.called("As it may have been")
    copy = archive.adds(picture(31), of=made_up.item)
    assert verify_items(archive.anna, MISSION, [copy.item])[0].recreation
    record = copy.model_copy(update={"item": "c" * 32, "kind": "footage"})
    true = read_statement(state(archive.anna, archive.register, record, "derived", of=made_up).line)
    assert true is not None
    assert true.kind == "recreation"
    hand = hand_of(archive.anna.device.sign_seed, record.item)
    false = signed(true.model_copy(update={"kind": "footage"}), hand, archive.anna.vault_id, archive.anna.device.id)
    enter(archive.anna, MISSION, [record, false])
    assert codes(archive, record.item) == {"custody_other_kind"}


def test_two_devices_that_did_not_know_of_each_other(archive):
    """A fork is no fault, and is said."""
    hut = archive.called("The hut")
    for vault in (archive.anna, archive.ben):
        enter(vault, MISSION, [state(vault, archive.seen_by(vault), hut, "opened")])
    archive.exchange()
    found = verify_items(archive.anna, MISSION, [hut.item])[0]
    assert found.sound
    assert [note.code for note in found.notes] == ["custody_fork"]
    assert found.members == {1: "founder", 2: "ben"}


def test_read_from_a_bundle_who_else_was_given_one(tmp_path, archive):
    """What left before stands in no later bundle, nor in anything that its statements name."""
    letter = archive.adds(picture(9), title="The letter", kind="context", source="expert")
    let_out(archive, [letter.item], tmp_path / "first", to="The Hague")
    let_out(archive, [letter.item], tmp_path / "second")
    let_out(archive, [a_copy(archive, letter).item], tmp_path / "third", use="public")
    first, second, third = (verify_bundle(tmp_path / name) for name in ("first", "second", "third"))
    assert [first.faults, second.faults, third.faults] == [(), (), ()]
    assert first.fingerprint != second.fingerprint
    text = b"".join(path.read_bytes() for path in (tmp_path / "second").rglob("*") if path.is_file())
    assert first.fingerprint.encode() not in text
    assert (tmp_path / "second" / "custody" / "01.txt").read_text().count("exported") == 1
    public = b"".join(path.read_bytes() for path in (tmp_path / "third").rglob("*") if path.is_file())
    assert letter.sha256.encode() not in public
    assert letter.item.encode() not in public


@pytest.mark.parametrize("shell", ["sh", "bash --posix"])
def test_a_machine_that_has_only_the_other_tool(tmp_path, shell):
    """Some have `shasum` and no `sha256sum`; the script says the same in any shell."""
    bundle = bundle_of(tmp_path / "out")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in NEEDED:
        there = shutil.which(name)
        if there is None:
            pytest.skip(f"no {name} here")
        (tools / name).symlink_to(there)
    said = the_script_says(bundle, shell=shell, PATH=str(tools))
    assert said == the_script_says(bundle)
    flip(bundle / "02.jpg")
    assert the_script_says(bundle, shell=shell, PATH=str(tools)) == the_script_says(bundle)
