"""The archive in the pages: what comes in, who is in it, what they allow, who looked, and what is told of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.archives import MISSION, PASSPHRASE, Archive, an_archive, picture
from tests.browsers import PHONE, faults, visiting
from tests.markup import unsafe
from tests.served import PORT, Visitor, fields_of, served, serving, text_of

HERE = f"/archive/{MISSION}"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive, both of whose vaults are closed: the pages open them."""
    found = an_archive(tmp_path)
    found.close()
    return found


@pytest.fixture
def visitor(archive: Archive) -> Iterator[Visitor]:
    """The first member, at the pages."""
    with served(vault=archive.folder / "anna", passphrase=PASSPHRASE) as found:
        yield found


def at(visitor: Visitor, title: str, path: str = "/archive") -> str:
    """The address of the keepsake of a title."""
    found = re.search(rf'href="({HERE}/[0-9a-f]{{8}})">{re.escape(title)}<', visitor.get(path).text)
    assert found is not None, title
    return found[1]


def sends_file(visitor: Visitor, data: bytes, name: str = "IMG_1.jpg", **more: str) -> Any:
    """Send the form with a file, as a browser sends it."""
    fields = {"pledge": visitor.session.pledge, "source": "broker", "title": "From the bend", **more}
    headers = {"origin": f"http://127.0.0.1:{PORT}"}
    files = {"file": (name, data, "image/jpeg")}
    return visitor.client.post(f"{HERE}/add", data=fields, files=files, headers=headers, follow_redirects=False)


def test_the_list_says_what_is_held_and_what_may_leave(visitor):
    """Five originals; nobody has been asked yet, so none may leave; a recreation is called one."""
    shown = visitor.shows("/archive")
    assert "5 keepsakes are held. Of those shown here 0 may leave for the public" in shown
    assert "The bend" in shown
    assert "recreation" in visitor.shows("/archive?kind=recreation")
    assert "The bend" not in visitor.shows("/archive?kind=recreation")
    assert "The bend" not in visitor.shows("/archive?source=found")


def test_a_file_is_taken_in_as_it_streams_and_kept_to_the_byte(visitor):
    """What was said of it stands on its page, and verifying it shows the very bytes."""
    data = picture(9)
    answer = sends_file(visitor, data, people="mother face\nyounger-girl", made="2031-10", how="a phone")
    assert answer.status_code == 303, text_of(answer.text)
    page = visitor.get(answer.headers["location"]).text
    assert "Taken in as" in text_of(page)
    for said in ("From the bend", "2031-10", "a phone", "mother", "younger-girl", "IMG_1.jpg"):
        assert said in text_of(page), said
    shown = text_of(visitor.sends(answer.headers["location"] + "/verify").text)
    assert f"These {len(data):,} bytes lie here as they were entered" in shown


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"made": "yesterday"}, "made"),
        ({"people": "mother nose"}, "nose"),
        ({"source": "neighbour"}, "That form could not be read"),
    ],
)
def test_what_cannot_be_said_of_a_file_is_refused_with_all_that_was_typed(visitor, more, said):
    """And nothing is taken in."""
    answer = sends_file(visitor, picture(9), **more)
    assert answer.status_code == 422
    shown = text_of(answer.text)
    assert "5 keepsakes are held" in visitor.shows("/archive"), shown
    assert fields_of(answer.text)["title"] == "From the bend"


def test_a_file_that_is_kept_already_is_not_taken_in_twice(visitor):
    """It is said where it is."""
    assert sends_file(visitor, picture(9)).status_code == 303
    answer = sends_file(visitor, picture(9))
    assert answer.status_code == 422
    assert "6 keepsakes are held" in visitor.shows("/archive")


@pytest.mark.parametrize("change", ["pledge", "origin", "kind", "cut", "none"])
def test_a_form_that_is_not_ours_or_not_whole_takes_nothing_in(visitor, change):
    """A stranger's pledge, another page's origin, no form, a file that breaks off, no file at all."""
    pledge = "0" * 32 if change == "pledge" else visitor.session.pledge
    body = (
        f'--b\r\nContent-Disposition: form-data; name="pledge"\r\n\r\n{pledge}\r\n'
        '--b\r\nContent-Disposition: form-data; name="source"\r\n\r\nbroker\r\n'
    ).encode()
    if change != "none":
        body += b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhello\r\n'
    body += b"" if change == "cut" else b"--b--\r\n"
    kind = "text/plain" if change == "kind" else "multipart/form-data; boundary=b"
    origin = "http://elsewhere.example" if change == "origin" else f"http://127.0.0.1:{PORT}"
    answer = visitor.client.post(
        f"{HERE}/add", content=body, headers={"origin": origin, "content-type": kind}, follow_redirects=False
    )
    assert answer.status_code in (403, 409, 422), change
    assert "5 keepsakes are held" in visitor.shows("/archive")


def test_nothing_is_taken_in_while_the_pages_are_locked(visitor):
    """The passphrase is asked for instead."""
    visitor.post("/lock")
    fields = {"pledge": visitor.session.pledge, "source": "broker"}
    headers = {"origin": f"http://127.0.0.1:{PORT}"}
    files = {"file": ("a.txt", b"hello", "text/plain")}
    answer = visitor.client.post(f"{HERE}/add", data=fields, files=files, headers=headers, follow_redirects=False)
    assert answer.status_code == 423
    visitor.unlocks(PASSPHRASE)
    assert "5 keepsakes are held" in visitor.shows("/archive")


def test_leave_that_is_given_and_taken_back_by_form_opens_and_closes_the_way(visitor):
    """One hindrance goes with the leave, and is there again, as a refusal, without it."""
    item = at(visitor, "What she was not told")
    visitor.sends(f"{item}/person", {"word": "mother", "role": "traveller", "names": "Ryang Ok-bun"})
    assert "mother has not been asked" in visitor.shows(item)
    given = {"person": "mother", "answer": "allows", "use": ["public"], "aspect": ["face", "voice", "name"],
             "basis": "consent", "all": "no"}  # fmt: skip
    assert "mother allows it for the public" in text_of(visitor.sends(f"{item}/consent", given).text)
    public = visitor.shows(item).partition("For the public")[2].partition("For a film")[0]
    assert "mother has not been asked" not in public.partition("For ")[0]
    back = text_of(visitor.sends(f"{item}/consent", {**given, "answer": "refuses"}).text)
    assert "mother refuses" in back
    assert "Nothing of it has left" in back
    assert "Ryang" not in visitor.shows(item), "a name stands on the page"


def test_a_picture_is_shown_only_once_it_is_written_down_that_it_was_opened(visitor):
    """And never again once the pages were locked."""
    item = at(visitor, "The bend")
    assert visitor.get(f"{item}/picture.png").status_code == 404
    assert visitor.get(f"{item}/sheet/1.png").status_code == 404
    shown = visitor.sends(f"{item}/look").text
    assert "opened" in text_of(shown.partition("Who held it")[2])
    answer = visitor.get(f"{item}/picture.png")
    assert answer.status_code == 200
    assert answer.content.startswith(b"\x89PNG")
    assert answer.headers["cache-control"] == "no-store"
    visitor.post("/lock")
    visitor.unlocks(PASSPHRASE)
    assert visitor.get(f"{item}/picture.png").status_code == 404


def test_two_members_look_at_a_copy_before_it_may_leave(archive):
    """One makes and confirms it, which they cannot do for the second; the second approves it at their own device."""
    with served(vault=archive.folder / "anna", passphrase=PASSPHRASE) as anna:
        original = at(anna, "What she was not told")
        made = anna.sends(f"{original}/redact", {"faces": "no", "sound": "kept"})
        copy = at_copy(anna, original)
        assert "is a working copy of" in text_of(made.text)
        anna.sends(f"{copy}/sheet")
        sheet = fields_of(anna.get(copy).text)["sheet"]
        assert "is confirmed" in text_of(anna.sends(f"{copy}/review", {"step": "confirmed", "sheet": sheet}).text)
        own = anna.post(f"{copy}/review", {"step": "approved", "sheet": sheet})
        assert own.status_code == 422
        assert "No second member has approved it" in anna.shows(copy)
    archive.open()
    archive.exchange()
    from waystation.desk.keep.archive.moving import receive

    receive(archive.ben, archive.folder / "anna")
    archive.close()
    with served(vault=archive.folder / "ben", passphrase=PASSPHRASE) as ben:
        ben.sends(f"{copy}/sheet")
        assert fields_of(ben.get(copy).text)["sheet"] == sheet
        assert "is approved" in text_of(ben.sends(f"{copy}/review", {"step": "approved", "sheet": sheet}).text)
        assert "No second member has approved it" not in ben.shows(copy)


def at_copy(visitor: Visitor, original: str) -> str:
    """The address of the only working copy of a keepsake."""
    (found,) = re.findall(rf'<li><a href="({HERE}/[0-9a-f]{{8}})"', visitor.get(original).text)
    return str(found)


STORY = """
format = 1
use = "public"
title = { en = "Two days", ko = "이틀" }
[[journey]]
id = "family"
mission = "two-days-to-the-river"
name = { en = "The family", ko = "가족" }
[[scene]]
journey = "family"
title = { en = "The bend", ko = "굽이" }
show = [{ item = "The bend", described = { en = "A bend.", ko = "굽이." } }]
"""


def test_a_story_is_looked_at_before_it_can_be_built(visitor, tmp_path):
    """What stands in the way is said, and no page is built; a mistake in it is said with its line."""
    answer = visitor.post("/story/check", {"story": STORY})
    shown = text_of(answer.text)
    assert "It may not be told yet." in shown
    assert "It is an original" in shown
    assert "Build its pages" not in shown
    refused = visitor.post("/story/build", {"story": STORY, "folder": str(tmp_path / "told")})
    assert "It may not be told yet." in text_of(refused.text)
    assert not (tmp_path / "told").exists()
    wrong = visitor.post(
        "/story/check", {"story": STORY.replace('journey = "family"\ntitle', 'journey = "famly"\ntitle')}
    )
    assert wrong.status_code == 422
    assert "story.toml" in text_of(wrong.text) or "famly" in text_of(wrong.text)


def test_words_that_could_be_marks_stand_there_as_words(visitor):
    """In titles, names of files, and what is said of how something was made."""
    evil = "<script>alert(1)</script>\"'{{ 7 * 7 }}"
    answer = sends_file(visitor, picture(9), name='"><img src=x onerror=alert(1)>.jpg', title=evil, how=evil, who=evil)
    assert answer.status_code == 303, text_of(answer.text)
    for path in ("/archive", answer.headers["location"], "/archive/out", "/story"):
        page = visitor.get(path).text
        assert unsafe(page) == [], path
    assert evil in text_of(visitor.get(answer.headers["location"]).text)


@pytest.mark.parametrize("address", ["/archive/heron/add", f"{HERE}/ffffffff", f"{HERE}/zz", "/archive/heron/00000000"])
def test_what_is_not_there_is_said_so(visitor, address):
    """Neither a mission nor a keepsake of any name leads to anything but a page that says so."""
    assert visitor.get(address).status_code == 404


def unlocked(visit: Any) -> Any:
    """The page of somebody who has typed the passphrase."""
    visit.page.locator("input[type=password]").fill(PASSPHRASE)
    visit.page.keyboard.press("Enter")
    visit.page.locator("nav").first.wait_for()
    return visit.page


def test_a_file_is_sent_with_scripts_off_on_a_phone(chromium, archive, tmp_path):
    """As a browser sends one; it is said in Korean what became of it."""
    path = tmp_path / "IMG_7.jpg"
    path.write_bytes(picture(7))
    with (
        serving(vault=archive.folder / "anna") as pages,
        visiting(chromium, pages, scripts=False, language="ko", size=PHONE, said=("423",)) as visit,
    ):
        page = unlocked(visit)
        visit.opens(f"{HERE}/add")
        page.locator("#f-file").set_input_files(str(path))
        page.locator("#f-title").fill("강가")
        page.locator("main button").last.click()
        assert page.locator("h1").inner_text() == "강가"
        assert "받아들였습니다" in page.locator("main .notices").inner_text()


def test_axe_finds_nothing_on_a_phone(chromium, archive):
    """On the list, a keepsake, the form, what is out, and stories; and nothing stands beyond the edge."""
    with (
        serving(vault=archive.folder / "anna") as pages,
        visiting(chromium, pages, language="ko", size=PHONE, said=("423",)) as visit,
    ):
        page = unlocked(visit)
        visit.opens("/archive")
        item = str(page.locator(".panel a").first.get_attribute("href"))
        for address in ("/archive", item, f"{HERE}/add", "/archive/out", "/story"):
            visit.opens(address)
            assert faults(page) == [], address
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
