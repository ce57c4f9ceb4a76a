"""What if, in words: what is otherwise, and the plan as it is beside the plan then."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from waystation.evidence.intervals import belief, from_counts
from waystation.planning.course import Hop
from waystation.planning.plan import Plan
from waystation.planning.what_if import Beside
from waystation.wording.beliefs import interval, say_what
from waystation.wording.figures import days, money, of_hundred, such_people
from waystation.wording.joining import mid_sentence
from waystation.wording.language import say
from waystation.wording.plans import answer, first_step, how, when_at
from waystation.world.chances import Counts, Interval
from waystation.world.changes import Changes, Setting
from waystation.world.pack import Pack
from waystation.world.quoting import shown

__all__ = ["beside_lines", "beside_rows", "change_line", "what_if_json"]


def what_if_json(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """What `waystation what-if PACK --json` prints: two plans, each as `waystation plan PACK --json` prints it."""
    return {"before": before, "after": after}


def change_line(pack: Pack, changed: Pack, changes: Changes) -> str:
    """What is otherwise, in one sentence.

    Args:
        pack: The mission as it is.
        changed: The mission with the changes.
        changes: What was asked for.
    """
    said = [_set(changed, setting) for setting in changes.settings]
    said += [say("without {what}", what=_named(pack, name)) for name in changes.without]
    return say("What if: {changes}.", changes="; ".join(said)) if said else say("What if: nothing is otherwise.")


def _set(pack: Pack, setting: Setting) -> str:
    kind, name, keys = setting.kind, setting.name, setting.keys
    if kind == "leg" and keys[0] == "risk" and len(keys) > 1:
        leg = next(leg for leg in pack.legs if leg.id == name) if any(leg.id == name for leg in pack.legs) else None
        if leg is not None:
            return f"{say_what(pack, f'leg:{name}/{keys[1]}')} {_chance(getattr(leg.risk, keys[1]))}"
    if kind == "broker" and keys[0] == "betrays" and pack.broker[name].betrays is not None:
        return f"{say_what(pack, f'broker:{name}/betrayed')} {_chance(pack.broker[name].betrays)}"
    if kind == "broker" and keys[0] == "record" and pack.broker[name].record is not None:
        record, prior = pack.broker[name].record, pack.evidence.prior
        assert record is not None
        broken, kept = record.broken + prior.broken, record.kept + prior.kept
        return f"{say_what(pack, f'broker:{name}/betrayed')} {interval(*from_counts(broken, broken + kept))}"
    if kind == "place" and keys[0] == "found":
        return f"{say_what(pack, f'place:{name}/found')} {_chance(pack.place[name].found)}"
    if kind == "condition" and keys == ("now",) and isinstance(setting.value, str):
        # what stands for sightings is no condition of the pack as it is stated, and is said in other words
        return say_what(pack, f"condition:{name}={setting.value}")
    return say("{what} is {value}", what=setting.word.removeprefix("--set "), value=shown(setting.value))


def _chance(chance: Interval | Counts | None) -> str:
    assert chance is not None
    return interval(*belief(chance))


def _named(pack: Pack, name: str) -> str:
    kind, _, part = name.partition(":")
    if kind == "broker":
        return pack.broker[part].title
    if kind == "place":
        return pack.place[part].title
    leg = next(leg for leg in pack.legs if leg.id == part)
    return f"{pack.place[leg.origin].title} → {pack.place[leg.destination].title} ({leg.id})"


def beside_rows(plans: Beside) -> list[tuple[str, str, str]]:
    """The figures of both plans, side by side: what, as it is, then."""
    before, after = _figures(plans.before), _figures(plans.after)
    return [(what, figure, after[what]) for what, figure in before.items()]


def _figures(plan: Plan) -> dict[str, str]:
    safe = plan.outcome.safe
    return {
        say("of 100 such {people} arrive", people=such_people(plan.pack.party_size)): of_hundred(safe.mid),
        say("  at worst"): of_hundred(safe.low),
        say("  at best"): of_hundred(safe.high),
        say("on the way"): days(plan.days) if plan.days is not None else say("never there"),
        say("expected cost"): money(plan.outcome.cost, plan.pack.mission.currency),
        say("brokers told"): str(len(plan.outcome.told)),
    }


def beside_lines(plans: Beside) -> list[str]:
    """What becomes of the first step and of the course, in sentences."""
    before, after = plans.before, plans.after
    if after.outcome.safe.mid <= 0.0 or not after.course:
        return [_then(after), _as_it_is(before)]
    if before.outcome.safe.mid <= 0.0 or not before.course:
        return [_as_it_is(before), _then(after)]
    if plans.other_first:
        said = [say("The first step is another."), _as_it_is(before), _then(after)]
    else:
        said = [say("The first step is the same. {step}", step=first_step(after))]
    return [*said, *_parting(plans)]


def _then(plan: Plan) -> str:
    return say("Then: {told}", told=_told(plan))


def _as_it_is(plan: Plan) -> str:
    return say("As it is: {told}", told=_told(plan))


def _told(plan: Plan) -> str:
    """The first sentence of a plan, as the second half of one: "go Wed 1 Oct 18:00, on foot …"."""
    said = answer(plan)[0]
    return f"go {said.removeprefix('Go: ')}" if said.startswith("Go: ") else mid_sentence(said)


def _parting(plans: Beside) -> Iterator[str]:
    """Where the courses part, if they do after the first step."""
    if not plans.other_legs:
        yield say("The course goes by the same legs.")
        return
    for number, (old, new) in enumerate(zip_longest(plans.before.course, plans.after.course)):
        if old is not None and new is not None and (old.leg.id, old.leg.back) == (new.leg.id, new.leg.back):
            continue
        if number == 0:
            return
        if old is None or new is None:
            yield say("From {when} on the course ends otherwise.", when=when_at(plans.after, plans.after.course[-1]))
            return
        yield say(
            "At {when} the course parts: {new}, not {old}.",
            when=when_at(plans.after, new),
            new=_way(plans.after, new),
            old=_way(plans.before, old),
        )
        return


def _way(plan: Plan, hop: Hop) -> str:
    return say("{how} to {place}", how=how(plan, hop.leg), place=plan.pack.place[hop.leg.destination].title)
