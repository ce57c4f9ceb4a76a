"""The build brings the pages' scripts from packages that it has checked; without them it says so and goes on."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
VENDOR = ROOT / "src" / "waystation" / "web" / "vendor"

made = pytest.mark.skipif(not (VENDOR / "stamp.json").is_file(), reason="built without the scripts")


class Terminal:
    """Stands for the builder's own: keeps what it is told to say."""

    def __init__(self) -> None:
        self.warned: list[str] = []

    def display_warning(self, message: str) -> None:
        self.warned.append(message)

    def abort(self, message: str) -> None:
        raise AssertionError(message)


def hook(build, root: Path, terminal: Terminal):
    """The hook, as the builder makes it for a folder."""
    return build.BuildHook(str(root), {}, None, None, str(root / "dist"), "wheel", terminal)


@made
def test_the_files_are_those_of_the_packages_with_their_terms():
    """The main script and its worker are of one release, and each package's licence stands beside its files."""
    stamp = json.loads((VENDOR / "stamp.json").read_text("utf-8"))
    assert set(stamp["sources"]) == {"htmx.org@4.0.1", "maplibre-gl@6.17.0"}
    assert {one.name for one in VENDOR.iterdir()} == {*stamp["files"], "stamp.json"}
    assert b"v6.17.0/LICENSE.txt" in (VENDOR / "maplibre-gl.mjs").read_bytes()[:300]
    assert b"v6.17.0/LICENSE.txt" in (VENDOR / "maplibre-gl-worker.mjs").read_bytes()[:300]
    assert "Redistribution and use" in (VENDOR / "maplibre-gl-LICENSE.txt").read_text("utf-8")
    assert "Zero-Clause BSD" in (VENDOR / "htmx-LICENSE.txt").read_text("utf-8")


@made
def test_scripts_that_are_there_are_left_alone(build, monkeypatch):
    """A second build asks no network."""
    monkeypatch.setattr(build.urllib.request, "urlopen", None)
    assert build.copy_scripts(VENDOR) is False


@made
def test_a_changed_script_is_noticed(build, tmp_path):
    """A script that somebody changed on this machine is fetched anew by the next build."""
    copy = shutil.copytree(VENDOR, tmp_path / "vendor")
    assert build.is_current(copy, tuple(build.COPIED))
    (copy / "htmx.min.js").write_bytes((copy / "htmx.min.js").read_bytes() + b"//")
    assert not build.is_current(copy, tuple(build.COPIED))


def test_what_arrives_is_copied_only_if_its_hash_is_the_published_one(build, monkeypatch, tmp_path):
    """A registry that serves something else gets none of it into the pages."""
    monkeypatch.setattr(build.time, "sleep", lambda _: None)
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", tmp_path.as_uri())
    served = tmp_path / "htmx.org" / "-" / "htmx.org-4.0.1.tgz"
    served.parent.mkdir(parents=True)
    served.write_bytes(b"not the package")
    found = base64.b64encode(hashlib.sha512(b"not the package").digest()).decode()
    with pytest.raises(build.Unavailable, match="not that package") as refused:
        build.copy_scripts(tmp_path / "vendor")
    assert found[:12] in str(refused.value)
    assert not (tmp_path / "vendor").exists()


def test_without_the_registry_the_build_goes_on_and_says_so_in_one_line(build, monkeypatch, tmp_path):
    """The line says that pages work all the same, and how to have the scripts."""
    monkeypatch.setattr(build.time, "sleep", lambda _: None)
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", (tmp_path / "nowhere").as_uri())
    monkeypatch.setenv("WAYSTATION_NO_BASEMAP", "1")
    terminal = Terminal()
    hook(build, tmp_path, terminal).initialize("standard", {})
    (line,) = terminal.warned
    assert "\n" not in line
    assert "the pages work without them" in line
    assert "NPM_CONFIG_REGISTRY" in line
    assert not (tmp_path / "src" / "waystation" / "web" / "vendor").exists()


def test_who_wants_no_scripts_is_not_asked_for_a_network(build, monkeypatch, tmp_path):
    """`WAYSTATION_NO_SCRIPTS=1` builds without a word."""
    monkeypatch.setattr(build.urllib.request, "urlopen", None)
    monkeypatch.setenv("WAYSTATION_NO_BASEMAP", "1")
    monkeypatch.setenv("WAYSTATION_NO_SCRIPTS", "1")
    terminal = Terminal()
    hook(build, tmp_path, terminal).initialize("standard", {})
    assert terminal.warned == []
