"""`python -m bot`, also installed as `dlguide`."""

import sys

from bot import cli


def main() -> None:
    """Run the command line and exit with its code."""
    sys.exit(cli.main())


if __name__ == "__main__":
    main()
