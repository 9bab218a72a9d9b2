"""Signs that a voice came out of a loudspeaker or a synthesizer: experimental, and never part of a verdict."""

from functools import cache

from app.domain import Take


def suspicions(take: Take) -> tuple[str, ...]:
    """Of "loudspeaker" and "synthesizer" those that a recording has signs of."""
    return tuple(each.kind for each in _check()(take.waveform, take.activity) if each.is_raised)


@cache
def _check():
    from gluonar_engine.suspicion import SuspicionCheck

    return SuspicionCheck.load()
