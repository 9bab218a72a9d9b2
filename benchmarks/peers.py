"""The peers that results are measured beside, behind the program's own calls."""

import numpy as np

from gluonar_engine.scoring import Calibration, Scorer


class ResemblyzerEncoder:
    """Resemblyzer (Apache-2.0, d-vectors of about 8,000 speakers) with its own preparation of the sound."""

    model_id = "resemblyzer-0.1.4"
    calibration = Calibration(scale=1.0, offset=0.0)  # it has none: its Cllr means nothing
    scorer = Scorer()  # plain cosines

    def __init__(self, n_threads=1):
        import torch
        from resemblyzer import VoiceEncoder

        torch.set_num_threads(n_threads)
        self._encoder = VoiceEncoder("cpu", verbose=False)

    def embed(self, waveform):
        """(n_samples,) at 16 kHz -> (256,) of unit length.

        Where its voice detector leaves next to nothing, the whole clip is embedded: every trial gets a score.
        """
        from resemblyzer import preprocess_wav

        speech = preprocess_wav(np.asarray(waveform, np.float32), source_sr=16_000)
        return self._encoder.embed_utterance(speech if len(speech) > 8_000 else np.asarray(waveform, np.float32))

    def embed_prepared(self, waveform):
        """The network alone, without its voice detector."""
        return self._encoder.embed_utterance(waveform)
