"""Try bad input and print what became of it; 1 when any of it did harm."""

import argparse
import sys
import time

from tests.trust_input import FAILURES, run


def main():
    parser = argparse.ArgumentParser(prog="python -m tests.trust_input", description=__doc__)
    parser.add_argument("n", type=int, nargs="?", default=5_000, help="pieces of bad input (default: 5000)")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    begin = time.monotonic()
    counts = run(options.n, options.seed)
    for name, count in counts.items():
        sys.stdout.write(f"{count:>9,}  {name}\n")
    sys.stdout.write(f"{time.monotonic() - begin:9.0f}  seconds\n")
    return any(counts[name] for name in FAILURES)


if __name__ == "__main__":
    sys.exit(main())
