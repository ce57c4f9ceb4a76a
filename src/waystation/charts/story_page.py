"""A story as one self-contained page: the map and its red lines, scene after scene; no request, no other file.

It reads the same with scripts off: the map stands beside the scenes, its dots have their numbers, and the line is
drawn out as the page is read where the browser can. Where scripts may run, the eye follows. Pictures, sounds and films
lie inside; a policy in the page forbids it to fetch anything at all.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape

from waystation.charts.ground import Ground
from waystation.charts.lettering import Lettering
from waystation.charts.picture import plain_text
from waystation.charts.story_map import SIDE, Dot, StoryMap, compose_story, still_png
from waystation.charts.story_picture import Exhibit, StoryPicture, StoryScene
from waystation.charts.story_script import SCRIPT
from waystation.charts.story_style import STORY_STYLE

__all__ = ["draw_story"]

LARGE_NAME = 12.0
ROLES = ("glow", "glow near", "bed", "thread", "line")
"""The strokes that make up a red line, from below."""
ARM = 13
"""How far a cross at the end of a line reaches, pixels of the screen: past the dot that may lie on it."""


def draw_story(picture: StoryPicture, ground: Ground, lettering: Lettering | None = None) -> str:
    """Draw a story as a page.

    Args:
        picture: What to draw.
        ground: The base map for at least `story_map.story_bounds(picture)`.
        lettering: The fonts that measure names; by default those of this machine.

    Returns:
        HTML text; the same for the same story.
    """
    letters = lettering or Lettering()
    drawn = compose_story(picture, ground, letters)
    still = base64.b64encode(still_png(picture, ground, letters)).decode()
    label = _safe(f"{picture.words.map_of}: {picture.title}")
    credit = f'<p class="credit">{_words(ground.attribution)}</p>' if ground.attribution else ""
    return (
        f'<!doctype html>\n<html lang="{_safe(picture.lang)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_policy()}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="dark">\n'
        f"<title>{_safe(picture.title)}</title>\n<style>{STORY_STYLE}</style>\n</head>\n<body>\n"
        f'<section class="stage" aria-label="{label}">'
        f'<img src="data:image/png;base64,{still}" width="{SIDE}" height="{SIDE}" alt="">\n'
        f"{_map(drawn)}{credit}</section>\n"
        f"<main>\n{_opening(picture)}"
        f'<ol class="scenes" aria-label="{_safe(picture.words.scenes)}">\n'
        f"{''.join(_scene(picture, drawn, number) for number in range(len(picture.scenes)))}</ol>\n"
        f"{_after(picture)}</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )


def _policy() -> str:
    style, script = (
        base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (STORY_STYLE, SCRIPT)
    )
    return (
        f"default-src 'none'; img-src data:; media-src data:; style-src 'sha256-{style}'; "
        f"script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
    )


def _map(drawn: StoryMap) -> str:
    """The drawing that moves: ground, names, lines under masks that draw them out, dots."""
    names = "".join(
        f'<text class="country{"" if name.size > LARGE_NAME else " small"}" x="{name.x:.0f}" y="{name.y:.0f}">'
        f"{_safe(name.text)}</text>\n"
        for name in drawn.names
    )
    lines = "".join(_line(number, way) for number, way in enumerate(drawn.ways))
    dots = "".join(_dot(one) for one in drawn.dots)
    ends = "".join(_cross(line, x, y) for line, (x, y, end) in enumerate(drawn.ends) if end == "stopped")
    heads = "".join('<circle class="head" r="5"/>' for _ in drawn.ways)
    return (
        f'<svg class="moving" viewBox="0 0 {SIDE} {SIDE}" aria-hidden="true">\n{drawn.ground}{names}{lines}'
        f"{ends}{heads}{dots}</svg>\n"
    )


def _line(number: int, way: str) -> str:
    """A red line. A solid one is drawn out itself; a broken one lies under a mask that is."""
    path = f'pathLength="1" data-line="{number}" d="{way}"'
    if number % 3 == 0:
        strokes = "".join(f'<path class="way {role} draw" {path}/>' for role in ROLES)
        return f'<g class="w0">{strokes}</g>\n'
    box = f'x="{-SIDE}" y="{-SIDE}" width="{3 * SIDE}" height="{3 * SIDE}"'
    strokes = "".join(f'<path class="way {role}" d="{way}"/>' for role in ROLES)
    return (
        f'<mask id="m{number}" maskUnits="userSpaceOnUse" {box}><path class="mask draw" {path}/></mask>\n'
        f'<g class="w{number % 3}" mask="url(#m{number})">{strokes}</g>\n'
    )


def _cross(line: int, x: float, y: float) -> str:
    """Where somebody was stopped."""
    arms = f"M{-ARM} {-ARM}L{ARM} {ARM}M{-ARM} {ARM}L{ARM} {-ARM}"
    return f'<g transform="translate({x:.1f} {y:.1f})"><path class="end" data-line="{line}" d="{arms}"/></g>\n'


def _dot(dot: Dot) -> str:
    """A numbered dot beside its stop, and the stop itself where that is elsewhere."""
    (x, y), (left, top) = dot.at, dot.beside
    tie = ""
    if dot.at != dot.beside:
        tie = f'<path class="tie" d="M{x:.1f} {y:.1f}L{left:.1f} {top:.1f}"/>\n'
    return (
        f'{tie}<g class="dot w{dot.line % 3}" data-scene="{dot.number}" data-at="{dot.line}-{dot.number}" '
        f'data-stop="{x:.1f} {y:.1f}"><circle cx="{left:.1f}" cy="{top:.1f}" r="9"/>'
        f'<text x="{left:.1f}" y="{top:.1f}" dy=".36em">{dot.number}</text></g>\n'
    )


def _opening(picture: StoryPicture) -> str:
    words = picture.words
    other = ""
    if picture.other is not None:
        lang, file, name = (_safe(part) for part in picture.other)
        other = f'<p class="languages"><a href="{file}" lang="{lang}" hreflang="{lang}">{name}</a></p>\n'
    key = "".join(
        f'<li class="j{number % 3}"><i class="glyph"></i>{_words(line.name)}</li>'
        for number, line in enumerate(picture.lines)
    )
    play = (
        f'<button class="play" type="button" hidden aria-pressed="false" data-play="{_safe(words.play)}" '
        f'data-pause="{_safe(words.pause)}">{_safe(words.play)}</button>\n'
    )
    return (
        f'<header class="opening">\n{other}<h1>{_words(picture.title)}</h1>\n'
        f'<div class="lead">{_paragraphs(picture.lead)}</div>\n'
        f'<p class="claim">{_words(picture.claim)}<br><a href="#left">{_words(words.more)}</a></p>\n'
        f'<ul class="key">{key}</ul>\n{play}</header>\n'
    )


def _scene(picture: StoryPicture, drawn: StoryMap, number: int) -> str:
    scene = picture.scenes[number]
    eye = drawn.eyes[number]
    first = _first(picture, number)
    at = f"{scene.line}-{first}" if first else ""
    share = " ".join(f"{one:g}" for one in drawn.shares[number])
    when = f"<span>{_words(scene.when)}</span>" if scene.when else ""
    call = f'<p class="call">{_words(scene.call)}</p>\n' if scene.call else ""
    rests = "".join(f"<li>{_words(line)}</li>" for line in (*scene.rests, *scene.sources))
    return (
        f'<li class="scene j{scene.line % 3} {scene.tone}" id="s{number + 1}" data-at="{at}" '
        f'data-eye="{eye.x:g} {eye.y:g} {eye.side:g}" data-share="{share}">\n'
        f'<p class="kicker"><span class="number">{number + 1}</span><i class="glyph"></i>'
        f"<span>{_words(scene.journey)}</span>{when}</p>\n{call}<h2>{_words(scene.title)}</h2>\n"
        f"{''.join(_exhibit(picture, one) for one in scene.exhibits)}"
        f"{_said(scene)}"
        f'<ul class="rests" aria-label="{_safe(picture.words.rests)}">{rests}</ul>\n</li>\n'
    )


def _first(picture: StoryPicture, number: int) -> int:
    """The number of the first scene at the same stop of the same line, from 1; 0 where no stop is named."""
    scene = picture.scenes[number]
    if scene.stop is None:
        return 0
    same = (i for i, one in enumerate(picture.scenes, 1) if (one.line, one.stop) == (scene.line, scene.stop))
    return next(same)


def _said(scene: StoryScene) -> str:
    return f'<div class="words">{_paragraphs(scene.words)}</div>\n' if scene.words else ""


def _exhibit(picture: StoryPicture, shown: Exhibit) -> str:
    mark = f'<p class="recreation">{_words(shown.mark)}</p>\n' if shown.mark else ""
    caption = _words(shown.caption)
    told = _paragraphs(shown.described)
    said = f'<div class="told"><span>{_words(picture.words.described)}</span> {told}</div>' if told else ""
    body = ""
    link = f"data:{_safe(shown.media)};base64,{base64.b64encode(shown.data).decode()}"
    match shown.sort:
        case "picture":
            size = f' width="{shown.size[0]}" height="{shown.size[1]}"' if all(shown.size) else ""
            body, said = f'<img src="{link}"{size} alt="{_safe(" ".join(shown.described))}">', ""
        case "sound":
            body = f'<audio controls preload="none" src="{link}"></audio>'
        case "video":
            body = f'<video controls preload="metadata" playsinline src="{link}"></video>'
        case "text":
            body, said = f"<blockquote>{_paragraphs(shown.text)}</blockquote>", said if shown.described else ""
        case _:
            pass
    under = f"<figcaption>{caption}{said}</figcaption>" if caption or said else ""
    return f'<figure class="exhibit">\n{mark}{body}\n{under}</figure>\n'


def _after(picture: StoryPicture) -> str:
    words = picture.words
    close = f'<section class="close">{_paragraphs(picture.close)}</section>\n' if picture.close else ""
    return (
        f'<div class="after">\n{close}'
        f'<section id="held"><h3>{_words(words.shown)}</h3>{_held(picture)}</section>\n'
        f'<section id="left"><h3>{_words(words.left)}</h3>{_list(picture.left)}</section>\n</div>\n'
    )


def _held(picture: StoryPicture) -> str:
    """What every scene rests on, each with the fingerprints of what it shows, small."""
    lines = "".join(
        f"<li>{_words(line)}{''.join(f'<code>{_safe(one)}</code>' for one in prints)}</li>"
        for line, prints in picture.held
    )
    return f'<ul class="list">{lines}</ul>'


def _list(lines: Iterable[str]) -> str:
    return f'<ul class="list">{"".join(f"<li>{_words(line)}</li>" for line in lines)}</ul>'


def _paragraphs(texts: Sequence[str]) -> str:
    return "".join(f"<p>{_words(text)}</p>" for text in texts)


def _safe(text: str) -> str:
    return escape(plain_text(text), quote=True)


def _words(text: str) -> str:
    """Text kept apart from what surrounds it, whichever way its script runs."""
    return f"<bdi>{_safe(text)}</bdi>" if text else ""
