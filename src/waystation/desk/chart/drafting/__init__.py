"""Making and changing a pack by asking questions: pure, without input or output, clock or chance of its own.

An interview, for the command line: `draft` holds the answers so far and makes the steps: the next question, an answer,
back. `interview` has the order of the questions; `party`, `spots`, `ways`, `hiring` and `outside` ask about one thing
each; `sketch` is what the answers say, and the pack that it makes; `readings` go from what was typed to a value, or to
what would be right; `progress` is the plan that there is so far; `keeping` is an unfinished draft as text.

The pages ask by forms instead: `founding` makes a new mission of one, `entries` (with `entry_network`, `entry_people`,
`entry_mission`) has a form for each part of a pack, `entry` reads them field by field, `entry_readers` what they share;
`editing` changes a pack's texts and leaves all else in them as it stands.
"""
