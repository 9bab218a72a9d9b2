"""Run every measurement, or the named ones:  python -m benchmarks [embedding] [startup] [dev_lists]"""

import sys

from benchmarks import dev_lists, embedding, startup

_ALL = {"embedding": embedding.main, "startup": startup.main, "dev_lists": dev_lists.main}

unknown = [name for name in sys.argv[1:] if name not in _ALL]
if unknown:
    sys.exit(f"unknown measurement {unknown[0]!r}, known are {', '.join(_ALL)}")
for name in sys.argv[1:] or _ALL:
    print(f"\n## {name}\n")
    _ALL[name]([])
