"""The sentences in which a decision is explained, and how the stored ones are taken apart again."""

from app.said import marked, recalled

UNCALIBRATED = marked("This speaker model is not calibrated: nobody has measured yet what its scores are worth.")
NOT_CALIBRATED = marked("not calibrated")
VERBAL_SCALE = (  # what the engine's words can be
    marked("extremely strong support for the same speaker"),
    marked("very strong support for the same speaker"),
    marked("strong support for the same speaker"),
    marked("moderately strong support for the same speaker"),
    marked("moderate support for the same speaker"),
    marked("weak support for the same speaker"),
    marked("no support for either side"),
    marked("weak support for different speakers"),
    marked("moderate support for different speakers"),
    marked("moderately strong support for different speakers"),
    marked("strong support for different speakers"),
    marked("very strong support for different speakers"),
    marked("extremely strong support for different speakers"),
)
EVEN = marked("The voice is about as much like this speaker's as like a stranger's.")
FOR = marked("The recording is {ratio} times more likely if this speaker is talking than if somebody else is.")
AGAINST = marked("The recording is {ratio} times more likely if somebody else is talking than if this speaker is.")
AT_POINT = marked("{reason} The operating point is a likelihood ratio of {ratio}.")
TOO_SHORT = marked("Only {speech_s:.1f} s of speech was found; a verdict needs {least_s:.0f} s.")
CLIPPED = marked("The recording is clipped: {clipped:.0%} of it is at full scale.")
NOISY = marked("The recording is too noisy: the speech is {snr_db:.0f} dB above the noise.")
OVER_A_MILLION = marked("over a million")
_WITH_VALUES = (AT_POINT, FOR, AGAINST, TOO_SHORT, CLIPPED, NOISY, OVER_A_MILLION)


def stored_reason(text):
    """A reason that the gallery kept as plain text, as the sentence it was."""
    return recalled(text, _WITH_VALUES)
