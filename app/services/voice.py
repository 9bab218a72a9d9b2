"""What of a recording is compared: the speech, without the long pauses around it, as an embedding."""

import hashlib

import numpy as np

from app.domain import Take
from app.errors import UserError
from app.said import said
from gluonar_engine.data.audio import waveform_to_pcm
from gluonar_engine.vad import voice_of

MIN_TAKE_SPEECH_S = 0.2  # one without any speech would only blur the speaker's model


def embed_voice(encoder, waveform, **told):
    """The embedding (dim,) of a recording (n_samples,) at 16 kHz, as everything in the program makes it; ``told`` is
    the ``progress`` of ``SpeakerEncoder.embed``, where anybody waits for it."""
    return encoder.embed(voice_of(waveform), **told)


def embed_take(encoder, take: Take, **told):
    """``embed_voice`` of a take, in which the speech is found already where it comes from a file."""
    speech = take.activity[0] if take.activity else None
    return encoder.embed(voice_of(take.waveform, speech), **told)


def pcm_sha256(waveform):
    """Hex digest of a recording's samples as they are kept: 16 bits, little endian, mono, 16 kHz."""
    return hashlib.sha256(np.ascontiguousarray(waveform_to_pcm(waveform), "<i2").data).hexdigest()


def require_speech(take: Take):
    """``UserError`` for a take that nobody speaks in."""
    if take.quality.speech_s < MIN_TAKE_SPEECH_S:
        raise UserError(
            said("No speech was found in “{source}”.", source=take.source),
            "Leave it out, or record it again closer by.",
        )
