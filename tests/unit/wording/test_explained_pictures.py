"""An explanation as a figure: what is drawn, in the words of the explanation."""

from __future__ import annotations

from tests.builders import leg, place, small_pack
from waystation.charts.panels import Bars, Spread
from waystation.planning.compiling import Moment
from waystation.planning.explanation import Explanation, explain
from waystation.wording.explained_pictures import figure_of


def explained(moment: Moment | None = None, **risk: object) -> Explanation:
    """Why the plan of one leg is worth what it is."""
    return explain(small_pack(place("a"), leg("l", departures=["12:00"], risk=risk)), moment=moment, draws=50)


def test_first_how_sure_then_the_danger_then_what_it_hangs_on() -> None:
    """One spread, and bars by leg, weight, broker and risk."""
    figure = figure_of(explained(caught=[0.1, 0.3], harm=0.1))
    assert [type(panel) for panel in figure.panels] == [Spread, Bars, Bars, Bars, Bars]
    spread, legs, hangs, *_ = figure.panels
    assert isinstance(spread, Spread)
    assert len(spread.values) == 50
    assert [flag.red for flag in spread.flags] == [True, False, False, False, False]
    assert [flag.at for flag in spread.flags] == sorted(flag.at for flag in spread.flags)
    assert isinstance(legs, Bars)
    assert [(bar.label, bar.text) for bar in legs.bars] == [("a – b by car", "28 %")]
    assert isinstance(hangs, Bars)
    assert [(bar.label, bar.text) for bar in hangs.bars] == [("caught: a → b", "−0.90"), ("badly hurt: a → b", "−0.70")]


def test_nothing_to_explain_is_a_title_and_a_sentence() -> None:
    """No empty panels."""
    figure = figure_of(explained(Moment("b"), caught=0.1))
    assert figure.panels == ()
    assert figure.subtitle == ("They are there: this place is an end of the mission.",)
    assert "can be read" in figure.in_clear


def test_a_plan_without_losses_has_no_bars_of_them() -> None:
    """Late can still be."""
    figure = figure_of(explained(late=[0.1, 0.9]))
    assert all(panel.bars for panel in figure.panels if isinstance(panel, Bars))


def test_what_has_no_end_has_no_bar() -> None:
    """A bar without end cannot be drawn."""
    pack = small_pack(place("a", found=[0.2, 1.0]), leg("bus", departures=["12:30"], risk={"caught": [0.0, 0.1]}))
    figure = figure_of(explain(pack, draws=5))
    hangs = next(p for p in figure.panels if p.title == "What the answer hangs on")
    assert isinstance(hangs, Bars)
    assert [bar.label for bar in hangs.bars] == ["caught: a → b"]
