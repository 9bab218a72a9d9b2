"""The one door to speaker embeddings: waveform in, unit vector out, whatever runs the network."""

import itertools

import numpy as np

from gluonar_engine.data.pcm import LazyWaveform, pieces_of
from gluonar_engine.devices import chosen
from gluonar_engine.modelcard import DEFAULT_MODEL, ONNX_FILE, PARAMS_FILE, read_cohort, read_manifest
from gluonar_engine.runtime.contracts import CONTRACTS
from gluonar_engine.scoring import UNCALIBRATED, Scorer, centroid

MIN_DURATION_S = 0.2
_CHUNK_S = 30


class SpeakerEncoder:
    """A speaker model, loaded.

    Parameters
    ----------
    manifest : Manifest
    network : callable
        (batch, n_samples) float32 -> (batch, dim); or (batch, n_frames, n_mels), as the manifest's contract says.
    n_samples : int
        The one length that the network takes; None where any will do.
    cohort : Cohort
        What its scores are normalised against; None leaves them cosines.
    """

    def __init__(self, manifest, network, *, n_samples=None, cohort=None):
        self._manifest, self._network, self._n_samples = manifest, network, n_samples
        self._scorer = Scorer(cohort, manifest.normalization)
        self._contract = CONTRACTS[manifest.contract]

    @classmethod
    def load(cls, folder=None, *, n_threads=1, device=None):
        """Load the model in ``folder``, by default the one that the program ships.

        Runs on ONNX Runtime when the folder has the ONNX file, else on MXNet; on ``device``, see
        ``devices.kind_and_index``, by default on what this process has chosen.

        Raises
        ------
        DeviceError
            When the device was asked for by name and cannot be used.
        ValueError
            When the folder holds no model or its files are damaged.
        """
        device = device or chosen()
        folder = DEFAULT_MODEL if folder is None else folder
        manifest = read_manifest(folder)
        cohort = read_cohort(folder, manifest)
        if ONNX_FILE in manifest.sha256:
            from gluonar_engine.runtime.onnx import OnnxNetwork

            network = OnnxNetwork(f"{folder}/{ONNX_FILE}", n_threads, device=device)
            return cls(manifest, network, n_samples=network.n_samples, cohort=cohort)
        from gluonar_engine.runtime.gluon import GluonNetwork

        network = GluonNetwork(manifest.architecture, f"{folder}/{PARAMS_FILE}", device)
        return cls(manifest, network, cohort=cohort)

    @property
    def model_id(self):
        """Name and version; embeddings of different ids must not be compared."""
        return self._manifest.model_id

    @property
    def manifest(self):
        return self._manifest

    @property
    def network_sha256(self):
        """Digest of the file that the network was loaded from."""
        digests = self._manifest.sha256
        return digests.get(ONNX_FILE) or digests.get(PARAMS_FILE)

    @property
    def runs_on(self):
        """The ``devices.Place`` where a loaded network computes."""
        return self._network.runs_on

    @property
    def dim(self):
        return self._manifest.dim

    @property
    def calibration(self):
        """Score to log-likelihood ratio, as fitted for this model; ``UNCALIBRATED`` while it never was."""
        return self._manifest.calibration or UNCALIBRATED

    @property
    def scorer(self):
        """What compares embeddings of this model: the ``Scorer`` whose scores ``calibration`` is for."""
        return self._scorer

    def embed(self, waveform, progress=lambda share: None):
        """Embed one recording.

        Parameters
        ----------
        waveform : (n_samples,) float or LazyWaveform
            Mono at the model's sample rate, in [-1, 1], at least 0.2 s.
        progress : callable
            Gets the share that is done, 0 to 1, before each part.  It may raise, which ends the work.

        Returns
        -------
        (dim,) float32
            Unit length.  A recording longer than 30 s is the mean direction of its parts, so memory stays bounded.
            For a network that takes one length only, it is the mean direction of windows of that length, spread
            evenly over all of the recording; a shorter recording is repeated until it fills one.

        Raises
        ------
        ValueError
            For another shape, NaN, silence without a single non-zero sample, or too short a recording.
        """
        parts = self._parts(self._contract.sound(self._checked(waveform)))
        directions = []
        for n_done, part in enumerate(parts):
            progress(n_done / len(parts))
            directions.append(self._network(self._contract.features(part)[np.newaxis])[0])
        return centroid(np.stack(directions))

    def _parts(self, waveform):
        if self._n_samples is None:
            return _Parts(waveform, max(1, -(-len(waveform) // (_CHUNK_S * self._manifest.sample_rate))))
        if len(waveform) <= self._n_samples:
            return [np.resize(waveform, self._n_samples)]
        starts = np.linspace(0, len(waveform) - self._n_samples, -(-len(waveform) // self._n_samples))
        return [waveform[start : start + self._n_samples] for start in starts.astype(int)]

    def embed_speaker(self, waveforms):
        """The unit-length mean direction (dim,) of several recordings of one speaker."""
        if not len(waveforms):
            raise ValueError("need at least one recording of the speaker")
        return centroid(np.stack([self.embed(waveform) for waveform in waveforms]))

    def _checked(self, waveform):
        if not isinstance(waveform, LazyWaveform):
            waveform = np.asarray(waveform, dtype=np.float32)
        if waveform.ndim != 1:
            raise ValueError(f"a waveform has the shape (n_samples,), got {waveform.shape}")
        if len(waveform) < MIN_DURATION_S * self._manifest.sample_rate:
            raise ValueError(f"a waveform needs at least {MIN_DURATION_S} s, got {len(waveform)} samples")
        if not all(np.isfinite(piece).all() for piece in pieces_of(waveform)):
            raise ValueError("the waveform has samples that are NaN or infinite")
        if not any(piece.any() for piece in pieces_of(waveform)):
            raise ValueError("the waveform is digital silence")
        return waveform


class _Parts:
    """``n`` parts of a waveform, as equally long as can be, each made when its turn comes."""

    def __init__(self, waveform, n):
        self._waveform, (length, n_longer) = waveform, divmod(len(waveform), n)
        self._edges = [index * length + min(index, n_longer) for index in range(n + 1)]

    def __len__(self):
        return len(self._edges) - 1

    def __iter__(self):
        return (self._waveform[start:end] for start, end in itertools.pairwise(self._edges))
