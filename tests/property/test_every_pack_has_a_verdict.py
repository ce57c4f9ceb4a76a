"""Law: every sound pack has a verdict, which its gates explain; without a signed charter it is never to go."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from tests.independent.random_packs import write_random_pack
from waystation.deciding.charter import CharterState, Signature
from waystation.deciding.judging import Asking, judge
from waystation.deciding.people import Heard
from waystation.deciding.verdict import word_of
from waystation.desk.chart.loading import load_pack
from waystation.planning.plan import make_plan
from waystation.planning.what_if import Mission
from waystation.storage.folders import PackFolder
from waystation.wording.flips import flip_lists
from waystation.wording.gates import gate_rows
from waystation.wording.verdict_json import DECIDE_SCHEMA, verdict_json
from waystation.wording.verdicts import answer_lines, beside_rows
from waystation.world.charter import Charter


@pytest.mark.parametrize("seed", range(12))
def test_every_pack_has_a_verdict(tmp_path: Path, seed: int) -> None:
    """Strange packs too: words and JSON for each, with the plan's own figures."""
    write_random_pack(tmp_path, seed)
    loaded = load_pack(PackFolder(tmp_path))
    pack, start = loaded.pack, loaded.pack.clock.start
    charter = Charter(members=("anna",), threshold=1, review=date(2300, 1, 1))
    given = frozenset((each.id, purpose) for each in pack.travellers for purpose in ("journey", "best-interests"))
    mission = Mission(pack, loaded.departures, None, loaded.calendars)
    plan = make_plan(pack, loaded.departures, None, loaded.calendars)
    for signatures in ((), (Signature("anna", start, True, "r"),)):
        state = CharterState(charter, "d", signatures, (), start.date())
        judged = judge(Asking(mission, state, Heard(given)), plan)
        verdict = judged.verdict
        assert (verdict.go.low, verdict.go.cost) == (plan.outcome.safe.low, plan.outcome.cost)
        assert 0.0 <= verdict.stay.low <= verdict.stay.mid <= verdict.stay.high <= 1.0
        explained = word_of(verdict.gates)
        assert verdict.word == explained or (verdict.word, explained) == ("split", "decline")
        assert verdict.word in ("go", "split") or any(gate.missed == verdict.word for gate in verdict.missed)
        assert signatures or verdict.word in ("hold", "decline")
        assert all(flip.verdict != verdict.word for flip in verdict.flips)
        found = verdict_json(pack.name, loaded.digest, verdict, days=judged.days, warnings=(), seconds={})
        jsonschema.validate(json.loads(json.dumps(found, allow_nan=False)), DECIDE_SCHEMA)
        assert answer_lines(pack, judged)
        assert len(gate_rows(pack, verdict.gates)) == len(verdict.gates)
        assert len(beside_rows(verdict)) == 2
        assert [sentence for sentence, _ in flip_lists(pack, verdict) if not sentence] == []
        assert len(flip_lists(pack, verdict)) == len(verdict.flips)
