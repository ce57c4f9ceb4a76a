"""Ways in which a story might tell what it must not: each is tried, and each is refused or shows nothing."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path

import pytest
from PIL import Image

from tests.archives import MISSION, picture
from tests.stories import NAMES, STORY, a_story, consents, story_text
from waystation.archive.records import Change, Named, Review, Shown, Subject
from waystation.archive.story.coarsening import distance_km
from waystation.archive.story.looked import Looked
from waystation.charts.ground import Ground
from waystation.charts.lettering import Lettering
from waystation.charts.projection import Frame
from waystation.charts.story_map import SIDE, compose_story, story_view
from waystation.desk.keep.archive.archived import enter, new_id
from waystation.desk.keep.archive.story_media import media_of_story
from waystation.desk.keep.archive.telling import Built, build_story, look_at_story
from waystation.wording.story_pages import story_picture

DATA = STORY.encode()
PACK = Path(__file__).resolve().parents[2] / "packs" / MISSION


@pytest.fixture
def archive(tmp_path):
    """An archive whose story may be told."""
    made = a_story(tmp_path / "vaults")
    yield made
    made.close()


def stopped(archive, tmp_path, data=DATA) -> Looked:
    """The story, which must not be built; and nothing of it lies anywhere."""
    before = len(archive.register.outs)
    found = build_story(archive.anna, data, tmp_path / "told", story_picture)
    assert isinstance(found, Looked)
    assert not (tmp_path / "told").exists()
    assert len(archive.register.outs) == before
    return found


def pages(archive, tmp_path, data=DATA) -> dict[str, str]:
    """The pages of the story, by language."""
    found = build_story(archive.anna, data, tmp_path / "told", story_picture)
    assert isinstance(found, Built), (found.hindered, found.waits, found.slips)
    return {name.split(".")[1]: (found.path / name).read_text("utf-8") for name in found.pages}


def codes(looked: Looked) -> set[str]:
    """Why keepsakes may not be shown."""
    return {one.code for found in looked.hindered.values() for one in found}


# ---------------------------------------------------------------- what may not be told at all


def test_an_original_instead_of_its_copy(archive, tmp_path):
    """With no approved copy the original would be shown: it is refused."""
    assert "original" in codes(stopped(archive, tmp_path, story_text({'item = "The bend"': 'item = "The hut"'})))


def test_no_second_member(tmp_path):
    """Whoever made the copies approved them."""
    archive = a_story(tmp_path / "vaults", second=False)
    assert codes(stopped(archive, tmp_path)) == {"unapproved"}
    archive.close()


def test_a_copy_that_one_member_approved_alone(archive, tmp_path):
    """Named by its own id, so that it is meant though another was approved."""
    item = archive.called("The bend").item
    copy = archive.adds(picture(31), of=item, changes=(Change(what="metadata"), Change(what="faces")))
    enter(archive.anna, MISSION, [Review(item=copy.item, step=step) for step in ("confirmed", "approved")])
    found = stopped(archive, tmp_path, story_text({'item = "The bend"': f'item = "{copy.item}"'}))
    assert "unapproved" in codes(found)


def test_another_use_than_was_allowed(archive, tmp_path):
    """Leave for the public is none for the film."""
    assert "not_asked" in codes(stopped(archive, tmp_path, story_text({'use = "public"': 'use = "film"'})))


def test_leave_that_was_taken_back(archive, tmp_path):
    """After it had been built once."""
    pages(archive, tmp_path / ".")
    enter(archive.anna, MISSION, [one.model_copy(update={"given": False}) for one in consents(archive)])
    again = build_story(archive.anna, DATA, tmp_path / "again", story_picture)
    assert isinstance(again, Looked)
    assert "refused" in codes(again)


def test_a_journey_that_is_not_over(tmp_path):
    """Even a story of calls and sources alone: the page itself would tell that they are on the way."""
    archive = a_story(tmp_path / "vaults", ended=None)
    parts = STORY.split("[[scene]]")
    bare = "[[scene]]".join([parts[0], parts[2], parts[3], parts[4]]).encode()
    found = stopped(archive, tmp_path, bare)
    assert found.hindered == {}
    assert {one.hindrance.code for one in found.waits} == {"on_the_way"}
    archive.close()


def test_a_sibling_who_is_still_on_the_way(archive, tmp_path):
    """In another mission that this device cannot see."""
    enter(archive.anna, MISSION, [Subject(id=new_id(archive.anna), person="mother", kin=("heron.brother",))])
    found = stopped(archive, tmp_path)
    assert "unseen" in codes(found) | {one.hindrance.code for one in found.waits}


def test_relatives_at_home(archive, tmp_path):
    """Until two members lift it."""
    enter(archive.anna, MISSION, [Subject(id=new_id(archive.anna), person="grandmother", at_home=True)])
    assert {one.hindrance.code for one in stopped(archive, tmp_path).waits} == {"at_home"}


# ---------------------------------------------------------------- names in words

PLACES_OF_NAMES = {
    "title": 'title = { en = "Two days"',
    "lead": "Five people and a river.",
    "close": 'close = { en = "They sleep."',
    "journey": 'name = { en = "The family"',
    "scene title": 'title = { en = "The water"',
    "words": 'words = { en = "It rose in an hour."',
    "described": 'described = { en = "Two people in a room."',
    "caption": 'caption = { en = "The last evening"',
    "source": '{ en = "A ministry\'s table, 2031"',
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """One archive for many looks."""
    made = a_story(tmp_path_factory.mktemp("kept") / "vaults")
    yield made
    made.close()


@pytest.mark.parametrize("where", PLACES_OF_NAMES)
def test_a_name_in_the_words(kept, where):
    """Of a person however it is spelt, of a place, a position, a number that finds somebody: found, with its line."""
    old = PLACES_OF_NAMES[where]
    cut = -1 if old.endswith('"') else len(old)
    named = "DAW-KHIN / Old rice mill / 18.40312, 104.55018 / +66 81 234 5678"
    text = story_text({old: f"{old[:cut]} {named}{old[cut:]}"})
    found = look_at_story(kept.anna, text)
    assert not found.may_be_told
    assert sorted(one.slip.kind for one in found.slips) == ["coordinates", "person", "place", "telephone"]
    line = text.decode()[: text.decode().index(named)].count("\n") + 1
    assert all(abs(one.line - line) <= 1 for one in found.slips)


@pytest.mark.parametrize("name", ["Daw Khin", "D\u0430w Kh\u0456n", "daw\u00a0khin", "Daw Khin's"])
def test_a_name_however_it_is_spelt(kept, tmp_path, name):
    """With letters that only look alike, other blanks, an ending; and nothing is built."""
    assert [one.slip.id for one in stopped(kept, tmp_path, story_text({"They sleep.": name})).slips] == ["mother"]


def test_a_name_in_korean(archive, tmp_path):
    """With a particle behind it."""
    found = stopped(archive, tmp_path, story_text({"그들은 잔다.": "\ud0a8은 잔다."}))
    assert [one.slip.id for one in found.slips] == ["mother"]


def test_a_name_that_its_owner_allows_and_a_place_that_two_members_agreed_to(tmp_path):
    """The rule is no blindness: what may be named is named."""
    archive = a_story(tmp_path / "vaults", names=True)
    for vault in (archive.anna, archive.ben):
        agreed = Named(id=new_id(vault), what="place", name="mill", use="public")
        enter(vault, MISSION, [agreed])
    archive.exchange()
    swap = {"It rose in an hour.": "Daw Khin saw it at the Old rice mill."}
    assert look_at_story(archive.anna, story_text(swap)).slips == ()
    archive.close()


# ---------------------------------------------------------------- what the page itself could hold


def places() -> dict[str, tuple[float, float]]:
    """Where the mission's places are."""
    features = json.loads((PACK / "network.geojson").read_text("utf-8"))["features"]
    return {
        one["properties"]["id"]: tuple(one["geometry"]["coordinates"])
        for one in features
        if one["geometry"] and one["geometry"]["type"] == "Point"
    }


def bare(page: str) -> str:
    """A page without the pictures in it."""
    return re.sub(r"data:[a-z/]+;base64,[A-Za-z0-9+/=]+", "data:", page)


def test_no_name_id_or_coordinate_is_anywhere_in_the_page(archive, tmp_path):
    """Not in its words, attributes, comments, names of files or numbers."""
    subjects = [name for names in NAMES.values() for name in names]
    titles = [
        one["properties"]["name"]
        for one in json.loads((PACK / "network.geojson").read_text("utf-8"))["features"]
        if "name" in one["properties"]
    ]
    for page in pages(archive, tmp_path).values():
        text = bare(page)
        assert "<!--" not in text
        for word in (*subjects, *titles, MISSION, "IMG_2031", "hwang", "heron", "the broker at the bend", *places()):
            if word not in ("hut", "bank", "camp", "mill", "market"):  # words that people use, or that styles have
                assert word not in text, word
        for place, (lon, lat) in places().items():
            for number in (lon, lat):
                for digits in (f"{number:.2f}", f"{number:.4f}"):
                    assert digits not in text, place


def test_what_stood_beside_a_picture_is_not_in_the_page(archive, tmp_path):
    """No EXIF, no preview, no maker's name, also where a copy still has it: the page holds pixels alone."""
    item = archive.called("The bend").item
    dirty = archive.adds(
        picture(51, place=(38.2, 127.1)), of=item, knew=archive.register.people_known(item),
        people=tuple(Shown(person=one, face=False, voice=False, name=False) for one in NAMES),
        changes=tuple(Change.model_validate({"what": what}) for what in ("metadata", "faces", "boxes")),
    )  # fmt: skip
    archive.exchange()
    for vault, step in ((archive.anna, "confirmed"), (archive.ben, "approved")):
        enter(vault, MISSION, [Review.model_validate({"item": dirty.item, "step": step})])
    archive.exchange()
    found = pages(archive, tmp_path, story_text({'item = "The bend"': f'item = "{dirty.item}"'}))
    inside = re.findall(r"data:image/(?:jpeg|webp);base64,([A-Za-z0-9+/=]+)", found["en"])
    assert len(inside) == 1
    raw = base64.b64decode(inside[0])
    assert b"Exif" not in raw
    assert b"telephone" not in raw
    assert dict(Image.open(io.BytesIO(raw)).getexif()) == {}


def test_no_dot_of_the_drawing_leads_back_to_a_place(archive):
    """Whoever measures the drawing finds dots that are displaced, and the map shows hundreds of kilometres."""
    looked = look_at_story(archive.anna, DATA)
    drawn = story_picture(looked, media_of_story(archive.anna, looked.told), "en")
    known = places()
    for line in drawn.lines:
        for stop, dot in zip(looked.story.stops("family"), line.dots, strict=True):
            assert 20 <= distance_km(known[stop], dot) <= 60
    assert drawn.least_km == 600


def test_the_eye_comes_no_nearer_than_the_rule_allows(archive):
    """However near to each other two stops are, no scene shows less than 600 km of the earth."""
    looked = look_at_story(archive.anna, DATA)
    drawn = story_picture(looked, {}, "en")
    eyes = compose_story(drawn, Ground(), Lettering()).eyes
    for frame in (Frame(0.0, 0.0, SIDE, SIDE), Frame(0.0, 0.0, 840, 840)):
        view = story_view(drawn, frame)
        assert frame.width / view.scale >= 599.9
    assert min(eye.side for eye in eyes) / story_view(drawn, Frame(0.0, 0.0, SIDE, SIDE)).scale >= 599.9


def test_many_tellings_are_as_one(archive):
    """Whoever collects every story that was ever built of a place has one dot, not many to average."""
    dots = set()
    for swap in ({}, {"It rose in an hour.": "It rose."}, {'dates = "month"': 'dates = "year"'}):
        looked = look_at_story(archive.anna, story_text(swap))
        dots.add(looked.rule.dot(places()["mill"]))
    assert len(dots) == 1


def test_a_report_that_is_hostile_markup_stays_text(archive, tmp_path):
    """Words of a story never become elements of the page."""
    swap = {"It rose in an hour.": "</script><script>alert(1)</script><img src=x onerror=alert(1)>"}
    page = pages(archive, tmp_path, story_text(swap))["en"]
    assert "<img src=x" not in page
    assert page.count("<script>") == 1


def test_the_page_forbids_every_request(archive, tmp_path):
    """And nothing in it would make one: no address at all but the other language's file."""
    for page in pages(archive, tmp_path).values():
        assert "default-src 'none'" in page
        text = bare(page)
        assert "http:" not in text
        assert "https:" not in text
        assert set(re.findall(r"url\(([^)]*)\)", text)) <= {"#m0", "#ground-frame"}
        links = re.findall(r'href="([^"]+)"', text)
        assert set(links) <= {"#left", "story.en.html", "story.ko.html", *(one for one in links if one[0] == "#")}


def test_two_devices_that_tell_before_they_meet(archive):
    """They show each place by one dot: from two, somebody could work out where both rings meet."""
    mine, theirs = (look_at_story(one, story_text({})).left.places for one in (archive.anna, archive.ben))
    assert [one.dot for one in mine] == [one.dot for one in theirs]
