"""Answers as text for a person and as facts for a script (fractions, not percents; plain JSON values)."""

from dataclasses import asdict
from datetime import datetime

from app.domain import Verdict
from app.progress import duration
from app.services.demo import is_right
from app.services.importing import printable

_MAX_CANDIDATES_SHOWN = 10
_MAX_FILES_SHOWN = 10
_VERIFIED = {
    Verdict.SUPPORTS: "Supports that this is {name}.",
    Verdict.DOES_NOT_SUPPORT: "Does not support that this is {name}.",
    Verdict.CANNOT_TELL: "Cannot tell whether this is {name}.",
}
_IDENTIFIED = {
    Verdict.SUPPORTS: "Supports that this is {name}, of everybody enrolled.",
    Verdict.DOES_NOT_SUPPORT: "Unknown: nobody enrolled; the nearest is {name}.",
    Verdict.CANNOT_TELL: "Cannot tell who this is; the nearest is {name}.",
}


def speaker_facts(speaker):
    facts = asdict(speaker)
    return {"speaker": facts.pop("name"), **facts}


def speaker_lines(speakers):
    width = max((len(speaker.name) for speaker in speakers), default=0)
    for speaker in speakers:
        takes = count(speaker.n_takes, "recording")
        tags = "".join(f"  #{tag}" for tag in speaker.tags)
        yield f"{speaker.name:<{width}}  {takes:>13}, {speaker.speech_s:6.1f} s, since {speaker.created_at[:10]}{tags}"


def verification_facts(answer, take):
    return {
        "speaker": answer.speaker.name,
        **decision_facts(answer.decision),
        "take_scores": list(answer.take_scores),
        "take_cosines": list(answer.take_cosines),
        "suspicions": list(answer.suspicions),
        **take_facts(take),
        "model": answer.model_id,
    }


SUSPICIONS = {  # about 1 in 30: benchmarks.suspicion
    "loudspeaker": "experimental: signs of a loudspeaker, which about 1 genuine recording in 30 has",
    "synthesizer": "experimental: signs of a synthesizer, which about 1 genuine recording in 30 has",
}


def verification_lines(answer, take):
    each = ", ".join(score_figure(score) for score in answer.take_scores)
    return [
        *warned(take.warnings),
        _headline(_VERIFIED, answer.decision, answer.speaker.name),
        *_decision_lines(answer.decision),
        f"  against each recording: {each}",
        *(f"  {SUSPICIONS[kind]}" for kind in answer.suspicions),
        _quality_line(take.quality),
    ]


def segment_facts(segments, stretches):
    return {
        "segments": [asdict(segment) for segment in segments],
        "stretches": [asdict(stretch) for stretch in stretches],
    }


def segment_lines(segments, stretches, decision):
    """Scores of windows along a recording, and in words where they support the other answer."""
    if not segments:
        return ["  no window has enough speech to be scored by itself"]
    return [
        *(f"  {stretch_words(stretch)}" for stretch in stretches),
        "  along the recording (so little speech is less reliable):",
        *(_segment_line(segment, decision) for segment in segments),
    ]


def stretch_words(stretch):
    whom = "this speaker" if stretch.supports else "another speaker"
    return f"From {stretch.start_s:.1f} to {stretch.end_s:.1f} s the voice supports {whom}."


def _segment_line(segment, decision):
    score = f"{_unit(decision.is_normalized)} {score_figure(segment.score):>6}"
    return f"    {segment.start_s:7.2f} to {segment.end_s:7.2f} s  {score}  LLR {segment.llr:+z6.1f}"


def trial_lines(trials):
    width = max((len(trial.speaker_name) for trial in trials), default=0)
    for trial in trials:
        when = f"{datetime.fromisoformat(trial.created_at).astimezone():%Y-%m-%d %H:%M}"
        verdict = f"{trial.verdict.value:<16}  LLR {trial.llr:+z6.1f}"
        yield f"{when}  {trial.kind:<8}  {trial.speaker_name:<{width}}  {verdict}  {trial.source}, {trial.model_id}"


def identification_facts(answer, take):
    supported = answer.decision.verdict is Verdict.SUPPORTS
    return {
        "speaker": answer.candidates[0].speaker.name if supported else None,
        **decision_facts(answer.decision),
        "margin": answer.margin,
        "unknown": asdict(answer.stranger),
        "candidates": [
            {"speaker": each.speaker.name, "score": each.score, "cosine": each.cosine, "llr": each.llr}
            for each in answer.candidates
        ],
        **take_facts(take),
        "left_out": left_out_facts(answer.left_out),
        "model": answer.model_id,
    }


def identification_lines(answer, take):
    return [
        *warned(take.warnings),
        _headline(_IDENTIFIED, answer.decision, answer.candidates[0].speaker.name),
        *_decision_lines(answer.decision),
        *_candidate_lines(answer.candidates, answer.stranger, answer.decision.is_normalized),
        *([f"  margin to the runner-up: {score_figure(answer.margin)}"] if answer.margin is not None else []),
        *(f"  {words}" for words in left_out_lines(answer.left_out)),
        _quality_line(take.quality),
    ]


def left_out_facts(left_out):
    return [{"speaker": each.name, "reason": f"Their consent ended on {each.expires_on}."} for each in left_out]


def left_out_lines(left_out):
    """One line, or none where everybody was compared."""
    names = ", ".join(f"{each.name} ({each.expires_on})" for each in left_out)
    return [f"Left out, their consent has ended: {names}."] if left_out else []


def metrics_facts(metrics):
    keys = ("eer", "eer_threshold", "min_dcf", "accuracy", "auc", "n_target", "n_impostor")
    return {key: getattr(metrics, key) for key in keys}


def metrics_lines(metrics, is_normalized):
    threshold = f"{_unit(is_normalized)} {score_figure(metrics.eer_threshold)}"
    return [
        f"{count(metrics.n_target, 'trial')} of the same speaker, {metrics.n_impostor:,} of different speakers",
        f"  EER       {metrics.eer:7.2%}  at {threshold}",
        f"  minDCF    {metrics.min_dcf:7.3f}  one target in 100",
        f"  accuracy  {metrics.accuracy:7.2%}  at the best threshold for this list",
        f"  AUC       {metrics.auc:7.4f}",
    ]


def archive_facts(report):
    facts = {key: value for key, value in asdict(report).items() if key not in ("out", "model_id", "failed")}
    failed = [{"file": name, "reason": reason} for name, reason in report.failed.items()]
    return {"file": str(report.out), **facts, "failed": failed, "model": report.model_id}


def archive_lines(report):
    recordings = count(report.n_embedded, "recording")
    yield f"{report.out} has {recordings}, {duration(report.speech_s)} of speech, embedded by {report.model_id}."
    if report.n_warned:
        yield f"{count(report.n_warned, 'recording')} of them with a warning; all are in the file."
    if report.failed:
        yield f"{count(len(report.failed), 'file')} could not be embedded; all are in the file with their reasons:"
        for name, reason in list(report.failed.items())[:_MAX_FILES_SHOWN]:
            yield f"  {printable(name)}: {reason}"
    if len(report.failed) > _MAX_FILES_SHOWN:
        yield f"  and {len(report.failed) - _MAX_FILES_SHOWN:,} more"


def model_facts(manifest):
    keys = ("architecture", "dim", "sample_rate", "contract", "source", "sha256")
    facts = {key: getattr(manifest, key) for key in keys}
    calibration = manifest.calibration and asdict(manifest.calibration)
    return {"model": manifest.model_id, **facts, "calibration": calibration}


def model_lines(manifest):
    takes = "sound" if manifest.contract == "waveform" else f"{manifest.contract} features of sound"
    yield f"{manifest.model_id}"
    yield f"  network      {manifest.architecture}, {manifest.dim} numbers a voice"
    yield f"  takes        {takes} at {manifest.sample_rate:,} Hz"
    if manifest.source:
        yield f"  made from    {printable(manifest.source)}"
    if manifest.has_cohort:
        yield "  scores       cosines above what its cohort says is usual for the voices"
    if manifest.calibration:
        even = score_figure(manifest.calibration.score_at(0.0))
        yield f"  calibrated   yes: even at a {_unit(manifest.has_cohort)} of {even}"
    else:
        yield "  calibrated   no: it scores, and gives no verdict until “model calibrate” has measured it"
    yield f"  files        {', '.join(manifest.sha256)}: as they were (sha256)"


def demo_facts(report):
    asked = [
        {
            "voice": each.voice,
            "source": each.source,
            "claimed": each.claimed,
            "nearest": None if each.claimed else _nearest(each),
            **decision_facts(each.answer.decision),
            "right": is_right(each, report.enrolled),
        }
        for each in (*report.verified, *report.identified)
    ]
    pictures = {"spectrogram": str(report.pictures[0]), "roc": str(report.pictures[1])}
    return {
        "enrolled": list(report.enrolled),
        "stranger": report.stranger,
        "asked": asked,
        **metrics_facts(report.metrics),
        "pictures": pictures,
    }


def demo_lines(report):
    names = ", ".join(report.enrolled)
    return [
        f"Enrolled {names} from synthetic sample voices; {report.stranger} stays a stranger.",
        "",
        "Verify: does the recording support the claimed name?",
        *(_asked_line(each, f"is it {each.claimed}?", report) for each in report.verified),
        "",
        "Identify: who of them is it, if any?",
        *(
            _asked_line(each, f"nearest {each.answer.candidates[0].speaker.name}", report)
            for each in report.identified
        ),
        "",
        *metrics_lines(report.metrics, report.verified[0].answer.decision.is_normalized),
        "",
        f"Spectrogram: {report.pictures[0]}",
        f"ROC curve:   {report.pictures[1]}",
    ]


def _nearest(asked):
    return asked.answer.candidates[0].speaker.name


def _asked_line(asked, question, report):
    decision = asked.answer.decision
    width = max(len(name) for name in (*report.enrolled, report.stranger))
    mark = "" if is_right(asked, report.enrolled) else "  (wrong)"
    if decision.verdict is Verdict.CANNOT_TELL:
        mark = f"  ({decision.reason})"
    return (
        f"  {asked.voice:<{width}} {asked.source:<11} {question:<{width + 8}} "
        f"{decision.verdict.value:<16} LLR {decision.llr:+z6.1f}{mark}"
    )


def take_facts(take):
    return {"source": take.source, "quality": asdict(take.quality), "warnings": list(take.warnings)}


def warned(warnings):
    return [f"Warning: {warning}" for warning in warnings]


def count(n, noun):
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _headline(sentences, decision, name):
    return f"{sentences[decision.verdict].format(name=name)}  {decision.reason}"


def decision_facts(decision):
    facts = {**asdict(decision), "verdict": decision.verdict.value}
    return {**facts, "normalized": facts.pop("is_normalized")}


def _decision_lines(decision):
    yield f"  log-likelihood ratio {decision.llr:+z.1f} ({decision.verbal})"
    score, threshold = (
        None if number is None else score_figure(number) for number in (decision.score, decision.threshold)
    )
    threshold = "no threshold" if threshold is None else f"threshold {threshold}"
    cosine = f"; cosine {decision.cosine:z.3f}" if decision.is_normalized else ""
    yield f"  {_unit(decision.is_normalized)} {score}, {threshold}{cosine}"


def score_figure(score):
    """A cosine, or its distance from a usual one, with the digits that it deserves."""
    return f"{score:z.3f}"


def _unit(is_normalized):
    return "score" if is_normalized else "cosine"


def _candidate_lines(candidates, stranger, is_normalized):
    shown = candidates[:_MAX_CANDIDATES_SHOWN]
    width = max(len(name) for name in ("unknown", *(candidate.speaker.name for candidate in shown)))

    def line(mark, name, score, llr):
        score = "-" if score is None else score_figure(score)
        return f"  {mark:>3} {name:<{width}}  {_unit(is_normalized)} {score:>6}  LLR {llr:+z6.1f}"

    lines = [line(f"{i}.", each.speaker.name, each.score, each.llr) for i, each in enumerate(shown, start=1)]
    lines.insert(min(stranger.n_above, len(shown)), line("", "unknown", stranger.score, stranger.llr))
    if len(candidates) > len(shown):
        lines.append(f"      and {count(len(candidates) - len(shown), 'more speaker')}")
    return [*lines, f"  unknown: {stranger.reason}"]


def _quality_line(quality):
    snr = "" if quality.snr_db is None else f", {quality.snr_db:.0f} dB above the noise"
    return f"  {quality.speech_s:.1f} s of speech in {quality.duration_s:.1f} s{snr}"
