"""Folders of recordings as Gluon data sets of waveforms and labels; importing this loads MXNet.

A recording that is too short, or that cannot be decoded, is left out when the set is made and listed in ``skipped``
with the reason: an item is never another one's stand-in.
"""

from pathlib import Path

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.backend import mx
from gluonar_engine.data.audio import DecodeError, decode
from gluonar_engine.data.corpus import AUDIO_SUFFIXES


class AudioFolderDataset(mx.gluon.data.Dataset):
    """One folder a speaker: items are ((n_samples,) float32 mono, label).

    Parameters
    ----------
    root : path
        ``root/speaker/**/*.flac`` and the like; the speaker is the first folder under the root.
    sample_rate : int
        Everything is resampled to it, in Hz.
    min_duration_s : float
        Shorter recordings are skipped and counted.
    transform : callable or None
        ``transform(waveform)`` for each item, a random one included.

    Attributes
    ----------
    speakers : list of str
        The speaker of each label.
    items : list of (path, label)
    skipped : list of (path, reason)
    """

    def __init__(self, root, sample_rate=SAMPLE_RATE, min_duration_s=0.0, transform=None):
        self._sample_rate, self._transform = sample_rate, transform
        found = self._find(Path(root))
        if not found:
            raise ValueError(f"no recordings of speakers under {root}")
        self.items, self.skipped, kept = [], [], []
        for speaker, path in found:
            reason = _reason_to_skip(path, min_duration_s)
            if reason:
                self.skipped.append((path, reason))
            else:
                kept.append((speaker, path))
        self.speakers = sorted({speaker for speaker, _ in kept})
        label_of = {speaker: label for label, speaker in enumerate(self.speakers)}
        self.items = [(path, label_of[speaker]) for speaker, path in kept]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        path, label = self.items[index]
        waveform = decode(path, self._sample_rate).waveform
        return (waveform if self._transform is None else self._transform(waveform)), label

    def _find(self, root):
        """(speaker, path) of every recording, in a fixed order."""
        return [(path.relative_to(root).parts[0], path) for path in _recordings(root) if path.parent != root]


class VoxAudioFolderDataset(AudioFolderDataset):
    """VoxCeleb's layout, ``root/id10001/video/00001.m4a``: the first folder is the speaker."""


class TIMITDataset(AudioFolderDataset):
    """TIMIT's layout, ``root/TRAIN/DR1/FCJF0/SA1.WAV``: the last folder is the speaker.

    Parameters
    ----------
    part : "TRAIN", "TEST" or None
        Which part; None takes both.
    """

    def __init__(self, root, part=None, **kwargs):
        if part not in ("TRAIN", "TEST", None):
            raise ValueError(f"part must be 'TRAIN', 'TEST' or None, got {part!r}")
        self._part = part
        super().__init__(root, **kwargs)

    def _find(self, root):
        depth = 4  # part, dialect region, speaker, file
        rows = [(path.relative_to(root).parts, path) for path in _recordings(root)]
        return [
            (parts[-2], path)
            for parts, path in rows
            if len(parts) == depth and (self._part is None or parts[0].upper() == self._part)
        ]


class TrialListDataset(mx.gluon.data.Dataset):
    """Pairs of recordings: items are (left waveform, right waveform, 1 for the same speaker, else 0).

    Parameters
    ----------
    trials : path
        Lines ``1 a b`` or ``0 a b``.
    root : path or None
        What a and b are relative to; None is the list's own folder.
    """

    def __init__(self, trials, root=None, *, sample_rate=SAMPLE_RATE, transform=None):
        trials = Path(trials)
        root = trials.parent if root is None else Path(root)
        self._sample_rate, self._transform = sample_rate, transform
        self.items = [
            _trial(line, number, root) for number, line in enumerate(_lines(trials), start=1) if line.strip()
        ]
        if not self.items:
            raise ValueError(f"no trials in {trials}")

    def __len__(self):
        return len(self.items)

    def __getitem__(self, index):
        left, right, label = self.items[index]
        return self._waveform(left), self._waveform(right), label

    def _waveform(self, path):
        waveform = decode(path, self._sample_rate).waveform
        return waveform if self._transform is None else self._transform(waveform)


class VoxAudioValFolderDataset(TrialListDataset):
    """VoxCeleb's list of pairs, ``veri_test.txt`` in the root unless another is named."""

    def __init__(self, root, trials=None, **kwargs):
        super().__init__(Path(root) / "veri_test.txt" if trials is None else trials, root, **kwargs)


def _recordings(root):
    return sorted(path for path in root.rglob("*") if path.suffix.lower() in AUDIO_SUFFIXES and path.is_file())


def _reason_to_skip(path, min_duration_s):
    try:
        decoded = decode(path)
    except DecodeError as error:
        return str(error)
    return f"only {decoded.duration_s:.2f} s" if decoded.duration_s < min_duration_s else None


def _lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def _trial(line, number, root):
    fields = line.split()
    if len(fields) != 3 or fields[0] not in ("0", "1"):
        raise ValueError(f"line {number} is not a trial: {line.strip()[:80]!r}")
    return root / fields[1], root / fields[2], int(fields[0])
