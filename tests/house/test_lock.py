"""The lock is what `pyproject.toml` asks for, from where everybody can fetch it."""

from __future__ import annotations

import re
import tomllib


def name_of(requirement: str) -> str:
    """The name in `name[extra]>=1; marker`, as indexes spell it."""
    found = re.match(r"[\w.-]+", requirement)
    assert found is not None
    return re.sub(r"[-_.]+", "-", found[0]).lower()


def test_the_lock_names_only_the_public_index(root):
    """No mirror, no folder and no other index of the machine on which it was made."""
    sources = set(re.findall(r"source = \{ (.*?) \}", (root / "uv.lock").read_text("utf-8")))
    assert sources == {'registry = "https://pypi.org/simple"', 'editable = "."'}


def test_the_lock_has_what_the_project_asks_for(root):
    """`uv sync --frozen` does not look: a dependency that is not in the lock would not be there."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    lock = tomllib.loads((root / "uv.lock").read_text("utf-8"))
    (ours,) = (package for package in lock["package"] if package["name"] == project["project"]["name"])
    extras = [one for some in project["project"]["optional-dependencies"].values() for one in some]
    asked = {name_of(one) for one in (*project["project"]["dependencies"], *extras)}
    assert {one["name"] for one in ours["metadata"]["requires-dist"]} == asked, "type: .uv-tool/bin/uv lock"
    developing = {name_of(one) for one in project["dependency-groups"]["dev"]}
    assert {one["name"] for one in ours["metadata"]["requires-dev"]["dev"]} == developing, "type: .uv-tool/bin/uv lock"
