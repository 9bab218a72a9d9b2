"""What of a conversation's timeline stands in lanes, and in words."""

from dataclasses import dataclass

from app.domain import Verdict
from app.language import told
from app.widgets.answer_card import TONES
from app.widgets.words import figure


@dataclass
class Lane:
    """``name`` of a speaker, or the word for those unknown; ``tone`` names a colour of the theme; ``key`` is an id, or
    the verdict on those who have none."""

    key: object
    name: str
    tone: str
    segments: list


def lanes_of(timeline, tr):
    """Speakers in the order in which they first speak, then "unknown", then what cannot be told; none is empty."""
    speakers, others = {}, {}
    for segment in timeline.segments:
        verdict = segment.decision.verdict
        of_kind, key = (speakers, segment.speaker.id) if verdict is Verdict.SUPPORTS else (others, verdict)
        lane = of_kind.setdefault(key, Lane(key, label_of(segment, tr), TONES[verdict], []))
        lane.segments.append(segment)
    rest = (others.get(verdict) for verdict in (Verdict.DOES_NOT_SUPPORT, Verdict.CANNOT_TELL))
    return [*speakers.values(), *(lane for lane in rest if lane)]


def label_of(segment, tr):
    """The speaker's name where the segment supports them."""
    words = {Verdict.DOES_NOT_SUPPORT: tr("Unknown"), Verdict.CANNOT_TELL: tr("Cannot tell")}
    return words.get(segment.decision.verdict, segment.speaker.name)


def segment_words(segment, tr):
    """Everything about a segment in a sentence or two."""
    words = tr("{label}, {start:.1f} to {end:.1f} s. {reason}").format(
        label=label_of(segment, tr), start=segment.start_s, end=segment.end_s, reason=told(segment.decision.reason)
    )
    llr = figure(segment.decision.llr, 1, sign=True)
    return words + tr(" LLR {llr} for {name}.").format(llr=llr, name=segment.speaker.name)


def now_words(timeline, position_s, tr):
    """Who speaks at ``position_s``, and the tone; in a pause, nobody."""
    here = (segment for segment in timeline.segments if segment.start_s <= position_s < segment.end_s)
    return _speaking_words(next(here, None), tr)


def heard_words(heard, tr):
    """Who speaks in a conversation that goes on, a ``Heard``, and the tone."""
    if heard.now is None and heard.is_speaking:
        return tr("Now: somebody, too short yet to tell who"), ""
    return _speaking_words(heard.now, tr)


def _speaking_words(segment, tr):
    if segment is None:
        return tr("Now: nobody"), ""
    llr = figure(segment.decision.llr, 1, sign=True)
    words = tr("Now: {label} (LLR {llr})").format(label=label_of(segment, tr), llr=llr)
    return words, TONES[segment.decision.verdict]


def summary_words(timeline, tr):
    """How long each lane speaks: "Ada 12.4 s · Unknown 3.0 s"."""
    lanes = lanes_of(timeline, tr)
    lengths = [sum(segment.end_s - segment.start_s for segment in lane.segments) for lane in lanes]
    told = [tr("{name} {s:.1f}\u00a0s").format(name=lane.name, s=s) for lane, s in zip(lanes, lengths, strict=True)]
    return " · ".join(told)


def neighbour(timeline, position_s, step):
    """Where the next segment begins, or for ``step`` -1 the one before; None where there is none."""
    starts = [segment.start_s for segment in timeline.segments]
    if step > 0:
        return next((start for start in starts if start > position_s + 0.05), None)
    return next((start for start in reversed(starts) if start < position_s - 0.5), None)
