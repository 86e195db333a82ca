"""`python -m govlist`."""

from govlist.cli import run

if __name__ == "__main__":
    run()
