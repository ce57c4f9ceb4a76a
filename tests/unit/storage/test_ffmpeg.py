"""ffmpeg is found or said to be missing; it is held in."""

from __future__ import annotations

import os
import stat

import pytest

from tests.portraits import needs_ffmpeg
from waystation.errors import Missing, Usage
from waystation.storage import ffmpeg
from waystation.storage.ffmpeg import FORMS, ffmpeg_path, heard, piped, reading, run


def test_the_machines_own_comes_first(tmp_path, monkeypatch):
    """It is the one that its distribution keeps up to date."""
    own = tmp_path / "ffmpeg"
    own.write_text("#!/bin/sh\n")
    own.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ffmpeg_path() == str(own)


def test_where_there_is_none_one_line_says_so(monkeypatch):
    """Neither the machine's nor one that a package brings."""
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(ffmpeg, "find_spec", lambda name: None)
    with pytest.raises(Missing, match="ffmpeg_missing"):
        ffmpeg_path()


def test_what_it_may_read_is_one_file_of_known_forms():
    """No network, and no form that names other files."""
    arguments = reading("/proc/self/fd/9")
    assert arguments[arguments.index("-protocol_whitelist") + 1] == "file"
    assert arguments[arguments.index("-format_whitelist") + 1] == FORMS
    assert not {"hls", "concat", "dash", "image2", "ffmetadata", "sdp", "rtsp"} & set(FORMS.split(","))


@needs_ffmpeg
def test_it_says_whether_it_did_what_it_was_told():
    """Its own words are not read: they may hold what is in the file."""
    assert run(["-f", "lavfi", "-i", "color=s=16x16:d=0.1", "-f", "null", "-"])
    assert not run(["-i", "/nowhere", "-f", "null", "-"])


@needs_ffmpeg
def test_it_is_ended_with_what_it_was_started_for():
    """Also if it would go on for ever."""
    with piped(["-f", "lavfi", "-i", "color=s=64x64", "-f", "rawvideo", "pipe:1"]) as (process, pipe):
        assert heard(pipe, 4096)
    assert process.poll() is not None


def test_one_that_says_nothing_is_not_waited_for_for_ever(tmp_path, monkeypatch):
    """A file may be made to keep it busy."""
    stuck = tmp_path / "ffmpeg"
    stuck.write_text("#!/bin/sh\nexec sleep 600\n")
    stuck.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(ffmpeg, "PATIENCE", 0.05)
    with pytest.raises(Usage, match="redact_stuck"):
        run([])


def test_it_knows_nothing_of_its_surroundings(tmp_path, monkeypatch):
    """Names may stand in variables; memory and time are bounded."""
    spy = tmp_path / "ffmpeg"
    spy.write_text(f"#!/bin/sh\nenv > {tmp_path}/env\nulimit -a > {tmp_path}/limits\n")
    spy.chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("SECRET_NAME", "a canary")
    run([])
    names = {line.partition("=")[0] for line in (tmp_path / "env").read_text().splitlines()}
    assert names <= {"PATH", "LC_ALL", "PWD", "OLDPWD", "SHLVL", "_"}
    limits = (tmp_path / "limits").read_text()
    assert str(ffmpeg.PROCESSOR) in limits
    assert str(ffmpeg.MEMORY) in limits
