"""The harness that runs the pages' blocks finds what is wrong in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.blocks import Failed, Page, matches, read_blocks


def written(folder: Path, text: str) -> Path:
    """A page with this text."""
    page = folder / "page.md"
    page.write_text(text, "utf-8")
    return page


def test_blocks_are_read_with_their_lines_and_options(tmp_path):
    """The language, its options, the first fence's line and the text arrive; indented blocks lose their indent."""
    first, second = read_blocks(
        written(tmp_path, "# a\n\n```console exit=2\n$ false\n```\n\n- b\n  ~~~json\n  {}\n  ~~~\n")
    )
    assert (first.language, first.line, first.option("exit", "0"), first.text) == ("console", 3, "2", "$ false\n")
    assert (second.language, second.line, second.text) == ("json", 8, "{}\n")


def run_all(page: Page, path: Path) -> None:
    """Run the blocks of a page in order."""
    for block in read_blocks(path):
        page.run(block)


@pytest.mark.parametrize(
    "block",
    [
        "```console\n$ printf 'a\\nb\\n'\na\nb\n```\n",
        "```console\n$ printf 'a\\nb\\nc 1.25 s\\n'\na\n...\nc ... s\n```\n",
        "```console\n$ echo one > file\n$ cat file\none\n```\n",
        "```console exit=3\n$ exit 3\n```\n",
        "```console\n$ echo a \\\n> b\na b\n```\n",
        "```console\n$ git clone x\n$ make test PYTEST_ARGS=-q\n```\n",
        "```python\n>>> a = 1\n>>> a\n1\n```\n\n```python\nassert a == 1\n```\n",
        "```toml\na = 1\n```\n```json\n[1]\n```\n```jsonl\n{}\n{}\n```\n```csv\na,b\n1,2\n```\n```text\n~\n```\n",
    ],
)
def test_a_true_block_passes(block, page, tmp_path):
    """What a page says truly goes through."""
    run_all(page, written(tmp_path, block))


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("```ruby\nputs 1\n```\n", "the language ruby"),
        ("```\nputs 1\n```\n", "the language (none)"),
        ("```console\n$ echo 81\n82\n```\n", "it printed:\n81"),
        ("```console\n$ printf 'a\\nb\\n'\na\n```\n", "the page says"),
        ("```console\n$ false\n```\n", "ended with 1, not 0"),
        ("```console\n$ make tea\n```\n", "no target tea"),
        ("```console\nwaystation\n```\n", "begins with"),
        ("```python\n>>> 1 + 1\n3\n```\n", "Got:\n    2"),
        ("```toml\na = \n```\n", "not toml"),
        ("```json\n{'a': 1}\n```\n", "not json"),
        ("```csv\na,b\n1\n```\n", "row 2 has 1 cells"),
        ("```json\n{}\n", "never closed"),
    ],
)
def test_a_false_block_fails_and_is_named(block, said, page, tmp_path):
    """The message has the page, the line and what happened instead."""
    with pytest.raises(Failed) as caught:
        run_all(page, written(tmp_path, block))
    assert "page.md:1: " in str(caught.value)
    assert said in str(caught.value)


def test_dots_stand_for_any_lines_and_for_no_line():
    """`...` alone on a line may also stand for nothing."""
    assert matches("a\n...\nb", "a\nb\n")
    assert matches("...\nb", "x\ny\nb\n")
    assert not matches("a\n...\nb", "a\nx\n")
