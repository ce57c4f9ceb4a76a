"""`portfolio.toml`: what missions share, and every mistake in one run."""

from __future__ import annotations

from waystation.wording.mistakes import say_mistake
from waystation.world.portfolio import read_portfolio

WHOLE = b"""format = 1
start = 2031-10-06T00:00:00+09:00
days = 28
every = 2
ways = 1
money = 17000
currency = "USD"
attention = 2
risk = 0.5
tells = 0.25
alike = 0.1

[brokers]
at_once = 2
told = 3

[beds]
temple-house = 4

[[request]]
pack = "son"
since = 2031-03-01T00:00:00+09:00
peril = 0.2
"""


def said(data: bytes) -> list[str]:
    return [say_mistake(mistake) for mistake in read_portfolio(data).mistakes]


def test_a_whole_file() -> None:
    """Everything that it can say."""
    rules = read_portfolio(WHOLE).rules
    assert rules is not None
    assert (rules.days, rules.every, rules.ways, rules.money, rules.attention) == (28, 2, 1, 17000.0, 2)
    assert (rules.brokers.at_once, rules.brokers.told, rules.beds) == (2, 3, {"temple-house": 4})
    assert [(one.pack, one.peril) for one in rules.request] == [("son", 0.2)]


def test_nothing_need_be_said() -> None:
    """An empty file has defaults for all."""
    rules = read_portfolio(b"").rules
    assert rules is not None
    assert (rules.days, rules.money, rules.brokers.at_once, rules.request) == (60, None, 1, ())


def test_every_mistake_is_said_in_one_run() -> None:
    """Each with its line and what would be right; a request twice, too."""
    data = b'dayz = 3\nmoney = -1\nrisk = 2\n[brokers]\nat_once = 1.5\n[[request]]\npack = "a"\nperil = "much"\n'
    assert said(data) == [
        "error: portfolio.toml:2 money: must be at least 0, not -1",
        "error: portfolio.toml:3 risk: must be at most 1, not 2",
        "error: portfolio.toml:5 brokers.at_once: must be a whole number, not 1.5",
        'error: portfolio.toml:8 request[0].peril: must be a number, not "much"',
        'error: portfolio.toml:1 dayz: there is no key "dayz"; did you mean days?',
    ]
    twice = b'[[request]]\npack = "a"\n[[request]]\npack = "a"\n'
    assert said(twice) == ['error: portfolio.toml:4 request[1].pack: "a" is already taken; ids must differ']


def test_what_is_no_toml_is_one_line() -> None:
    """With the line of the fault."""
    assert len(said(b"days = = 3\n")) == 1
    assert read_portfolio(b"\xff").rules is None
    assert said(b"start = 1500-01-01T00:00:00Z\n")[0].startswith("error: portfolio.toml:1 start: must be between")
