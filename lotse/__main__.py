"""`lotse` and `python -m lotse`."""

import sys


def main() -> int:
    """Run one command of the command line and return its exit code."""
    from lotse.project.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
