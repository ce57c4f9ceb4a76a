"""Missions on their pages: the answer first, with its figures, then how, then why; every study of it; its pictures."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Visitor, served, text_of

PACKS = Path(__file__).resolve().parents[4] / "packs"
RIVER = "/missions/two-days-to-the-river"
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    """Somebody who looks at two missions, and writes nothing."""
    folder = tmp_path_factory.mktemp("packs")
    for name in ("two-days-to-the-river", "a-son"):
        shutil.copytree(PACKS / name, folder / name)
    with served(folder / "two-days-to-the-river", folder / "a-son") as visitor:
        yield visitor


def test_the_list_says_each_answer_in_a_line(visitor: Visitor) -> None:
    """Each mission with its verdict, how many arrive, and where it stands; the worse one is named as such."""
    said = visitor.shows("/missions")
    assert (
        "Two days to the river Go, with a second approval 5 travellers: Hut above the upper fields → Reception" in said
    )
    assert "Of 100 such families, 86 arrive; at worst 74." in said
    assert "A son Not this way" in said
    assert said.count("Nobody has left yet.") == 2


def test_the_answer_comes_first(visitor: Visitor) -> None:
    """Should we, with the figures; then how; then the rules, the danger, what to do when it goes wrong, and when."""
    said = visitor.shows(RIVER)
    order = [
        "Go with a second approval, Wed 1 Oct 18:00",
        "Of 100 such families who go, 86 arrive; we are nine-tenths sure of 78",
        "2.1 days, half of them by Fri 3 Oct 07:00; USD 2,525 expected; 2 brokers told",
        "Of 100, how many arrive",
        "How Go: Wed 1 Oct 18:00, on foot from Hut above the upper fields to Old rice mill.",
        "Near bank, below the reeds Thu 2 Oct 19:30 fording with Mr. Hwang",
        "Who is told Along the course: Mr. Hwang (guide) , Sister Malee (host)",
        "Decide, and begin the journey",
        "The charter, for PC1",
        "17 rules are kept",
        "of those who go arrive, after 2.1 days on average",
        "Where the danger lies",
        "When it goes wrong",
        "Wait or go",
        "When they arrive",
    ]
    assert [said.index(one) for one in order] == sorted(said.index(one) for one in order)


def test_every_number_leads_to_what_it_rests_on(visitor: Visitor) -> None:
    """Each link of a number opens a page of beliefs, in the way of writing addresses that holds for odd names."""
    page = visitor.get(RIVER).text
    links = re.findall(r'<a class="number" href="([^"]+)"', page)
    assert "/beliefs/two-days-to-the-river/leg%3Aford%2Fcaught" in links
    assert len(set(links)) > 15
    for link in sorted(set(links))[:6]:
        assert visitor.get(link).status_code == 200, link


def test_what_could_go_wrong_is_a_partition(visitor: Visitor) -> None:
    """The shares of the danger sum to those who are lost, and the bars to no more than the page is wide."""
    page = visitor.get(RIVER).text
    part = page[page.index('id="danger"') : page.index('id="wrong"')]
    shares = [float(one) for one in re.findall(r">\s*([\d.]+) %", part)]
    assert len(shares) == 9
    assert 14.5 < sum(shares) < 15.5
    assert all(0 < int(one) <= 100 for one in re.findall(r"w-(\d+)", part))


@pytest.mark.parametrize(
    ("study", "told"),
    [
        ("why", "Mr. Hwang sells the group: 0 % to 8.3 %, middle 4.2 %"),
        ("questions", "Ask how many are badly hurt fording with Mr. Hwang"),
        ("ways", "without Mr. Hwang 78 (at worst 64)"),
        ("flips", "If police were seen to be alert: hold"),
        ("split", "All 5 have the word"),
        ("terms", "Mr. Hwang: raise the fee by 25 %, to USD 3,375 along the course."),
    ],
)
def test_each_study_says_what_the_command_says(visitor: Visitor, study: str, told: str) -> None:
    """What takes longer has a page of its own, with the words that the command has for it."""
    assert told in visitor.shows(f"{RIVER}/{study}")


@pytest.mark.parametrize("picture", ["chance", "danger", "departures", "arrival", "terms"])
def test_each_picture_is_a_png(visitor: Visitor, picture: str) -> None:
    """Every picture is there, not kept by the browser, and drawn anew in the reader's language."""
    answer = visitor.get(f"{RIVER}/pictures/{picture}.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content.startswith(PNG)
    assert answer.headers["cache-control"] == "no-store"
    korean = visitor.get(f"{RIVER}/pictures/{picture}.png", accept_language="ko")
    assert korean.content.startswith(PNG)
    assert korean.content != answer.content or picture == "terms"


def test_pictures_have_their_numbers_beside_them(visitor: Visitor) -> None:
    """Whoever sees no picture has a description and the same numbers in a table."""
    for address in (RIVER, f"{RIVER}/why"):
        page = visitor.get(address).text
        pictures = re.findall(r"<img [^>]*>", page)
        assert pictures
        assert all(re.search(r'alt="[^"]{20,}"', one) for one in pictures)
        assert "<table" in page


@pytest.mark.parametrize(
    "address", ["/missions/nobody", "/missions/nobody/why", f"{RIVER}/pictures/what.png", f"{RIVER}/nothing"]
)
def test_what_is_not_there_is_said_so(visitor: Visitor, address: str) -> None:
    """Another name is answered with our own page for that, not with an error of the server."""
    answer = visitor.get(address)
    assert answer.status_code == 404
    assert "There is no such page here" in text_of(answer.text)


def test_what_if_is_worked_out_and_kept_nowhere(visitor: Visitor) -> None:
    """Something otherwise beside the plan as it is; nothing of it stands in an address, nothing is asked for twice."""
    fields = {"condition-river": "high", "without": ["broker:hwang"], "risk": "leg:boat/caught", "chance": "[0.1, 0.3]"}
    answer = visitor.post(f"{RIVER}/what-if", fields)
    said = text_of(answer.text)
    assert answer.status_code == 200
    assert "without Mr. Hwang" in said
    assert "Side by side" in said
    assert re.search(r'value="high" selected', answer.text)
    assert re.search(r'value="broker:hwang" checked', answer.text)


def test_what_if_of_nothing_says_what_to_say(visitor: Visitor) -> None:
    """An empty question, and one that cannot be read, come back with what would be right."""
    answer = visitor.post(f"{RIVER}/what-if", {})
    assert (answer.status_code, "say what is otherwise" in text_of(answer.text)) == (422, True)
    answer = visitor.post(f"{RIVER}/what-if", {"risk": "leg:ford/caught", "chance_own": "often enough"})
    assert "must be a chance" in text_of(answer.text)
    assert 'value="often enough"' in answer.text
