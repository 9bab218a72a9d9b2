"""Phrases that several widgets and pages say."""


def takes_words(n, tr):
    return tr("1 take") if n == 1 else tr("{n} takes").format(n=n)


def quality_words(quality, tr):
    """``Quality`` in one line: net speech, and SNR where it could be measured."""
    words = tr("{speech:.1f}\u00a0s speech of {all:.1f}\u00a0s")
    words = words.format(speech=quality.speech_s, all=quality.duration_s)
    if quality.snr_db is not None:
        words += tr(" · SNR\u00a0{snr:.0f}\u00a0dB").format(snr=quality.snr_db)
    return words
