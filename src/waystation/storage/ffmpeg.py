"""ffmpeg, found and held in: the only program that reads foreign film and sound.

Decides where it is looked for, what it may use (time, memory, no network, no file but the one it is handed), which
forms of film and sound it may take a file for, and how its frames are read one after the other. Playlists, which name
other files, are among the forms that it may not. What is done with the frames is others' business.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import BinaryIO

from waystation.errors import Missing, Usage

__all__ = ["LONGEST", "SAME_ALWAYS", "ffmpeg_path", "has_stream", "piped", "reading", "run"]

FORMS = (
    "aac,ac3,aiff,amr,amrnb,amrwb,asf,avi,caf,flac,flv,h264,hevc,m4v,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,mp3,mpeg,"
    "mpegts,mpegvideo,ogg,w64,wav"
)
"""What a foreign file may be taken for; never a list of other files."""
LONGEST = 4 * 3600
"""Seconds of a film or sound that are worked on."""
PROCESSOR = 6 * 3600
"""Seconds of the processor that one run may use."""
MEMORY = 6 << 20
"""KiB of address space that one run may use: frames of 8K and a codec's own frames fit, a bomb does not."""
PATIENCE = 120.0
"""Seconds in which it must say something."""
LIMITED = 'ulimit -c 0; ulimit -t "$1"; ulimit -v "$2" 2>/dev/null; shift 2; exec "$@"'
"""Some systems know no limit of memory for a process; time is limited everywhere."""
SAME_ALWAYS = ("-map_metadata", "-1", "-map_chapters", "-1", "-sn", "-dn", "-fflags", "+bitexact")
"""For what is written: no word about where it comes from, no subtitles, no data, no marks of the program."""


def ffmpeg_path() -> str:
    """The ffmpeg to use: the machine's, or the one that the extra `faces` brings.

    Raises:
        Missing: `ffmpeg_missing` if there is none.
    """
    if found := shutil.which("ffmpeg"):
        return found
    spec = find_spec("imageio_ffmpeg")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for path in sorted(Path(folder, "binaries").glob("ffmpeg*")):
            if os.access(path, os.X_OK):
                return str(path)
    raise Missing("ffmpeg_missing")


def reading(path: str) -> list[str]:
    """The arguments with which a foreign file is read."""
    return ["-protocol_whitelist", "file", "-format_whitelist", FORMS, "-t", str(LONGEST), "-i", path]


@contextmanager
def piped(
    arguments: Sequence[str], keeps: Sequence[int] = (), fed: bool = False
) -> Iterator[tuple[subprocess.Popen[bytes], BinaryIO]]:
    """Run ffmpeg with a pipe to it or from it; it is ended when the block is left.

    Args:
        arguments: What it is to do.
        keeps: Open files that it is handed.
        fed: Whether it reads from the pipe; otherwise what it writes is read.

    Yields:
        The process, and the pipe.
    """
    command = ["/bin/sh", "-c", LIMITED, "sh", str(PROCESSOR), str(MEMORY), ffmpeg_path()]
    command += ["-nostdin", "-hide_banner", "-loglevel", "quiet", "-threads", "2", *arguments]
    process = subprocess.Popen(  # noqa: S603 (a program that was found, with arguments of ours)
        command,
        stdin=subprocess.PIPE if fed else subprocess.DEVNULL,
        stdout=subprocess.DEVNULL if fed else subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=tuple(keeps),
        env={"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C"},
    )
    pipe = process.stdin if fed else process.stdout
    assert pipe is not None
    try:
        yield process, pipe  # type: ignore[misc] # IO[bytes] is what Popen calls it
    finally:
        with suppress(OSError):
            pipe.close()
        if process.poll() is None:
            process.kill()
        process.wait()


def run(arguments: Sequence[str], keeps: Sequence[int] = ()) -> bool:
    """Run ffmpeg to its end; whether it did what it was told.

    Args:
        arguments: What it is to do.
        keeps: Open files that it is handed.
    """
    with piped([*arguments, "-progress", "pipe:1"], keeps) as (process, pipe):
        while heard(pipe, 1 << 12):
            pass
        return process.wait() == 0


def has_stream(path: str, keeps: Sequence[int], kind: str) -> bool:
    """Whether a file holds film (`V:0`: covers of records do not count) or sound (`a:0`) that can be decoded."""
    return run([*reading(path), "-map", f"0:{kind}", "-t", "2", "-f", "null", "-"], keeps)


def heard(pipe: BinaryIO, most: int) -> bytes:
    """The next bytes from ffmpeg, at most so many; empty at the end.

    Raises:
        Usage: `redact_stuck` if it says nothing for too long.
    """
    ready, _, _ = select.select([pipe], [], [], PATIENCE)
    if not ready:
        raise Usage("redact_stuck", number=round(PATIENCE))
    return os.read(pipe.fileno(), most)
