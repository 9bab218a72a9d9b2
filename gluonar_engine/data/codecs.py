"""What a recording loses in a file format or on the telephone: round trips through the real encoders, by PyAV."""

from dataclasses import dataclass

import numpy as np

from gluonar_engine import SAMPLE_RATE
from gluonar_engine.data.audio import decode, encode


@dataclass(frozen=True)
class Codec:
    """FFmpeg's names of a container and an encoder, the rate in the file in Hz, and usual bit rates in bit/s."""

    container: str
    encoder: str
    sample_rate: int = SAMPLE_RATE
    bit_rates: tuple = (None,)


CODECS = {
    "mp3": Codec("mp3", "libmp3lame", bit_rates=(16_000, 24_000, 32_000, 64_000)),
    "aac": Codec("ipod", "aac", bit_rates=(16_000, 24_000, 32_000, 64_000)),
    "opus": Codec("ogg", "libopus", bit_rates=(8_000, 12_000, 16_000, 24_000)),
    "amr": Codec("amr", "libopencore_amrnb", sample_rate=8_000, bit_rates=(4_750, 7_950, 12_200)),
    "mulaw": Codec("wav", "pcm_mulaw", sample_rate=8_000),
    "alaw": Codec("wav", "pcm_alaw", sample_rate=8_000),
}


def round_trip(waveform, name, bit_rate=None):
    """(n_samples,) at 16 kHz through the encoder ``name`` of ``CODECS`` and back: float32 of the same length.

    What the encoder adds at the start stays where the container does not tell its length (AMR: 5 ms).
    """
    codec = CODECS[name]
    file = encode(waveform, codec.container, codec.encoder, encoded_rate=codec.sample_rate, bit_rate=bit_rate)
    decoded = decode(file).waveform[: len(waveform)]
    return np.pad(decoded, (0, len(waveform) - len(decoded)))


def random_round_trip(rng, waveform):
    """``round_trip`` through a codec and bit rate drawn from ``rng``."""
    name = list(CODECS)[rng.integers(len(CODECS))]
    bit_rates = CODECS[name].bit_rates
    return round_trip(waveform, name, bit_rates[rng.integers(len(bit_rates))])
