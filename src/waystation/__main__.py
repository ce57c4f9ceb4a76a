"""`python -m waystation`: the same as the command `waystation`."""

from waystation.cli.main import run

if __name__ == "__main__":
    run()
