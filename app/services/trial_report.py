"""The report about one answer of the history: who was compared with what, when, by what, and what came out."""

import math

from app.domain import Take, Trial, Verdict
from app.services.consent import today
from app.services.decision import MIN_ABS_LLR, ratio_words
from app.services.history import decision_of
from app.services.picture import picture_of
from app.services.report import (
    Facts,
    Picture,
    Report,
    Section,
    Table,
    Words,
    about_the_model,
    limits,
    moment,
    new_report,
    png_of,
    terms,
)
from app.services.suspicion import suspicions
from app.version import NAME
from gluonar_engine.data.audio import decode

_MOST_PICTURES = 6  # spectrograms of takes
_LITTLE_SPEECH_S, _FEW_TAKES, _TELEPHONE_HZ = 3.0, 3, 4600.0
_EVEN = 0.05  # a ratio that is shown as 0
_ANSWERS = {
    Verdict.SUPPORTS: ("Supports", "supports that {name} is speaking.", "supports"),
    Verdict.DOES_NOT_SUPPORT: ("Does not support", "does not support that {name} is speaking.", "rejects"),
    Verdict.CANNOT_TELL: ("Cannot tell", "does not tell whether {name} is speaking.", "unsure"),
}
_QUESTIONS = {
    "verify": "Is it {name} who speaks in “{source}”?",
    "identify": "Which of all enrolled speakers speaks in “{source}”? {name} came out as the most similar.",
}
_SUSPICIONS = {
    "loudspeaker": "Experimental: the recording has signs of having been played from a loudspeaker. Many genuine "
    "recordings have such signs, and many played ones have none.",
    "synthesizer": "Experimental: the recording has signs of a synthesizer. Some genuine recordings have such signs, "
    "and many synthetic ones have none.",
}
_NOT_KEPT = "not kept"


def trial_report(gallery, trial_id: int, spectrogram, *, manifest=None, take: Take | None = None) -> Report:
    """The report about the answer ``trial_id``.

    ``manifest`` is of the model in use; ``take`` is the recording in question where it is still at hand: only then
    can its spectrogram be drawn, since what is compared is not stored.  ``spectrogram`` draws.
    """
    trial = gallery.trial(trial_id)
    recordings = _compared(gallery, trial)
    evidence = trial.evidence
    return new_report(
        f"Comparison of “{trial.source}” with {trial.speaker_name}",
        _answer(trial),
        _question(trial),
        _recordings(trial, recordings),
        *_pictures(gallery, trial, recordings, take, spectrogram),
        _consent(gallery.consents().get(trial.speaker_id)),
        about_the_model(trial.model_id, manifest, evidence.network_sha256),
        limits(*_own_limits(trial, recordings, take)),
        terms(),
    )


def _compared(gallery, trial):
    """The takes that the recording was compared with, as far as they are still there; a ``Recording`` or None each."""
    stored = gallery.recordings(trial.speaker_id)
    if not trial.evidence.take_sha256:
        return stored
    by_hash = {recording.pcm_sha256: recording for recording in stored}
    return [by_hash.get(digest) for digest in trial.evidence.take_sha256]


def _answer(trial):
    decision = decision_of(trial)
    word, sentence, tone = _ANSWERS[trial.verdict]
    sentence = f"The recording “{trial.source}” {sentence.format(name=trial.speaker_name)} {trial.reason}"
    point = trial.operating_point
    unit = "score" if decision.is_normalized else "cosine"
    is_known = point is None or decision.threshold is not None
    threshold = _figure(decision.threshold) if decision.threshold is not None else "none"
    ratio = f"{_figure(trial.llr, 1, sign=True)} (natural logarithm); {_odds(trial.llr)}"
    rows = [
        ("Log-likelihood ratio", ratio if is_known else "none: nobody has measured what the model’s scores are worth"),
        ("In words", decision.verbal),
        ("Operating point", _point_words(point)),
        (f"{unit.capitalize()}, threshold", f"{_figure(trial.score)}, {threshold}"),
    ]
    if decision.is_normalized:
        rows.append(("Cosine", _figure(decision.cosine)))
    if trial.verdict is Verdict.CANNOT_TELL:
        rows.append(("Why no verdict", trial.reason or _NOT_KEPT))
    scale = (_scale(trial),) if is_known else ()
    return Section("Answer", (Words(word, tone, is_large=True), Words(sentence), *scale, Facts(tuple(rows))))


def _scale(trial):
    from gluonar_engine.viz import plot_llr

    threshold = trial.operating_point.llr if trial.operating_point else 0.0
    caption = f"Within {MIN_ABS_LLR:.2f} of the operating point the answer is “cannot tell”."
    return Picture(png_of(plot_llr, trial.llr, threshold=threshold, band=MIN_ABS_LLR), caption)


def _point_words(point):
    if point is None:
        return _NOT_KEPT
    llr = _figure(point.llr, 1, sign=True) if point.llr else "0"
    words = f"“supports” begins at an LLR of {llr}, a ratio of {ratio_words(point.llr)}"
    if point.prior is None:
        return f"{words}; chosen directly" if point.llr else f"{words}: both answers equally likely beforehand"
    costs = f"a miss costs {point.cost_miss:g}, a false accept {point.cost_false_accept:g}"
    return f"{words}; it follows from a probability beforehand of {point.prior:g}; {costs}"


def _question(trial):
    evidence = trial.evidence
    asked = _QUESTIONS[trial.kind].format(name=trial.speaker_name, source=trial.source)
    rows = (
        ("Question", asked),
        ("Asked", moment(trial.created_at)),
        ("By", f"{evidence.operator} (logged in)" if evidence.operator else _NOT_KEPT),
        ("With", f"{NAME} {evidence.program_version}" if evidence.program_version else _NOT_KEPT),
        ("Number in the history", str(trial.id)),
    )
    return Section("Question", (Facts(rows),))


def _recordings(trial, recordings):
    header = ("Recording", "Length", "Net speech", "SNR", "Band", "Clipped", "Score")
    evidence = trial.evidence
    rows, notes = [("in question", *_quality_cells(evidence.quality), "")], []
    digests = (("its samples", evidence.pcm_sha256), ("its file", evidence.file_sha256))
    told = [f"sha256 of {what}: {digest}" for what, digest in digests if digest] or ["Its digests were not kept."]
    notes.append("\n".join((trial.source, *told)))
    scores = trial.take_scores or (None,) * len(recordings)
    hashes = evidence.take_sha256 or tuple(recording.pcm_sha256 for recording in recordings)
    for number, (recording, digest) in enumerate(zip(recordings, hashes, strict=True), start=1):
        score = scores[number - 1] if number <= len(scores) else None
        cells = _quality_cells(recording and recording.quality)
        name = recording.source if recording else "removed since, or moved to another speaker"
        rows.append((f"take {number}", *cells, "" if score is None else _figure(score)))
        notes.append(f"{name}\nsha256 of its samples: {digest}")
    parts = [Table(header, tuple(rows), tuple(notes))]
    if not evidence.take_sha256:
        parts.insert(0, Words("Which takes it was compared with was not kept: these are enrolled today.", "muted"))
    parts.append(
        Words("Samples are digested as 16-bit integers, little endian, mono, 16 kHz; files byte by byte.", "muted")
    )
    return Section("Recordings", tuple(parts))


def _quality_cells(quality):
    if quality is None:
        return (_NOT_KEPT, *("",) * 4)
    snr = "not measurable" if quality.snr_db is None else f"{quality.snr_db:.0f} dB"
    band = "" if quality.bandwidth_hz is None else f"{quality.bandwidth_hz / 1000:.1f} kHz"
    clipped = f"{quality.clipped_fraction:.1%}"
    return f"{quality.duration_s:.1f} s", f"{quality.speech_s:.1f} s", snr, band, clipped


def _pictures(gallery, trial, recordings, take, spectrogram):
    sounds = [("In question", take.waveform)] if take else []
    there = [(number, each) for number, each in enumerate(recordings, start=1) if each][:_MOST_PICTURES]
    for number, recording in there:
        flac = gallery.flac(recording.id)
        sounds.append((f"Take {number}", decode(flac, max_duration_s=math.inf).waveform))
    parts = [_spectrogram(words, waveform, spectrogram) for words, waveform in sounds]
    if not take:
        parts.insert(0, Words("The recording in question is not stored: it is not shown here.", "muted"))
    n_more = len([recording for recording in recordings if recording]) - len(there)
    if n_more:
        parts.append(Words(f"{n_more} more takes are not shown.", "muted"))
    yield Section("Spectrograms", tuple(parts))


def _spectrogram(words, waveform, spectrogram):
    from gluonar_engine.viz import view_spec

    picture = picture_of(waveform, spectrogram)
    hop_s = picture.duration_s / picture.decibels.shape[1]
    png = png_of(view_spec, picture.decibels, hop_s=hop_s, max_hz=picture.max_hz, size=(4.6, 2.0))
    return Picture(png, words, width=0.5)


def _consent(consent):
    if consent is None:
        return Section("Consent of the speaker", (Words("There is no record of a consent.", "unsure"),))
    state = "it holds until it is withdrawn"
    if consent.expires_on:
        state = f"it {'ended' if consent.has_expired(today()) else 'holds until the end of'} {consent.expires_on}"
    rows = (
        ("Given", f"{moment(consent.given_at)}; {state}"),
        ("Purpose", consent.purpose),
        ("Asked by", consent.operator),
        (f"Text, version {consent.text_version}", consent.text),
    )
    return Section("Consent of the speaker", (Facts(rows),))


def _own_limits(trial: Trial, recordings, take):
    """What limits this very answer."""
    quality = trial.evidence.quality
    speech_s = quality.speech_s if quality else trial.speech_s
    if speech_s is not None and speech_s < _LITTLE_SPEECH_S:
        yield f"The recording has {speech_s:.1f} s of speech. Short recordings are judged less reliably."
    if quality and quality.bandwidth_hz is not None and quality.bandwidth_hz < _TELEPHONE_HZ:
        reach = quality.bandwidth_hz / 1000
        yield f"The recording’s speech ends at {reach:.1f} kHz, as over a telephone: what is above is missing."
    if len(recordings) < _FEW_TAKES:
        yield "The speaker has fewer than three takes; more, of different days, make answers steadier."
    if trial.kind == "identify":
        yield "The speaker is the most similar of all enrolled ones: the more are enrolled, the likelier by chance."
    if take:
        yield from take.warnings
        yield from (_SUSPICIONS[kind] for kind in suspicions(take))


def _figure(value, digits=3, *, sign=False):
    return f"{value:{'+' if sign else ''}z.{digits}f}".replace("-", "−")


def _odds(llr):
    if abs(llr) < _EVEN:
        return "as likely if this speaker is talking as if somebody else is"
    side = "this speaker" if llr > 0 else "somebody else"
    return f"{ratio_words(abs(llr))} times more likely if {side} is talking"
