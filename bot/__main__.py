"""`python -m bot`, also installed as `dlguide`."""

import sys

from bot.run.garbage import uncollected


def main() -> None:
    """Run the command line and exit with its code."""
    with uncollected():
        from bot import cli
    sys.exit(cli.main())


if __name__ == "__main__":
    main()
