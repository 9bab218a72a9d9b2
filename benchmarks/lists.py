"""Lists of trials with their sound, for measurements of more than one encoder on the same recordings."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from gluonar_engine.data.audio import decode
from gluonar_engine.data.datasets import TrialListDataset
from gluonar_engine.metrics import bootstrap_interval, evaluate_trials
from gluonar_engine.vad import voice_of

DEV = "../shared/data/speech/dev"


@dataclass(frozen=True, eq=False)
class TrialList:
    """Trials ``left[i]`` against ``right[i]``, places in ``waveforms`` and ``speakers``; ``name`` is its folder's."""

    name: str
    waveforms: list
    speakers: np.ndarray
    left: np.ndarray
    right: np.ndarray
    is_target: np.ndarray

    @classmethod
    def read(cls, file):
        """The list in a text file; the speaker of a recording is the folder that it is in."""
        file = Path(file)
        lefts, rights, labels = zip(*TrialListDataset(file).items, strict=True)
        paths = sorted({*lefts, *rights})
        row_of = {path: row for row, path in enumerate(paths)}
        return cls(
            file.parent.name,
            [decode(path).waveform for path in paths],
            np.array([Path(path).parent.name for path in paths]),
            *(np.array([row_of[path] for path in side]) for side in (lefts, rights)),
            np.array(labels) == 1,
        )

    def embed(self, encoder, change=lambda waveform, row: waveform):
        """(n_recordings, dim), each recording as ``change`` leaves it, without its pauses, as the program hears it."""
        return np.stack(
            [encoder.embed(voice_of(change(waveform, row))) for row, waveform in enumerate(self.waveforms)]
        )

    def interval(self, scores):
        """95 % interval of the equal error rate over the choice of speakers."""
        speakers = np.stack([self.speakers[self.left], self.speakers[self.right]], axis=1)

        def eer(weights):
            return evaluate_trials(np.repeat(scores, weights), np.repeat(self.is_target, weights)).eer

        return bootstrap_interval(eer, speakers)


def read_lists(folder):
    """Every ``*/trials.txt`` under a folder, read when its turn comes; ValueError when there is none."""
    files = sorted(Path(folder).glob("*/trials.txt"))
    if not files:
        raise ValueError(f"no */trials.txt under {folder}")
    return map(TrialList.read, files)
