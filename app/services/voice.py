"""What of a recording is compared: the speech, without the long pauses around it."""

import numpy as np

from app.audio.vad import FRAME_S, HOP_LENGTH, runs, speech_mask

MARGIN_S = 0.3  # kept before and after each stretch of speech: the pauses of fluent speech stay as they are


def voice_of(waveform):
    """(n_samples,) at 16 kHz without what is further than 0.3 s from any speech; all of it where no speech is found.

    A network takes the mean over everything it is given: a minute of room noise after a sentence would outweigh it.
    """
    speech = speech_mask(waveform)
    margin = round(MARGIN_S / FRAME_S)
    near = np.zeros_like(speech)
    for start, end in runs(speech):
        near[max(0, start - margin) : end + margin] = True
    return waveform[np.repeat(near, HOP_LENGTH)[: len(waveform)]] if near.any() else waveform
