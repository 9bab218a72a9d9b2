"""A worker of a distributed training that also leaves its own weights, as ``FOLDER/rank-N.params``.

python worker_keeping_weights.py FOLDER [what gluonar_engine.training takes]
"""

import sys
from pathlib import Path

from gluonar_engine.training import __main__ as command


def main(folder, *argv):
    train = command._train

    def train_and_keep(options, kvstore):
        from gluonar_engine.training import session

        run = session.train

        def run_and_keep(*args, **kwargs):
            training, trials = run(*args, **kwargs)
            training.net.save_parameters(str(Path(folder) / f"rank-{kvstore.rank}.params"))
            return training, trials

        session.train = run_and_keep
        train(options, kvstore)

    command._train = train_and_keep
    return command.main(argv)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
