"""The words of the forms about a pack's parts: what can be chosen, and how a field may be answered."""

from __future__ import annotations

from waystation.wording.language import mark

__all__ = [
    "CHANCE_HINT",
    "DEADLINE_HINT",
    "DURATION_HINT",
    "EFFECTS",
    "EFFORT_HINT",
    "FOLDER_HINT",
    "INDICATORS",
    "MODES",
    "MOMENT_HINT",
    "OPEN_DEADLINE_HINT",
    "PACE_HINT",
    "PLACE_KINDS",
    "RISKS",
    "ROLES",
    "SAID",
    "TRAVELLERS_HINT",
    "URGENCIES",
    "WINDOW_HINT",
]

PLACE_KINDS = {
    "home": mark("home: where they live"),
    "safe_house": mark("safe house: somebody's shelter"),
    "hub": mark("hub: a market, a station"),
    "crossing": mark("crossing: a river bank, a border strip"),
    "camp": mark("camp"),
    "sanctuary": mark("sanctuary: where the journey ends well"),
}
MODES = {
    "foot": mark("on foot"),
    "ford": mark("fording"),
    "boat": mark("by boat"),
    "car": mark("by car"),
    "bus": mark("by bus"),
    "train": mark("by train"),
    "air": mark("by air"),
}
ROLES = {
    "guide": mark("guide: walks with them"),
    "driver": mark("driver"),
    "boatman": mark("boatman"),
    "host": mark("host: shelters them"),
    "official": mark("official: looks away"),
}
RISKS = {
    "caught": mark("How often are people caught there"),
    "harm": mark("How often is somebody badly hurt"),
    "back": mark("How often are they turned back"),
    "late": mark("How often are they late"),
}
EFFECTS = {
    "as always": mark("as always"),
    "riskier": mark("riskier (odds doubled)"),
    "much riskier": mark("much riskier (odds five-fold)"),
    "closed": mark("closed: nobody gets through"),
}
URGENCIES = {
    "PC1": mark("PC1: it saves lives"),
    "PC2": mark("PC2"),
    "PC3": mark("PC3"),
    "PC4": mark("PC4: it can wait"),
}
INDICATORS = {
    "abuse_of_vulnerability": mark("somebody uses that they are defenceless"),
    "deception": mark("they were deceived about what awaits them"),
    "restriction_of_movement": mark("they may not go where they want"),
    "isolation": mark("they are kept from others"),
    "violence": mark("violence"),
    "intimidation": mark("threats"),
    "documents_kept": mark("somebody keeps their documents"),
    "wages_withheld": mark("wages are withheld"),
    "debt_bondage": mark("they must work off a debt"),
    "living_conditions": mark("they are made to live where nobody should"),
    "overtime": mark("they are made to work without end"),
}
"""The eleven indicators of forced labour of the International Labour Organization (2012), in everyday words."""
CHANCE_HINT = mark(
    "never; rarely (0-2 %); sometimes (2-10 %); often (10-30 %); don't know (0-30 %); 5 %; 2-10 %; or counted: 2 of 40"
)
DURATION_HINT = mark("45 min; 2h; 1h30. On foot: for a fit adult; slower people are reckoned with.")
EFFORT_HINT = mark("sitting; easy; moderate; hard; very hard; extreme; or a number from 0 to 5")
PACE_HINT = mark("like a fit adult; slowly; very slowly; or a share of a fit adult's speed: 0.6")
WINDOW_HINT = mark("any; night; day; hours as 21:00-04:30; or listed departures: 06:30, 13:00")
MOMENT_HINT = mark("2031-10-01 18:00 +07:00; tomorrow 21:00; now")
DEADLINE_HINT = mark("5 days; 36 hours; or a day and time: 2031-10-06 12:00")
OPEN_DEADLINE_HINT = mark("5 days; 36 hours; a day and time; or don't know, and ten days are looked at")
TRAVELLERS_HINT = mark(
    "One a line, by nicknames, with age and sex after commas: grandmother, 80, woman. Never a real name."
)
FOLDER_HINT = mark("A new folder, by its whole path")
SAID = {
    "don't know": mark("don't know"),
    "like a fit adult": mark("like a fit adult"),
    "easy": mark("easy"),
    "hard": mark("hard"),
}
"""Answers that stand in a form before anybody types; `desk.chart.drafting.entry` reads them in each language."""
