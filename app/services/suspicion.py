"""Signs that a voice came out of a loudspeaker or a synthesizer: experimental, and never part of a verdict."""

from functools import cache


def suspicions(waveform) -> tuple[str, ...]:
    """Of "loudspeaker" and "synthesizer" those that the recording (n_samples,) at 16 kHz has signs of."""
    return tuple(each.kind for each in _check()(waveform) if each.is_raised)


@cache
def _check():
    from gluonar_engine.suspicion import SuspicionCheck

    return SuspicionCheck.load()
