"""What if: words such as `leg.ford.risk.caught=[0.05, 0.1]` that change what a pack states, before it is read.

A changed pack goes through the same reading as one from files, so every rule that holds there holds here; mistakes
about a changed value are placed at the words that changed it. Here it is decided what such words mean and which part
of the pack they name. What leaves out legs is decided here too, but done to the pack that has been read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from waystation.errors import Mistake
from waystation.world.conditions import Condition
from waystation.world.lines import Path
from waystation.world.mistakes import nearest
from waystation.world.pack import Pack
from waystation.world.places import Leg, LegRisks
from waystation.world.quoting import shown
from waystation.world.texts import Unreadable, read_toml

__all__ = ["Changes", "Setting", "read_changes"]

TABLES = ("mission", "clock", "reward", "party", "evidence", "incidents")
MANY = ("traveller", "broker", "condition", "leg", "place")
INSTEAD = {
    "per_hour": ("per_step", "gauge"),
    "per_step": ("per_hour", "gauge"),
    "gauge": ("per_hour", "per_step"),
    "departures": ("timetable",),
    "timetable": ("departures",),
    "record": ("betrays",),
}
"""Keys that stand for the same thing: setting the one removes the others."""
RISKS = tuple(LegRisks.model_fields)
LONGEST = 2000


@dataclass(frozen=True)
class Setting:
    """One value that is to stand otherwise.

    Args:
        word: The words before the value, as they were given.
        kind: `leg`, `place`, `broker`, `condition`, `traveller`, or a table such as `mission`.
        name: Id of the part; empty for a table.
        keys: Where in the part.
        value: What is to stand there.
    """

    word: str
    kind: str
    name: str
    keys: tuple[str, ...]
    value: Any

    def into(self, part: dict[str, Any]) -> None:
        """Write the value into a part as it stands in the file."""
        for other in INSTEAD.get(self.keys[0], ()):
            part.pop(other, None)
        for key in self.keys[:-1]:
            inner = part.get(key)
            part[key] = dict(inner) if isinstance(inner, dict) else {}
            part = part[key]
        part[self.keys[-1]] = self.value


@dataclass(frozen=True)
class Changes:
    """What is to be otherwise.

    Args:
        settings: Values that are to stand otherwise.
        without: What is left out: `leg:ID`, `broker:ID` (all legs that they run), `place:ID` (all its legs).
    """

    settings: tuple[Setting, ...] = ()
    without: tuple[str, ...] = ()

    def in_table(self, table: dict[str, Any]) -> dict[Path, str]:
        """Write the settings into the table of `pack.toml`; each path that was written, and its words.

        What has not the form of a table, or of a list of them, is left as it is for the reading to refuse.
        """
        written: dict[Path, str] = {}
        for setting in self.settings:
            if setting.kind in TABLES:
                found = table.get(setting.kind) or {}
                if not isinstance(found, dict):
                    continue
                table[setting.kind] = dict(found)
                setting.into(table[setting.kind])
                written[setting.kind, *setting.keys] = setting.word
            else:
                items = table.get(setting.kind, ()) if setting.kind not in ("leg", "place") else ()
                for position, item in enumerate(items if isinstance(items, list) else ()):
                    if isinstance(item, dict) and item.get("id") == setting.name:
                        setting.into(item)
                        written[setting.kind, position, *setting.keys] = setting.word
        return written

    def in_collection(self, collection: object) -> dict[Path, str]:
        """Write the settings into the features of `network.geojson`; each path that was written, and its words.

        What has not the form of features is left as it is for the reading to refuse.
        """
        written: dict[Path, str] = {}
        features = collection.get("features") if isinstance(collection, dict) else None
        for position, feature in enumerate(features if self.settings and isinstance(features, list) else ()):
            properties = feature.get("properties") if isinstance(feature, dict) else None
            if not isinstance(properties, dict):
                continue
            part = ("leg" if properties.get("from") is not None else "place", properties.get("id"))
            for setting in self.settings:
                if (setting.kind, setting.name) == part:
                    setting.into(properties)
                    written["features", position, "properties", *setting.keys] = setting.word
        return written

    def standing(self, believed: Pack, changed: Pack) -> Pack:
        """The believed pack in which what was set stands as it was set, whatever was reported.

        Args:
            believed: The changed pack after its reports.
            changed: The changed pack before them.
        """
        legs = {leg.id: leg for leg in believed.legs}
        brokers, conditions = dict(believed.broker), dict(believed.condition)
        before = {leg.id: leg for leg in changed.legs}
        for setting in self.settings:
            if setting.kind == "leg" and setting.keys[0] == "risk":
                risks = setting.keys[1:2] or RISKS
                update = {risk: getattr(before[setting.name].risk, risk) for risk in risks}
                leg = legs[setting.name]
                legs[leg.id] = leg.model_copy(update={"risk": leg.risk.model_copy(update=update)})
            elif setting.kind == "broker" and setting.keys[0] in ("record", "betrays"):
                broker = changed.broker[setting.name]
                update = {"record": broker.record, "betrays": broker.betrays}
                brokers[setting.name] = brokers[setting.name].model_copy(update=update)
            elif setting.kind == "condition" and setting.keys[0] == "now":
                stated = changed.condition.get(setting.name)  # None of what stands for sightings alone
                now = setting.value if stated is None else stated.now
                if setting.name in conditions:
                    conditions[setting.name] = conditions[setting.name].model_copy(update={"now": now})
        return replace(
            believed,
            legs=tuple(legs.values()),
            brokers=tuple(brokers.values()),
            conditions=tuple(conditions.values()),
        )

    def left_out(self, pack: Pack) -> Pack:
        """The pack without the legs that are left out; a leg and its return are one leg."""
        return replace(pack, legs=tuple(leg for leg in pack.legs if not self._leaves_out(leg)))

    def _leaves_out(self, leg: Leg) -> bool:
        names = {f"leg:{leg.id}", f"place:{leg.origin}", f"place:{leg.destination}"}
        if leg.broker is not None:
            names.add(f"broker:{leg.broker}")
        return not names.isdisjoint(self.without)

    def other_legs(self, pack: Pack) -> set[str]:
        """The legs of which it may have changed when they leave, or how long they take."""
        legs = {s.name for s in self.settings if s.kind == "leg"}
        places = {s.name for s in self.settings if s.kind == "place"}
        if any(s.kind == "traveller" for s in self.settings):
            return {leg.id for leg in pack.legs}
        return legs | {leg.id for leg in pack.legs if not places.isdisjoint((leg.origin, leg.destination))}


def read_changes(
    pack: Pack, settings: Sequence[str], without: Sequence[str], believed: Pack | None = None
) -> tuple[Changes, list[Mistake]]:
    """What some words ask to be otherwise.

    Args:
        pack: The pack as it is.
        settings: Each `KEY=VALUE`, as `--set` has them.
        without: Each `leg:ID`, `broker:ID` or `place:ID`.
        believed: The pack after its reports, which may have conditions more, for what was seen; of those only the level
            now can be set.

    Returns:
        The changes that could be understood, and a mistake for each word that could not.
    """
    seen = {} if believed is None else {c.id: c for c in believed.conditions if c.id not in pack.condition}
    reader = _Reader(pack, seen)
    found = [setting for setting in map(reader.setting, settings) if setting is not None]
    taken: dict[tuple[str, str, tuple[str, ...]], Setting] = {}
    for setting in found:
        where = (setting.kind, setting.name, setting.keys)
        if where in taken:
            reader.fail("at_twice", "--set", value=setting.word[:60])
        taken[where] = setting
    left = [name for name in map(reader.left_out, without) if name is not None]
    return Changes(tuple(found), tuple(dict.fromkeys(left))), reader.mistakes


@dataclass
class _Reader:
    """Reads words against a pack, and gathers what is wrong with them."""

    pack: Pack
    seen: Mapping[str, Condition] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def fail(self, code: str, word: str, **fields: object) -> None:
        self.mistakes.append(Mistake(code, word[:100], fields=fields))

    def setting(self, text: str) -> Setting | None:
        """One `KEY=VALUE`, or None after noting what is wrong with it."""
        key, equals, value = self._parted(text)
        word = f"--set {key}"
        if not equals or not key or not text.isprintable() or len(text) > LONGEST:
            self.fail("set_form", "--set", value=shown(text))
            return None
        part = self._part(key, word)
        if part is None:
            return None
        kind, name, keys = part
        if not keys:
            self.fail(
                "set_key", word, example=".".join([kind, *([name or "ID"] if kind in MANY else []), _EXAMPLES[kind]])
            )
            return None
        if keys == ("id",) and kind in MANY:
            self.fail("set_id", word)
            return None
        if keys[0] in RISKS and kind == "leg":
            keys = ("risk", *keys)
        try:
            setting = Setting(word, kind, name, keys, _value(value.strip()))
        except Unreadable as error:
            self.fail("set_value", word, value=shown(value), why=error.mistake.fields.get("why", "it is too long"))
            return None
        if kind == "condition" and name in self.seen:
            levels = self.seen[name].levels
            if keys != ("now",) or setting.value not in levels:
                close = nearest(str(setting.value), levels)
                self.fail("unknown_level", word, value=shown(setting.value), levels=", ".join(levels), nearest=close)
                return None
        return setting

    def left_out(self, text: str) -> str | None:
        """One `leg:ID`, `broker:ID` or `place:ID`, or None after noting what is wrong with it."""
        kind, colon, name = text.partition(":")
        known = self._known(kind) if kind in ("leg", "broker", "place") else None
        if not colon or known is None:
            self.fail("without_form", "--without", value=shown(text), nearest=nearest(kind, ("leg", "broker", "place")))
            return None
        if name not in known:
            self.fail("unknown_id", f"--without {kind}", kind=kind, value=shown(name), nearest=nearest(name, known))
            return None
        return text

    def _parted(self, text: str) -> tuple[str, str, str]:
        """Key and value; in `leg.ford.when.river=high.harm=4` the first equals sign belongs to the key."""
        head, when, tail = text.partition(".when.")
        if when and "=" not in head:
            for condition in self.pack.conditions:
                for level in sorted(condition.levels, key=len, reverse=True):
                    named = f"{condition.id}={level}"
                    if tail.startswith((f"{named}.", f"{named}=")):
                        rest, equals, value = tail[len(named) :].partition("=")
                        return f"{head}{when}{named}{rest}", equals, value
        return text.partition("=")

    def _part(self, key: str, word: str) -> tuple[str, str, tuple[str, ...]] | None:
        """Which part of the pack a key names, and where in it; None after noting that there is none."""
        if key in self.pack.condition or key in self.seen:
            return "condition", key, ("now",)
        kind, mark, rest = key.partition(":" if ":" in key.partition(".")[0] else ".")
        if kind in TABLES:
            return kind, "", tuple(part.strip() for part in rest.split(".")) if rest else ()
        if kind not in MANY:
            if mark or nearest(kind, (*MANY, *TABLES)):
                known = (*MANY, *TABLES)
                self.fail("set_kind", word, value=shown(kind), known=", ".join(known), nearest=nearest(kind, known))
            else:
                close = nearest(key, self._known("condition"))
                self.fail("unknown_id", word, kind="condition", value=shown(key), nearest=close)
            return None
        if mark == ":":
            name, _, risk = rest.partition("/")
            inner = {"leg": risk, "broker": "betrays", "condition": "now"}.get(kind, risk)
            return self._checked(kind, name, (inner,) if inner else (), word)
        if not rest:
            return kind, "", ()
        names = [name for name in self._known(kind) if rest == name or rest.startswith(f"{name}.")]
        name = max(names, key=len, default=rest.partition(".")[0])
        inner = rest[len(name) + 1 :]
        return self._checked(kind, name, _keys(inner), word)

    def _checked(
        self, kind: str, name: str, keys: tuple[str, ...], word: str
    ) -> tuple[str, str, tuple[str, ...]] | None:
        known = self._known(kind)
        if name in known:
            return kind, name, keys
        self.fail("unknown_id", word, kind=kind, value=shown(name), nearest=nearest(name, known))
        return None

    def _known(self, kind: str) -> Mapping[str, object]:
        if kind == "leg":
            return {leg.id: leg for leg in self.pack.legs}
        if kind == "traveller":
            return {traveller.id: traveller for traveller in self.pack.travellers}
        known: Mapping[str, object] = getattr(self.pack, kind)
        return {**known, **self.seen} if kind == "condition" else known


_EXAMPLES = {
    "leg": "risk.caught=[0.05,0.1]",
    "place": "found=0.02",
    "broker": "betrays=0.2",
    "condition": "now=LEVEL",
    "traveller": "pace=0.7",
    "mission": "budget=9000",
    "clock": "horizon_hours=120",
    "reward": "group=5000",
    "party": "crowding=1.1",
    "evidence": "elasticity=0.3",
    "incidents": "near_km=10",
}


def _keys(inner: str) -> tuple[str, ...]:
    """The keys within a part; `when` has a level between its dots, which may hold dots itself."""
    if inner.startswith("when.") and "=" in inner:
        level, dot, risk = inner.removeprefix("when.").rpartition(".")
        return ("when", level, risk) if dot and "=" in level else ("when", inner.removeprefix("when."))
    return tuple(part.strip() for part in inner.split(".")) if inner else ()


def _value(text: str) -> Any:
    """A value as TOML has it; a bare word is text.

    Raises:
        Unreadable: If it is neither.
    """
    try:
        _, table = read_toml("--set", f"value = {text}".encode())
    except Unreadable:
        if text and not set(text) & set("[]{}\"'#,="):
            return text
        raise
    return table["value"]
