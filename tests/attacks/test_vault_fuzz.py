"""Hands every parser of the vault what nobody meant it to read; the long run is `make fuzz`."""

from __future__ import annotations

import pytest

from tests.fuzz import fuzz
from tests.vault_samples import samples
from tests.vaults import fixed_chance

SAMPLES = {sample.name: sample for sample in samples(fixed_chance("fuzz"))}
COUNTS = {"said": 400, "bundle": 200, "attachment": 300, "head": 400, "carried": 400}


@pytest.mark.parametrize("name", SAMPLES)
def test_only_our_own_errors(name):
    """Whatever comes, a parser answers or says in our own words what is wrong; and valid bytes are read."""
    fuzz(SAMPLES[name], COUNTS.get(name, 2000), seed=0)


@pytest.mark.parametrize("name", ["payload", "said", "carried"])
def test_some_changed_bytes_are_still_read(name):
    """The changes are not so wild that nothing gets past the first check."""
    assert fuzz(SAMPLES[name], 200, seed=2) > 0
