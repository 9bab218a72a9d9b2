"""What of a recording is compared: the speech, without the long pauses around it, as an embedding."""

import numpy as np

from app.audio.vad import FRAME_S, HOP_LENGTH, runs, speech_mask
from app.domain import Take
from app.errors import UserError

MARGIN_S = 0.3  # kept before and after each stretch of speech: the pauses of fluent speech stay as they are
MIN_TAKE_SPEECH_S = 0.2  # one without any speech would only blur the speaker's model


def embed_voice(encoder, waveform):
    """The embedding (dim,) of a recording (n_samples,) at 16 kHz, as everything in the program makes it."""
    return encoder.embed(voice_of(waveform))


def require_speech(take: Take):
    """``UserError`` for a take that nobody speaks in."""
    if take.quality.speech_s < MIN_TAKE_SPEECH_S:
        raise UserError(f"No speech was found in “{take.source}”.", "Leave it out, or record it again closer by.")


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
