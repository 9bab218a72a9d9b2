"""Phrases that several widgets and pages say."""

from app.language import day_words


def takes_words(n, tr):
    return tr("1 take") if n == 1 else tr("{n} takes").format(n=n)


def quality_words(quality, tr):
    """``Quality`` in one line: net speech, and SNR where it could be measured."""
    words = tr("{speech:.1f}\u00a0s speech of {all:.1f}\u00a0s")
    words = words.format(speech=quality.speech_s, all=quality.duration_s)
    if quality.snr_db is not None:
        words += tr(" · SNR\u00a0{snr:.0f}\u00a0dB").format(snr=quality.snr_db)
    return words


def quality_tip(quality, tr):
    """What the figures of that line mean, and those that it has no room for."""
    words = tr("Seconds of speech and of all. SNR: by how much the speech is above the noise.")
    words += tr(" Peak: {peak:.0f} dB below full scale; {clipped:.1%} of it is clipped.").format(
        peak=-quality.peak_db, clipped=quality.clipped_fraction
    )
    if quality.bandwidth_hz is not None:
        words += tr(" The speech reaches up to {khz:.1f} kHz, of 8.").format(khz=quality.bandwidth_hz / 1000)
    return words


def days_words(n_days, tr):
    """How long a consent holds; 0 is for as long as nobody withdraws it."""
    if n_days % 365:
        return tr("For {n} days").format(n=n_days)
    n_years = n_days // 365
    return {0: tr("No end date"), 1: tr("For 1 year")}.get(n_years, tr("For {n} years").format(n=n_years))


def template_words(templates, n_takes, model_id, tr):
    """Which model made a speaker's templates, and when; ``model_id`` is the one in use, None while it loads."""
    current = next((each for each in templates if each.model_id == model_id), None)
    if current is not None and current.n_takes == n_takes:
        words = tr("Templates by {model}, the model in use, made {when}")
    elif current is not None:
        words = tr("Templates by {model} for {n} of {all} takes, made {when}; the others are made when next needed")
    elif templates:
        current = templates[0]
        words = tr("Templates by {model}, made {when}; with the model in use they are made anew when next needed")
    else:
        return tr("No templates yet: they are made when next needed")
    when = day_words(current.created_at) if current.created_at else tr("at an unknown time")
    return words.format(model=current.model_id, n=current.n_takes, all=n_takes, when=when)


def size_words(n_bytes, tr):
    return tr("{n:.1f} MB").format(n=n_bytes / 1e6) if n_bytes >= 1e5 else tr("{n:.1f} kB").format(n=n_bytes / 1e3)


def figure(value, digits, *, sign=False):
    """A number with a true minus."""
    return f"{value:{'+' if sign else ''}z.{digits}f}".replace("-", "−")


def percent(share):
    """A share in percent, with the digits that tell: 12.3 %, 1.23 %."""
    digits = 1 if abs(share) >= 0.0995 else 2
    return f"{figure(100 * share, digits)}\u00a0%"
