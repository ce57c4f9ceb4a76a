"""Templates: what every page may use in one, and nothing that is not said in the page's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from waystation.web.static_files import static_file, static_url
from waystation.wording import figures
from waystation.wording.language import LANGUAGES, say, say_many, spoken

__all__ = ["render"]


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("waystation.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals.update(say=say, say_many=say_many, static=static_url, has_file=_has_file, languages=LANGUAGES)
    found.filters.update(
        money=figures.money,
        percent=figures.percent,
        of_hundred=figures.of_hundred,
        moment=_moment,
        days=figures.days,
        iso=datetime.isoformat,
    )
    return found


def _has_file(name: str) -> bool:
    """Whether there is a file of a name: a build may have been made without those of others."""
    return static_file(name) is not None


def _moment(when: datetime, zone: tzinfo | None = None, with_offset: bool = False) -> str:
    """An instant as people write it, in a zone."""
    return figures.date_and_time(when.astimezone(zone) if zone is not None else when, with_offset=with_offset)


def render(template: str, given: Mapping[str, Any]) -> bytes:
    """A page.

    Args:
        template: Its file.
        given: What it is filled with.
    """
    return _environment().get_template(template).render(language=spoken(), **given).encode()
