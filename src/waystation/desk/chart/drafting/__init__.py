"""Making a pack by asking questions: a pure interview, without input or output, clock or chance of its own.

`draft` holds the answers so far and makes the steps: the next question, an answer, back. `interview` has the order of
the questions; `party`, `spots`, `ways`, `hiring` and `outside` ask about one thing each; `sketch` is what the answers
say, and the pack that it makes; `readings` go from what was typed to a value, or to what would be right; `progress` is
the plan that there is so far; `keeping` is an unfinished draft as text.
"""
